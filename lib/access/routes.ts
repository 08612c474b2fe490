import { type Actor, type ActorAffiliation, isReferent } from "@/lib/access/permissions"

/** Who may enter a page: the one table that middleware.ts and the pages themselves read. "owner": not under control. */
export type Gate = "anyone" | "signed-in" | "owner" | "manager" | "decider" | ((affiliation: ActorAffiliation) => boolean)

/** The first line that is a prefix of the address decides. */
const routes: readonly (readonly [prefix: string, gate: Gate])[] = [
  ["/accueil", "signed-in"],
  ["/mon-compte/donnees", "owner"],
  ["/mon-compte/supprimer", "owner"],
  ["/mon-compte/cle-acces", "owner"],
  ["/mon-compte/double-authentification", "owner"],
  ["/mon-compte", "signed-in"],
  ["/mes-structures/changement-employeur", "owner"],
  ["/mes-structures", "signed-in"],
  ["/annuaires", "signed-in"],
  ["/demandes", "decider"],
  ["/admin", "manager"],
  ["/rafael/catalogue", managesCatalogue],
  ["/rafael/preinscriptions", handlesPreinscriptions],
  ["/parcourspro/employeur", (affiliation) => affiliation.isEmployeur],
  ["/parcourspro/prestataire", (affiliation) => affiliation.isPrestataire],
  ["/", "anyone"],
]

/** The gate of an address; `/admin` also covers `/admin/demandes`, not `/administration`. */
export function gateOf(pathname: string): Gate {
  const line = routes.find(([prefix]) => prefix === "/" || pathname === prefix || pathname.startsWith(`${prefix}/`))
  return line?.[1] ?? "anyone"
}

export function mayEnter(actor: Actor, gate: Gate): boolean {
  if (gate === "anyone" || gate === "signed-in") return true
  if (gate === "owner") return actor.control === null
  if (gate === "manager") return actor.isManager
  if (gate === "decider") return actor.isManager || isReferent(actor)
  return actor.affiliations.some(gate)
}

function managesCatalogue({ rafaelProfil }: ActorAffiliation) {
  return rafaelProfil === "gestionnaire_catalogue" || rafaelProfil === "gestionnaire_general"
}

function handlesPreinscriptions({ rafaelProfil }: ActorAffiliation) {
  return rafaelProfil !== null && rafaelProfil !== "gestionnaire_catalogue"
}

/** A local address to go back to after sign-in, or the home page: never another site. */
export function safeReturn(url: string | null | undefined): string {
  if (!url?.startsWith("/")) return "/accueil"
  try {
    const base = "http://portail.invalid"
    const target = new URL(url, base)
    const isLocal = target.origin === base && !target.pathname.startsWith("//") && !url.includes("\\")
    return isLocal ? target.pathname + target.search : "/accueil"
  } catch {
    return "/accueil"
  }
}
