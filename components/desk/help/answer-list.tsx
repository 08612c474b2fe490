import { ChevronRight } from "lucide-react"
import Link from "next/link"
import type { Answer } from "@/lib/desk/help/rules"

/** Questions, each leading to its answer; `from`: the page the person came from. */
export function AnswerList({ answers, from }: { answers: readonly Answer[]; from: string }) {
  const query = from ? `?depuis=${encodeURIComponent(from)}` : ""
  return (
    <ul className="grid gap-2 md:grid-cols-2">
      {answers.map(({ slug, question }) => (
        <li key={slug}>
          <Link
            href={`/aide/${slug}${query}`}
            prefetch={false}
            className="flex h-full min-h-14 items-center justify-between gap-3 rounded-control border border-line bg-surface px-4 py-3 font-medium hover:border-brand"
          >
            {question}
            <ChevronRight aria-hidden className="size-5 shrink-0 text-accent" />
          </Link>
        </li>
      ))}
    </ul>
  )
}
