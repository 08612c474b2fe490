/** The tiles of the home page, and to whom each of their links shows. */
import type { Actor, ActorAffiliation } from "@/lib/access/permissions"
import { gateOf, mayEnter, pages } from "@/lib/access/routes"
import { isKeyOf } from "@/lib/platform/text/lookup"
import { rafaelProfilSheets, rafaelProfils } from "@/lib/vocabulary/profils/rules"

export const tileIds = ["rafael", "adherer", "parcourspro", "cmonalternance"] as const
export type TileId = (typeof tileIds)[number]

/** The tiles, in the order of the home page. */
export const tiles: Record<TileId, { name: string; purpose: string }> = {
  rafael: { name: "Rafael", purpose: "Catalogue de formation et préinscriptions" },
  adherer: { name: "Adhérer à Cap Métiers", purpose: "Rejoindre l’association" },
  parcourspro: { name: "ParcoursPro", purpose: "Événements professionnels" },
  cmonalternance: { name: "CMonAlternance", purpose: "Offres et outils de l’alternance" },
}

/** Those whom a link may be for; none of them: everyone. */
export const audiences = ["referent", ...rafaelProfils, "employeur", "prestataire"] as const
export type Audience = (typeof audiences)[number]

export const audienceNames: Record<Audience, string> = {
  referent: "Référent",
  gestionnaire_catalogue: rafaelProfilSheets.gestionnaire_catalogue.name,
  gestionnaire_preinscription: rafaelProfilSheets.gestionnaire_preinscription.name,
  gestionnaire_general: rafaelProfilSheets.gestionnaire_general.name,
  prescripteur_1: rafaelProfilSheets.prescripteur_1.name,
  prescripteur_2: rafaelProfilSheets.prescripteur_2.name,
  prescripteur_3: rafaelProfilSheets.prescripteur_3.name,
  employeur: "Employeur",
  prestataire: "Prestataire",
}

function holds(affiliation: ActorAffiliation, audience: string) {
  if (audience === "referent") return affiliation.isReferent
  if (audience === "employeur") return affiliation.isEmployeur
  if (audience === "prestataire") return affiliation.isPrestataire
  return affiliation.rafaelProfil === audience
}

type Shown = { address: string; profils: readonly string[] }

/** The links that this actor may follow: for their profils, and to a page that opens to them. A visitor holds no profil. */
export function openLinks<Link extends Shown>(actor: Actor | null, links: readonly Link[]): Link[] {
  return links.filter(({ address, profils }) => {
    const isFor = profils.length === 0 || actor?.affiliations.some((one) => profils.some((audience) => holds(one, audience)))
    return isFor && (!isOfPortal(address) || opens(actor, gateOf(pathOf(address))))
  })
}

function opens(actor: Actor | null, gate: ReturnType<typeof gateOf>) {
  return actor ? mayEnter(actor, gate) : gate === "anyone"
}

/** Whether an address is a page of the portal rather than another site. */
export function isOfPortal(address: string) {
  return address.startsWith("/")
}

/** Whether a link may lead to this address: a page of the portal that exists and names nothing of its own, or another site in https. */
export function isAddress(address: string): boolean {
  if (/[\s\\]/.test(address) || !URL.canParse(address, "https://portail.invalid")) return false
  if (isOfPortal(address)) return !address.startsWith("//") && isKeyOf(pages, pathOf(address)) && !address.includes("[")
  const { protocol, hostname, username, password } = new URL(address, "https://portail.invalid")
  return protocol === "https:" && /^https:\/\//.test(address) && hostname.includes(".") && username === "" && password === ""
}

/** The page of an address of the portal: "/adhesion#charte" is of "/adhesion". */
function pathOf(address: string) {
  return address.replace(/[?#].*$/, "")
}
