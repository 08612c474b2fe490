import type { Metadata, Route } from "next"
import { legalPages } from "@/components/layout/footer"
import { Page } from "@/components/layout/page"
import { Section } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import type { Actor } from "@/lib/access/permissions"
import { adminSections, gateOf, mayEnter, type PagePattern, type Titled, titleOf } from "@/lib/access/routes"
import { tiles } from "@/lib/access/tiles"
import { currentActor } from "@/lib/identity/entrance/actor"

export const metadata: Metadata = { title: titleOf("/plan-du-site") }

/** `like`: the page whose gate it has, when it is not its own. */
type Link = readonly [href: Route, name: string, like?: PagePattern]

const named = (page: Titled & Route): Link => [page, titleOf(page)]

const parts: readonly { id: string; title: string; links: readonly Link[] }[] = [
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
    links: tiles.flatMap(({ name, links }) => links.map(({ href, label, like }) => [href, `${name} : ${label}`, like] as const)),
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
  const actor = await currentActor()
  return (
    <Page title={titleOf("/plan-du-site")} lead="Toutes les pages qui vous sont ouvertes." width="narrow">
      {parts
        .map((part) => ({ ...part, links: part.links.filter(([href, , like]) => isOpen(actor, like ?? href)) }))
        .filter(({ links }) => links.length > 0)
        .map(({ id, title, links }) => (
          <Section key={id} id={id} title={title}>
            <ul className="grid sm:grid-cols-2">
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

function isOpen(actor: Actor | null, href: string) {
  const gate = gateOf(href)
  return actor ? mayEnter(actor, gate) : gate === "anyone"
}
