import type { Actor } from "@/lib/access/permissions"
import { gateOf, mayEnter } from "@/lib/access/routes"

/** The tiles of the home page and the links they open; a link shows only to those whose profils open it. */
export const tiles = [
  {
    id: "rafael",
    name: "Rafael",
    purpose: "Catalogue de formation et préinscriptions",
    links: [
      { href: "/rafael/catalogue", label: "Catalogue de formation" },
      { href: "/rafael/preinscriptions", label: "Préinscriptions" },
    ],
  },
  { id: "adherer", name: "Adhérer à Cap Métiers", purpose: "Rejoindre l’association", links: [] },
  {
    id: "parcourspro",
    name: "ParcoursPro",
    purpose: "Événements professionnels",
    links: [
      { href: "/parcourspro/employeur", label: "Voir les demandes de mes salariés" },
      { href: "/parcourspro/prestataire", label: "Mes sessions" },
    ],
  },
  { id: "cmonalternance", name: "CMonAlternance", purpose: "Offres et outils de l’alternance", links: [] },
] as const

type Link = (typeof tiles)[number]["links"][number]

/** The links of a tile that this actor may follow. */
export function openLinks(actor: Actor, links: readonly Link[]): Link[] {
  return links.filter(({ href }) => mayEnter(actor, gateOf(href)))
}
