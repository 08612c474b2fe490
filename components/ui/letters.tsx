import type { Route } from "next"
import Link from "next/link"
import { letters } from "@/lib/platform/http/search-params"

/** Straight to the names that begin with a letter, in a list that is in their order. */
export function Letters({ current, hrefOf }: { current: string | null; hrefOf: (letter: string) => Route }) {
  return (
    <details data-gesture>
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-brand">Aller à une lettre</summary>
      <nav aria-label="Aller à une lettre">
        <ul className="flex flex-wrap gap-1">
          {letters.map((letter) => (
            <li key={letter}>
              <Link
                href={hrefOf(letter)}
                prefetch={false}
                aria-current={letter === current ? "true" : undefined}
                className="inline-flex size-9 items-center justify-center rounded-control border border-line bg-surface font-semibold uppercase hover:bg-sunken aria-[current=true]:border-brand aria-[current=true]:bg-brand aria-[current=true]:text-on pointer-coarse:size-11"
              >
                {letter}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </details>
  )
}
