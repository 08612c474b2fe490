import { lookup } from "@/lib/platform/text/lookup"
import { neededToInform, neededToPublish } from "@/lib/rafael/courses/rules"

/**
 * Makes the function that gives a field its hint: what helps to fill it, and, as long as what is typed leaves it empty, what it is missing
 * for. `instead`: a field that makes another one needless.
 */
export function hintWhileTyping(watched: (name: string) => string, instead: Record<string, string> = {}) {
  const isEmpty = (name: string): boolean => {
    const other = lookup(instead, name)
    return watched(name).trim() === "" && (!other || watched(other).trim() === "")
  }
  return (name: string, hint = "") => {
    const lacks = neededToPublish.has(name)
      ? "Manque pour publier."
      : neededToInform.has(name)
        ? "Manque à l’information du public (Qualiopi)."
        : ""
    return [hint, isEmpty(name) ? lacks : ""].filter(Boolean).join(" ") || undefined
  }
}
