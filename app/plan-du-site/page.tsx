import type { Metadata } from "next"
import { legalPages } from "@/components/layout/footer"
import { Page } from "@/components/layout/page"
import { Section } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import type { Actor } from "@/lib/access/permissions"
import { gateOf, mayEnter } from "@/lib/access/routes"
import { tiles } from "@/lib/access/tiles"
import { currentActor } from "@/lib/identity/entrance/actor"

export const metadata: Metadata = { title: "Plan du site" }

type Link = readonly [href: string, name: string]

const parts: readonly { id: string; title: string; links: readonly Link[] }[] = [
  {
    id: "entrer",
    title: "Entrer",
    links: [
      ["/inscription", "Créer un compte"],
      ["/inscription/structure-absente", "Ma structure n'est pas dans la liste"],
      ["/connexion", "Connexion"],
      ["/mot-de-passe-oublie", "Mot de passe oublié"],
    ],
  },
  {
    id: "moi",
    title: "Mon espace",
    links: [
      ["/accueil", "Accueil"],
      ["/mon-compte", "Mon compte"],
      ["/mes-structures", "Mes structures"],
      ["/annuaires", "Annuaires"],
      ["/demandes", "Demandes"],
    ],
  },
  {
    id: "espaces",
    title: "Rafael et ParcoursPro",
    links: tiles.flatMap(({ name, links }) => links.map(({ href, label }) => [href, `${name} : ${label}`] as const)),
  },
  {
    id: "administration",
    title: "Administration",
    links: [
      ["/admin", "Tableau de bord"],
      ["/admin/demandes", "Demandes à traiter"],
      ["/admin/structures", "Structures"],
      ["/admin/structures/import", "Importer des structures"],
      ["/admin/comptes", "Comptes"],
      ["/admin/actualites", "Actualités"],
      ["/admin/courriels", "Courriels"],
      ["/admin/journal", "Journal"],
    ],
  },
  { id: "savoir", title: "Aide et informations légales", links: [["/aide", "Aide"], ...legalPages] },
]

/** Every page that this person may open. */
export default async function SitemapPage() {
  const actor = await currentActor()
  return (
    <Page title="Plan du site" lead="Toutes les pages qui vous sont ouvertes." width="narrow">
      {parts
        .map((part) => ({ ...part, links: part.links.filter(([href]) => isOpen(actor, href)) }))
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
