import type { Metadata, Route } from "next"
import { legalPages } from "@/components/layout/footer"
import { Page } from "@/components/layout/page"
import { Section } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { adminSections, gateOf, mayEnter, type Titled, titleOf } from "@/lib/access/routes"
import { tileLinks } from "@/lib/desk/tiles/queries"
import { isOfPortal, openLinks, tileIds, tiles } from "@/lib/desk/tiles/rules"
import { currentActor } from "@/lib/identity/entrance/actor"

export const metadata: Metadata = { title: titleOf("/plan-du-site") }

type Link = readonly [href: Route, name: string]
/** `links`: none for the tiles, whose links managers write. */
type Part = { id: string; title: string; links: readonly Link[] }

const named = (page: Titled & Route): Link => [page, titleOf(page)]

const parts: readonly Part[] = [
  {
    id: "entrer",
    title: "Entrer",
    links: (["/inscription", "/inscription/structure-absente", "/connexion", "/mot-de-passe-oublie"] as const).map(named),
  },
  {
    id: "moi",
    title: "Mon espace",
    links: (["/accueil", "/mon-compte", "/mes-structures", "/annuaires", "/demandes"] as const).map(named),
  },
  {
    id: "espaces",
    title: "Rafael et ParcoursPro",
    links: [],
  },
  {
    id: "administration",
    title: "Administration",
    links: [
      ["/admin", "Tableau de bord"],
      ...adminSections.flatMap((page) => (page === "/admin/structures" ? [named(page), named("/admin/structures/import")] : [named(page)])),
    ],
  },
  { id: "savoir", title: "Aide et informations légales", links: [named("/aide"), ...legalPages] },
]

/** Every page that this person may open. */
export default async function SitemapPage() {
  const [actor, links] = await Promise.all([currentActor(), tileLinks()])
  const isOpen = ([href]: Link) => (actor ? mayEnter(actor, gateOf(href)) : gateOf(href) === "anyone")
  const ofTiles = tileIds.flatMap((tile) =>
    openLinks(actor, links[tile])
      .filter(({ address }) => isOfPortal(address))
      .map(({ address, label }): Link => [address as Route, `${tiles[tile].name} : ${label}`]),
  )
  return (
    <Page title={titleOf("/plan-du-site")} lead="Toutes les pages qui vous sont ouvertes." width="narrow">
      {parts
        .map((part) => ({ ...part, links: part.id === "espaces" ? ofTiles : part.links.filter(isOpen) }))
        .filter(({ links }) => links.length > 0)
        .map(({ id, title, links }) => (
          <Section key={id} id={id} title={title}>
            <ul className="grid gap-x-6 sm:grid-cols-2">
              {links.map(([href, name]) => (
                <li key={href}>
                  <TextLink href={href} prefetch={false}>
                    {name}
                  </TextLink>
                </li>
              ))}
            </ul>
          </Section>
        ))}
    </Page>
  )
}
