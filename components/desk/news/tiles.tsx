import { BookOpen, CalendarDays, Handshake, type LucideIcon, Sprout } from "lucide-react"
import { TileLink } from "@/components/desk/tiles/tile-link"
import { Card } from "@/components/ui/card"
import { Prose } from "@/components/ui/prose"
import type { Actor } from "@/lib/access/permissions"
import type { CurrentAnnouncements } from "@/lib/desk/news/queries"
import { categories } from "@/lib/desk/news/rules"
import type { tileLinks } from "@/lib/desk/tiles/queries"
import { openLinks, type TileId, tileIds, tiles } from "@/lib/desk/tiles/rules"

const signs: Record<TileId, LucideIcon> = {
  rafael: BookOpen,
  adherer: Handshake,
  parcourspro: CalendarDays,
  cmonalternance: Sprout,
}

type Props = {
  actor: Actor
  links: Awaited<ReturnType<typeof tileLinks>>
  news: CurrentAnnouncements
  /** How many wait behind a link, by its address. */
  counts: ReadonlyMap<string, number>
}

/** The four spaces, each with its news and the ways in that the person's profils open. */
export function Tiles({ actor, links, news, counts }: Props) {
  return (
    <div className="grid gap-4 md:grid-cols-2">
      {tileIds.map((id) => {
        const open = openLinks(actor, links[id])
        const items = news[id] ?? []
        const Sign = signs[id]
        return (
          <Card key={id} className="grid content-start gap-4">
            <div className="flex gap-4">
              <span className="grid size-12 shrink-0 place-items-center rounded-control bg-accent-tint">
                <Sign aria-hidden className="size-6 text-accent" />
              </span>
              <div className="min-w-0 wrap-anywhere">
                <h2 className="text-xl font-bold text-brand-deep">{tiles[id].name}</h2>
                <p className="text-soft">{tiles[id].purpose}</p>
              </div>
            </div>
            {open.length > 0 ? (
              <div className="grid gap-2">
                <h3 className="font-semibold">Accès</h3>
                <ul className="flex flex-wrap gap-2">
                  {open.map((link) => (
                    <li key={link.id}>
                      <TileLink {...link} waiting={counts.get(link.address) ?? 0} />
                    </li>
                  ))}
                </ul>
              </div>
            ) : null}
            <div className="grid gap-2">
              <h3 className="font-semibold">Actualités</h3>
              {items.slice(0, 2).map((item) => (
                <article key={item.id} className="border-l-4 border-line pl-3">
                  <p className="text-sm text-soft">{categories[item.category]}</p>
                  <p className="font-medium">{item.title}</p>
                  <div className="text-soft">
                    <Prose>{item.body}</Prose>
                  </div>
                </article>
              ))}
              {items.length > 0 ? null : <p className="text-soft">Rien de nouveau pour le moment.</p>}
            </div>
          </Card>
        )
      })}
    </div>
  )
}
