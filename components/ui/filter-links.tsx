import type { Route } from "next"
import Link from "next/link"

type Props = { label: string; links: { href: Route; name: string; isHere: boolean }[] }

/** Ways of narrowing a list, one at a time. */
export function FilterLinks({ label, links }: Props) {
  return (
    <nav aria-label={label}>
      <ul className="flex flex-wrap gap-2">
        {links.map(({ href, name, isHere }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={isHere ? "true" : undefined}
              className="inline-flex min-h-11 items-center rounded-full border border-line-strong bg-surface px-4 hover:bg-sunken aria-[current=true]:border-brand aria-[current=true]:bg-brand aria-[current=true]:text-on"
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
