import type { StructureType } from "@/lib/vocabulary/structures/rules"

export const rafaelProfils = [
  "gestionnaire_catalogue",
  "gestionnaire_preinscription",
  "gestionnaire_general",
  "prescripteur_1",
  "prescripteur_2",
  "prescripteur_3",
] as const
export type RafaelProfil = (typeof rafaelProfils)[number]

export const needs = ["offre", "preinscriptions", "inscrire", "valider", "parcourspro"] as const
export type Need = (typeof needs)[number]

/** What an affiliation holds. Bénéficiaire comes with every active affiliation and is stored nowhere. */
export type Rights = { rafaelProfil: RafaelProfil | null; isEmployeur: boolean; isPrestataire: boolean }

/** The columns to read, for the journal, before the rights of an affiliation end. */
export const heldRights = {
  id: true,
  structureId: true,
  isReferent: true,
  rafaelProfil: true,
  isEmployeur: true,
  isPrestataire: true,
} as const

/** What an affiliation is left with when it ends. */
export const noRights = { isReferent: false, rafaelProfil: null, isEmployeur: false, isPrestataire: false } as const

type ProfilSheet = { name: string; needsType: StructureType; allows: string }

/** The profil table of docs/domain.md, in the words shown to people. */
export const rafaelProfilSheets: Record<RafaelProfil, ProfilSheet> = {
  gestionnaire_catalogue: {
    name: "Gestionnaire OF catalogue formation",
    needsType: "formateur",
    allows: "Gère le catalogue de formation.",
  },
  gestionnaire_preinscription: {
    name: "Gestionnaire OF préinscription",
    needsType: "formateur",
    allows: "Traite les préinscriptions reçues.",
  },
  gestionnaire_general: {
    name: "Gestionnaire OF général",
    needsType: "formateur",
    allows: "Gère le catalogue et traite les préinscriptions.",
  },
  prescripteur_1: {
    name: "Prescripteur Niveau 1",
    needsType: "prescripteur",
    allows: "Prépare ses préinscriptions, qu’un niveau 3 valide.",
  },
  prescripteur_2: {
    name: "Prescripteur Niveau 2",
    needsType: "prescripteur",
    allows: "Crée et valide ses propres préinscriptions.",
  },
  prescripteur_3: {
    name: "Prescripteur Niveau 3",
    needsType: "prescripteur",
    allows: "Valide aussi les préinscriptions de ses collègues.",
  },
}

export const parcoursProSheets = {
  beneficiaire: { name: "Bénéficiaire", allows: "S’inscrit aux événements ParcoursPro. Toujours accordé." },
  employeur: { name: "Employeur", allows: "Est informé des inscriptions des salariés, les accepte ou les refuse." },
  prestataire: { name: "Prestataire", allows: "Anime ses sessions : inscriptions, émargement, attestations." },
} as const

export const needWords: Record<Need, string> = {
  offre: "Gérer l’offre de formation de ma structure",
  preinscriptions: "Suivre les préinscriptions que nous recevons",
  inscrire: "Inscrire des candidats en formation",
  valider: "Valider les préinscriptions de mes collègues",
  parcourspro: "Utiliser ParcoursPro seulement",
}

/** The same in a list, where a line is all there is. */
export const needBriefs: Record<Need, string> = {
  offre: "Gérer l’offre",
  preinscriptions: "Suivre les préinscriptions",
  inscrire: "Inscrire des candidats",
  valider: "Valider pour ses collègues",
  parcourspro: "ParcoursPro seulement",
}

/** The Rafael profils a structure of these types may give, in the order of the table. */
export function availableRafaelProfils(types: readonly StructureType[]): RafaelProfil[] {
  return rafaelProfils.filter((profil) => types.includes(rafaelProfilSheets[profil].needsType))
}

export function mayBePrestataire(types: readonly StructureType[]) {
  return types.includes("formateur")
}

/** Whether a structure of these types may give these rights; Employeur is open to any. */
export function rightsFit(rights: Rights, types: readonly StructureType[]) {
  if (rights.isPrestataire && !mayBePrestataire(types)) return false
  return rights.rafaelProfil === null || availableRafaelProfils(types).includes(rights.rafaelProfil)
}

/** The part of these rights that a structure of these types may give. */
export function fitting({ rafaelProfil, isEmployeur, isPrestataire }: Rights, types: readonly StructureType[]): Rights {
  const isOpen = rafaelProfil !== null && availableRafaelProfils(types).includes(rafaelProfil)
  return { rafaelProfil: isOpen ? rafaelProfil : null, isEmployeur, isPrestataire: isPrestataire && mayBePrestataire(types) }
}

const proposals: Record<Need, RafaelProfil | null> = {
  offre: "gestionnaire_catalogue",
  preinscriptions: "gestionnaire_preinscription",
  inscrire: "prescripteur_1",
  valider: "prescripteur_3",
  parcourspro: null,
}

/** The needs of someone who works on what a training body offers. */
const ofTrainingBody: readonly (Need | null)[] = ["offre", "preinscriptions", null]

/**
 * The profil preselected for the decider, always one that the structure may give. It grants nothing by itself. `isFirst`: the person becomes
 * the référent of the structure; that of a training body does everything, until colleagues come.
 */
export function proposedProfil(need: Need | null, types: readonly StructureType[], isFirst = false): RafaelProfil | null {
  const open = availableRafaelProfils(types)
  if (isFirst && open.includes("gestionnaire_general") && ofTrainingBody.includes(need)) return "gestionnaire_general"
  const proposal = need && proposals[need]
  return proposal && open.includes(proposal) ? proposal : null
}

/** The profils of an active affiliation in words: "Prescripteur Niveau 1, Employeur, Bénéficiaire". A suspended one shows, as such. */
export function profilNames(rights: Rights & { suspendedProfil?: RafaelProfil | null }): string[] {
  return [
    ...(rights.rafaelProfil ? [rafaelProfilSheets[rights.rafaelProfil].name] : []),
    ...(rights.suspendedProfil ? [`${rafaelProfilSheets[rights.suspendedProfil].name} (suspendu)`] : []),
    ...(rights.isEmployeur ? [parcoursProSheets.employeur.name] : []),
    ...(rights.isPrestataire ? [parcoursProSheets.prestataire.name] : []),
    parcoursProSheets.beneficiaire.name,
  ]
}

/** Every profil that may be added or taken away. Bénéficiaire may not. */
export const grantable = [...rafaelProfils, "employeur", "prestataire"] as const
export type Grantable = (typeof grantable)[number]
export type Gesture = "add" | "remove"

export function profilName(profil: Grantable) {
  return isRafael(profil) ? rafaelProfilSheets[profil].name : parcoursProSheets[profil].name
}

/** The name of a profil by a code that was kept; the code itself when no profil has it any more. */
export function profilNamed(code: string): string {
  if (code === "beneficiaire") return parcoursProSheets.beneficiaire.name
  return grantable.some((profil) => profil === code) ? profilName(code as Grantable) : code
}

/** In one line, what a profil allows. */
export function profilAllows(profil: Grantable) {
  return isRafael(profil) ? rafaelProfilSheets[profil].allows : parcoursProSheets[profil].allows
}

export function isRafael(profil: Grantable): profil is RafaelProfil {
  return profil !== "employeur" && profil !== "prestataire"
}

export function holds(rights: Rights, profil: Grantable) {
  if (profil === "employeur") return rights.isEmployeur
  if (profil === "prestataire") return rights.isPrestataire
  return rights.rafaelProfil === profil
}

/** All the profils a structure of these types may give, in the order of the table. */
export function profilsOpenTo(types: readonly StructureType[]): Grantable[] {
  return grantable.filter((profil) => rightsFit(withGesture(nothing, "add", profil), types))
}
const nothing: Rights = { rafaelProfil: null, isEmployeur: false, isPrestataire: false }

/** The rights after a gesture. A second Rafael profil takes the place of the first; taking away what is not held changes nothing. */
export function withGesture(rights: Rights, gesture: Gesture, profil: Grantable): Rights {
  const isAdded = gesture === "add"
  if (profil === "employeur") return { ...rights, isEmployeur: isAdded }
  if (profil === "prestataire") return { ...rights, isPrestataire: isAdded }
  if (isAdded) return { ...rights, rafaelProfil: profil }
  return rights.rafaelProfil === profil ? { ...rights, rafaelProfil: null } : rights
}

/** Whether anything was granted beyond Bénéficiaire, which comes with the account. */
export function hasGrantedProfil({ rafaelProfil, isEmployeur, isPrestataire }: Rights) {
  return rafaelProfil !== null || isEmployeur || isPrestataire
}

/** The rights as one word. A form sends it back, to tell whether the rights have changed since the form was shown. */
export function markOf({ rafaelProfil, isEmployeur, isPrestataire }: Rights) {
  return [rafaelProfil ?? "aucun", isEmployeur ? "employeur" : "", isPrestataire ? "prestataire" : ""].join(".")
}
