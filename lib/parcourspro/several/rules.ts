/** One answer to several registrations: what became of each. */
import type { AnswerRefusal } from "@/lib/parcourspro/states/rules"

/** Why one of several was left as it is, in words: an address carries the key alone. */
export const severalRefusals = {
  "not-possible": "son état a changé, ou ne le permet pas",
  "own-request": "c’est la vôtre : une autre personne doit répondre",
  begun: "la session a commencé",
  "not-adherent": "sa structure n’est pas encore adhérente pour cette année",
  "no-place": "il ne reste plus de place",
  "not-found": "elle n’existe plus",
  "structure-closed": "votre structure est fermée",
} as const satisfies Record<AnswerRefusal, string> & Record<string, string>
export type SeveralRefusal = keyof typeof severalRefusals

/** How many were done, how many of these went to the waiting list, how many were left as they are, and why the first of these was. */
export type Several = { done: number; waited: number; refused: number; first: SeveralRefusal | null; structureId: string | null }
