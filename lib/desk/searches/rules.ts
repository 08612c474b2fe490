import { pages, type Titled, titleOf } from "@/lib/access/routes"
import { answersToWords } from "@/lib/search/people/rules"

/** The pages of the administration whose title answers to what was typed: those that need nothing else in their address. */
export function pagesNamed(text: string): { page: Titled; title: string }[] {
  if (text.trim() === "") return []
  return titledPages()
    .filter((page) => page.startsWith("/admin/") && !page.includes("["))
    .map((page) => ({ page, title: titleOf(page) }))
    .filter(({ title }) => answersToWords(text, [title]))
}

function titledPages(): Titled[] {
  return Object.entries(pages).flatMap(([page, line]) => ("title" in line ? [page as Titled] : []))
}
