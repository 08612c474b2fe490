import type { Route } from "next"
import type { Actor } from "@/lib/access/permissions"
import { mayEnter, type PagePattern, pages } from "@/lib/access/routes"

/** A way in: it shows to those who may enter the page `like`, which is narrower when one address serves two kinds of people. */
export type TileLink = { href: Route; label: string; like: PagePattern }
type Tile = { id: "rafael" | "adherer" | "parcourspro" | "cmonalternance"; name: string; purpose: string; links: readonly TileLink[] }

/** The tiles of the home page and the links they open; a link shows only to those whose profils open it. */
export const tiles: readonly Tile[] = [
  {
    id: "rafael",
    name: "Rafael",
    purpose: "Catalogue de formation et préinscriptions",
    links: [
      { href: "/rafael", label: "Accès à Rafael", like: "/rafael" },
      { href: "/rafael/catalogue", label: "Catalogue de formation", like: "/rafael/catalogue/formations/nouvelle" },
      {
        href: "/rafael/preinscriptions?vue=recues" as Route,
        label: "Préinscriptions reçues",
        like: "/rafael/preinscriptions/repondre/[geste]",
      },
      { href: "/rafael/preinscriptions?vue=envoyees" as Route, label: "Mes préinscriptions", like: "/rafael/preinscriptions/nouvelle" },
      { href: "/rafael/preinscriptions/a-valider", label: "À valider", like: "/rafael/preinscriptions/a-valider" },
    ],
  },
  {
    id: "adherer",
    name: "Adhérer à Cap Métiers",
    purpose: "Rejoindre l’association",
    links: [
      { href: "/adhesion#charte" as Route, label: "Accès à la charte adhésion", like: "/adhesion" },
      { href: "/adhesion", label: "Accès au formulaire d’adhésion", like: "/adhesion" },
    ],
  },
  {
    id: "parcourspro",
    name: "ParcoursPro",
    purpose: "Événements professionnels",
    links: [
      { href: "/parcourspro", label: "Accès à Parcourspro", like: "/parcourspro" },
      { href: "/parcourspro/inscriptions", label: "Mes inscriptions", like: "/parcourspro/inscriptions" },
      { href: "/parcourspro/employeur", label: "Voir les demandes de mes salariés", like: "/parcourspro/employeur" },
      { href: "/parcourspro/prestataire", label: "Mes sessions", like: "/parcourspro/prestataire" },
    ],
  },
  { id: "cmonalternance", name: "CMonAlternance", purpose: "Offres et outils de l’alternance", links: [] },
]

/** The links of a tile that this actor may follow. */
export function openLinks(actor: Actor, links: readonly TileLink[]): TileLink[] {
  return links.filter(({ like }) => mayEnter(actor, pages[like].gate))
}
