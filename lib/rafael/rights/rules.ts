/** Who may do what in Rafael, by the profil held in the structure (docs/rafael.md). Deny by default. */
import type { Actor } from "@/lib/access/permissions"
import type { RafaelProfil } from "@/lib/vocabulary/profils/rules"

const prescribers = ["prescripteur_1", "prescripteur_2", "prescripteur_3"] as const
const answerers = ["gestionnaire_preinscription", "gestionnaire_general"] as const

/** The gestures of Rafael that a profil alone opens. What a prescriber may do with one pre-registration also depends on who follows it. */
export const rafaelRights = {
  "offer.see": ["gestionnaire_catalogue", "gestionnaire_preinscription", "gestionnaire_general"],
  "offer.write": ["gestionnaire_catalogue", "gestionnaire_general"],
  "received.see": answerers,
  "received.answer": answerers,
  "preregistration.prepare": prescribers,
  "preregistration.validate": ["prescripteur_3"],
} as const satisfies Record<string, readonly RafaelProfil[]>
export type RafaelRight = keyof typeof rafaelRights

/** Whether a profil opens this. */
export function opens(profil: RafaelProfil | null, right: RafaelRight): boolean {
  const holders: readonly RafaelProfil[] = rafaelRights[right]
  return profil !== null && holders.includes(profil)
}

/** The structures where the actor's profil opens this, as ids. */
export function structuresWith(actor: Actor, right: RafaelRight): string[] {
  return actor.affiliations.filter(({ rafaelProfil }) => opens(rafaelProfil, right)).map(({ structureId }) => structureId)
}

export type Level = 1 | 2 | 3

/** The level of a prescriber; null for another profil. */
export function levelOf(profil: RafaelProfil | null): Level | null {
  if (profil === "prescripteur_1") return 1
  if (profil === "prescripteur_2") return 2
  return profil === "prescripteur_3" ? 3 : null
}

/** Whose a pre-registration is, for whoever asks: their own, that of a colleague of a level, or nobody's since its owner is gone. */
export type Relation = "own" | Level | "nobody"

/** The table of the three levels, line by line: for each level, whose pre-registrations. */
const prescriberRights = {
  see: { 1: ["own"], 2: ["own"], 3: ["own", 1, 2, 3, "nobody"] },
  edit: { 1: ["own"], 2: ["own"], 3: ["own", 1, 2, "nobody"] },
  submit: { 1: ["own"], 2: [], 3: [] },
  takeBack: { 1: ["own"], 2: ["own"], 3: ["own"] },
  validate: { 1: [], 2: ["own"], 3: ["own", 1, 2, "nobody"] },
  return: { 1: [], 2: [], 3: ["own", 1, 2, "nobody"] },
  withdraw: { 1: ["own"], 2: ["own"], 3: ["own", 1, 2, "nobody"] },
  takeOver: { 1: [], 2: [], 3: ["nobody"] },
} as const satisfies Record<string, Record<Level, readonly Relation[]>>
export type PrescriberGesture = keyof typeof prescriberRights

/** Whether a prescriber of this level may do this with a pre-registration of that relation. */
export function mayPrescribe(level: Level, gesture: PrescriberGesture, relation: Relation): boolean {
  const whose: readonly Relation[] = prescriberRights[gesture][level]
  return whose.includes(relation)
}

// What a prescriber reads when a gesture is not theirs, or comes too late.
export const seeOnlyWords =
  "Ce geste revient à une autre personne de votre structure : vous pouvez lire cette préinscription, pas agir à sa place."
export const notPossibleWords = "L’état de cette préinscription ne permet plus ce geste : rechargez la page."
export const alreadyOnWords = "Cette personne a déjà une préinscription en cours sur cette session."
