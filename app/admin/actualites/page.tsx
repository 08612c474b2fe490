import type { Metadata } from "next"
import Link from "next/link"
import { stateNames } from "@/components/desk/news/announcement-words"
import { Page } from "@/components/layout/page"
import { Badge } from "@/components/ui/badge"
import { LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { titleOf } from "@/lib/access/routes"
import { announcementsForManagers } from "@/lib/desk/news/queries"
import { categories, stateOf } from "@/lib/desk/news/rules"
import { tiles } from "@/lib/desk/tiles/rules"
import { enter } from "@/lib/identity/entrance/actor"
import { formatDay } from "@/lib/platform/time/dates"

export const metadata: Metadata = { title: titleOf("/admin/actualites") }

export default async function AnnouncementsPage() {
  const actor = await enter("/admin/actualites")
  const now = new Date()
  const announcements = await announcementsForManagers(actor)
  return (
    <Page title={titleOf("/admin/actualites")} lead="Ce que disent les tuiles de l’accueil : on écrit, on relit l’aperçu, puis on publie.">
      <div>
        <LinkButton href="/admin/actualites/nouvelle">Écrire une actualité</LinkButton>
      </div>
      {announcements.length === 0 ? <p className="text-soft">Aucune actualité pour le moment.</p> : null}
      <ul className="grid gap-3">
        {announcements.map((announcement) => {
          const { tone, name } = stateNames[stateOf(announcement, now)]
          return (
            <li key={announcement.id}>
              <Card className="flex flex-wrap items-center justify-between gap-3">
                <div className="min-w-0">
                  <h2 className="font-semibold">
                    <Link href={`/admin/actualites/${announcement.id}`} className="text-brand underline underline-offset-4">
                      {announcement.title}
                    </Link>
                  </h2>
                  <p className="text-soft">
                    {tiles[announcement.tile].name} · {categories[announcement.category]}
                    {announcement.startsAt ? ` · à partir du ${formatDay(announcement.startsAt)}` : ""}
                    {announcement.endsAt ? ` · retrait le ${formatDay(announcement.endsAt)}` : ""}
                  </p>
                </div>
                <Badge tone={tone}>{name}</Badge>
              </Card>
            </li>
          )
        })}
      </ul>
    </Page>
  )
}
