/**
 * What an application reads of a person, and who may enter it (docs/sign-on.md). The provider reads this file too, without loader, so it has
 * only imports of types.
 */
import type { RafaelProfil } from "@/lib/vocabulary/profils/rules"
import type { StructureType } from "@/lib/vocabulary/structures/rules"

/** What may be asked for besides `openid`, in the order in which it is told. */
export const scopes = ["profile", "email", "phone", "structure", "structures"] as const
export type Scope = (typeof scopes)[number]

/** Of the scopes declared, those that hold: every structure of a person is told once a second manager has granted it. */
export function grantedScopes({
  scopes,
  structuresGrantedBy,
}: {
  scopes: readonly string[]
  structuresGrantedBy: string | null
}): string[] {
  return scopes.filter((scope) => scope !== "structures" || structuresGrantedBy !== null)
}

/** What an application may read by itself, without a person; `lire:evenements` comes with the choice of coming for events. */
export const readScopes = ["lire:structures", "lire:personnes", "lire:droits", "lire:evenements"] as const
export type ReadScope = (typeof readScopes)[number]

/** What each scope gives, for the person who is asked and for the manager who declares. */
export const scopeWords: Record<Scope, string> = {
  profile: "Prénom et nom",
  email: "Adresse e-mail",
  phone: "Téléphone",
  structure: "La structure pour laquelle on entre, et les profils qu’on y a",
  structures: "Toutes ses structures, et les profils qu’on y a",
}

/** The claims of each scope, under the names that applications read. */
export const claimsOf: Record<Scope, readonly string[]> = {
  profile: ["given_name", "family_name", "name", "usual_name"],
  email: ["email", "email_verified"],
  phone: ["phone_number"],
  structure: ["structure", "siret", "profils", "referent"],
  structures: ["structures"],
}

/** The codes by which applications know the profils. Bénéficiaire comes with every active affiliation. */
export const profilCodes = [
  "gestionnaire_catalogue",
  "gestionnaire_preinscription",
  "gestionnaire_general",
  "prescripteur_1",
  "prescripteur_2",
  "prescripteur_3",
  "beneficiaire",
  "employeur",
  "prestataire",
] as const
export type ProfilCode = (typeof profilCodes)[number]

/** An active affiliation with its structure, as one row tells it. */
type Membership = {
  affiliationId: string
  siret: string
  raisonSociale: string
  sigle: string | null
  types: StructureType[]
  isAdherent: boolean
  isReferent: boolean
  rafaelProfil: RafaelProfil | null
  isEmployeur: boolean
  isPrestataire: boolean
}

export type Person = {
  accountId: string
  firstName: string
  lastName: string
  email: string
  phone: string | null
  /** Each active affiliation. */
  memberships: Membership[]
}

type Profils = Pick<Membership, "rafaelProfil" | "isEmployeur" | "isPrestataire">
export type Entry = "account" | "member" | "profil"
type Door = { entry: Entry; profils: readonly string[] }

/** The codes of the profils that an active affiliation holds. */
export function codesOf({ rafaelProfil, isEmployeur, isPrestataire }: Profils): ProfilCode[] {
  return [
    ...(rafaelProfil ? [rafaelProfil] : []),
    "beneficiaire" as const,
    ...(isEmployeur ? ["employeur" as const] : []),
    ...(isPrestataire ? ["prestataire" as const] : []),
  ]
}

/** Whether someone may enter an application for this structure; `held` null: for none. */
export function mayEnterFor({ entry, profils }: Door, held: Profils | null): boolean {
  if (entry === "account") return true
  if (!held) return false
  return entry === "member" || codesOf(held).some((code) => profils.includes(code))
}

/** The structures for which someone may enter. Whoever has none enters an application open to any account without structure. */
export function structuresToEnter<M extends Profils>(door: Door, memberships: readonly M[]): M[] {
  return memberships.filter((membership) => mayEnterFor(door, membership))
}

type Reader = Door & { scopes: readonly string[] }

/**
 * Everything that an application may read of a person who entered for this affiliation, by the names of claims: only what it is declared
 * for, and only the profils that concern it. Empty when the affiliation has ended, or no longer lets them in.
 */
export function claimsFor(reader: Reader, person: Person, affiliationId: string | null): Record<string, unknown> {
  const membership = person.memberships.find((one) => one.affiliationId === affiliationId) ?? null
  if (affiliationId !== null && !membership) return {}
  if (!mayEnterFor(reader, membership)) return {}
  const all = {
    given_name: person.firstName,
    family_name: person.lastName,
    name: `${person.firstName} ${person.lastName}`,
    usual_name: person.lastName,
    email: person.email,
    email_verified: true,
    ...(person.phone ? { phone_number: person.phone } : {}),
    ...(membership ? { ...structureClaims(reader, membership), siret: membership.siret } : { profils: [] }),
    structures: person.memberships.map((one) => structureClaims(reader, one)),
  }
  const declared = scopes.filter((scope) => reader.scopes.includes(scope)).flatMap((scope) => claimsOf[scope])
  return Object.fromEntries(Object.entries(all).filter(([claim]) => declared.includes(claim)))
}

function structureClaims({ profils }: Reader, membership: Membership) {
  const { siret, raisonSociale, sigle, types, isAdherent, isReferent } = membership
  return {
    structure: { siret, raison_sociale: raisonSociale, sigle, types, adherent: isAdherent },
    profils: codesOf(membership).filter((code) => profils.includes(code)),
    referent: isReferent,
  }
}

/** Whether a word that was asked for is one of the scopes. */
export function isScope(word: string): word is Scope {
  return scopes.some((scope) => scope === word)
}
