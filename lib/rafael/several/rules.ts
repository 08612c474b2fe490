/** One gesture on several pre-registrations: which are offered, and what became of each. */
import { type Level, mayPrescribe, type PrescriberGesture, type Relation } from "@/lib/rafael/rights/rules"
import { type Answer, type AnswerRefusal, arrows, begins, isUnsent, living, type Status, unsent } from "@/lib/rafael/states/rules"

/** The answers that are given to several at once, by the word of their page's address. */
export const severalGestures = {
  convoquer: "summon",
  accepter: "accept",
  attente: "waitlist",
  "ne-pas-retenir": "decline",
  entree: "start",
  "sans-entree": "notStart",
  fin: "finish",
  interruption: "drop",
} as const satisfies Record<string, Answer>

/** The words of the gestures that begin in one of these states. */
export function gesturesFrom(statuses: readonly Status[]) {
  return Object.entries(severalGestures).filter(([, arrow]) => statuses.some((status) => begins(arrow, status)))
}

type Step = {
  gesture: PrescriberGesture
  label: string
  from: readonly Status[]
  /** The list that those it is done to came from. */
  list: "brouillons" | "a-valider" | "sans-suivi" | "envoyees"
}

/** What a prescriber does with several at once, by the word of its page's address, in the order of the buttons. */
export const severalSteps = {
  transmettre: { gesture: "submit", label: "Transmettre pour validation", from: arrows.submit.from, list: "brouillons" },
  envoyer: { gesture: "validate", label: "Valider et envoyer", from: unsent, list: "brouillons" },
  "reprendre-le-brouillon": { gesture: "takeBack", label: "Reprendre le brouillon", from: arrows.takeBack.from, list: "a-valider" },
  suivre: { gesture: "takeOver", label: "Reprendre", from: living, list: "sans-suivi" },
  // What was not sent is deleted from its own page.
  retirer: { gesture: "withdraw", label: "Retirer", from: living.filter((status) => !isUnsent(status)), list: "envoyees" },
} as const satisfies Record<string, Step>
export type StepWord = keyof typeof severalSteps

/** What a prescriber of this level may do with at least one of these, in the order of the buttons. */
export function stepsFor(level: Level, rows: readonly { status: Status; relation: Relation }[]): StepWord[] {
  return (Object.keys(severalSteps) as StepWord[]).filter((word) => rows.some((row) => maySeveral(word, level, row)))
}

/** Whether a prescriber of this level may do this with a pre-registration in this state, followed by that relation. */
export function maySeveral(word: StepWord, level: Level, { status, relation }: { status: Status; relation: Relation }): boolean {
  const { gesture, from }: Step = severalSteps[word]
  return from.includes(status) && mayPrescribe(level, gesture, relation)
}

/** Why one of several was left as it is, in words: an address carries the key alone. */
export const severalRefusals = {
  "not-possible": "son état a changé, ou ne le permet pas",
  "own-request": "vous l’avez envoyée vous-même : une autre personne de l’organisme doit répondre",
  "no-place": "il ne reste plus de place",
  begun: "la session a commencé",
  "session-cancelled": "la session est annulée",
  erased: "les données de la personne sont effacées",
  again: "une autre préinscription de cette personne est en cours sur cette session",
  "meeting-full": "toutes les places de cette réunion sont prises",
  "other-session": "cette réunion est celle d’une autre session",
  "not-found": "elle n’existe plus",
  "structure-closed": "votre structure est fermée",
  "see-only": "ce geste revient à une autre personne de votre structure",
  closed: "la session ne prend plus de préinscription",
  incomplete: "il y manque quelque chose ; sa page dit quoi",
} as const satisfies Record<AnswerRefusal, string> & Record<string, string>

/**
 * What became of each of several: how many were done, how many were not, and why the first of these was not. `structureId`: whose list they
 * came from, when it can be told.
 */
export type Several = { done: number; refused: number; first: keyof typeof severalRefusals | null; structureId: string | null }
