import { BookOpen, CalendarDays, Handshake, type LucideIcon, Sprout } from "lucide-react"
import { LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { Prose } from "@/components/ui/prose"
import type { Actor } from "@/lib/access/permissions"
import type { PagePattern } from "@/lib/access/routes"
import { openLinks, tiles } from "@/lib/access/tiles"
import type { CurrentAnnouncements } from "@/lib/desk/news/queries"

const signs: Record<(typeof tiles)[number]["id"], LucideIcon> = {
  rafael: BookOpen,
  adherer: Handshake,
  parcourspro: CalendarDays,
  cmonalternance: Sprout,
}

/** How many wait behind a link, by the page whose gate it has. */
type Counts = { [P in PagePattern]?: number }

function Waiting({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span className="rounded-full bg-wait-tint px-2 text-sm font-bold text-wait">
      {count}
      <span className="sr-only"> en attente</span>
    </span>
  )
}

/** The four spaces, each with its news and the ways in that the person's profils open. */
export function Tiles({ actor, news, counts = {} }: { actor: Actor; news: CurrentAnnouncements; counts?: Counts }) {
  return (
    <div className="grid gap-4 md:grid-cols-2">
      {tiles.map(({ id, name, purpose, links }) => {
        const open = openLinks(actor, links)
        const Sign = signs[id]
        return (
          <Card key={id} className="grid content-start gap-4">
            <div className="flex gap-4">
              <span className="grid size-12 shrink-0 place-items-center rounded-control bg-accent-tint">
                <Sign aria-hidden className="size-6 text-accent" />
              </span>
              <div className="min-w-0 wrap-anywhere">
                <h2 className="text-xl font-bold text-brand-deep">{name}</h2>
                <p className="text-soft">{purpose}</p>
              </div>
            </div>
            {open.length > 0 ? (
              <div className="grid gap-2">
                <h3 className="font-semibold">Accès</h3>
                <ul className="flex flex-wrap gap-2">
                  {open.map(({ href, label, like }) => (
                    <li key={href}>
                      <LinkButton href={href} tone="secondary">
                        {label}
                        <Waiting count={counts[like] ?? 0} />
                      </LinkButton>
                    </li>
                  ))}
                </ul>
              </div>
            ) : null}
            <div className="grid gap-2">
              <h3 className="font-semibold">Actualités</h3>
              {(news[id] ?? []).slice(0, 2).map((item) => (
                <article key={item.id} className="border-l-4 border-line pl-3">
                  <p className="font-medium">{item.title}</p>
                  <div className="text-soft">
                    <Prose>{item.body}</Prose>
                  </div>
                </article>
              ))}
              {news[id] ? null : <p className="text-soft">Rien de nouveau pour le moment.</p>}
            </div>
          </Card>
        )
      })}
    </div>
  )
}
