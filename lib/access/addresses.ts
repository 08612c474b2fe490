/** Builds the portal's addresses from the table of pages, so that an address that leads nowhere does not compile. */
import type { Route } from "next"
import type { PagePattern } from "@/lib/access/routes"

type Value = string | number | null | undefined
/** The names of the variable parts of a pattern: `id` and `token` in "/a/[id]/b/[token]". */
type PartsOf<P extends string> = P extends `${string}[${infer Part}]${infer Rest}` ? Part | PartsOf<Rest> : never
/** The values of these parts, and of the parameters of the query. A parameter that is empty or absent is left out. */
type ValuesOf<P extends string> = { [Part in PartsOf<P>]: string } & { [name: string]: Value }
/** What `at` takes besides the page. */
export type Arguments<P extends string> = [PartsOf<P>] extends [never]
  ? [values?: ValuesOf<P>, anchor?: string]
  : [values: ValuesOf<P>, anchor?: string]

/** `at("/mes-structures/[id]", { id, page: 2 }, "liste")` is "/mes-structures/…?page=2#liste". */
export function at<P extends PagePattern>(pattern: P, ...[values, anchor]: Arguments<P>): Route {
  const asked = new URLSearchParams()
  let path: string = pattern
  for (const [name, value] of Object.entries<Value>(values ?? {})) {
    if (path.includes(`[${name}]`)) path = path.replace(`[${name}]`, encodeURIComponent(String(value)))
    else if (value !== null && value !== undefined && value !== "") asked.append(name, String(value))
  }
  const question = asked.size > 0 ? `?${asked}` : ""
  return `${path}${question}${anchor ? `#${anchor}` : ""}` as Route
}

/** The address to go back to after sign-in when it is local, otherwise the home page: never another site. */
export function safeReturn(url: string | null | undefined): Route {
  if (!url?.startsWith("/")) return "/accueil"
  try {
    const base = "http://portail.invalid"
    const target = new URL(url, base)
    const isLocal = target.origin === base && !target.pathname.startsWith("//") && !url.includes("\\")
    return isLocal ? ((target.pathname + target.search) as Route) : "/accueil"
  } catch {
    return "/accueil"
  }
}
