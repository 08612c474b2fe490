import { fitting, markOf, type Need, type Rights } from "@/lib/vocabulary/profils/rules"
import type { StructureType } from "@/lib/vocabulary/structures/rules"

/** What an active affiliation gives: profils, and whether it decides. */
export type Held = Rights & { isReferent: boolean }

/**
 * What someone holds once what they had elsewhere joins what they have here: their own Rafael profil stays where they have one
 * (two cannot be held), the rest adds up, and what the structure does not open is left out.
 */
export function joined(own: Held | null, arriving: Held, types: readonly StructureType[]): Held {
  const rights: Rights = {
    rafaelProfil: own?.rafaelProfil ?? arriving.rafaelProfil,
    isEmployeur: Boolean(own?.isEmployeur) || arriving.isEmployeur,
    isPrestataire: Boolean(own?.isPrestataire) || arriving.isPrestataire,
  }
  return { isReferent: Boolean(own?.isReferent) || arriving.isReferent, ...fitting(rights, types) }
}

/** What is lost on the way: the arriving profils that end up held no more. */
export function isReduced(arriving: Held, result: Held) {
  if (arriving.rafaelProfil !== null && arriving.rafaelProfil !== result.rafaelProfil) return true
  return arriving.isPrestataire && !result.isPrestataire
}

/** Rights and référent in one word, to tell whether they changed since. */
export function markOfHeld(held: Held) {
  return `${markOf(held)}.${held.isReferent ? "referent" : ""}`
}

export function heldOf({ isReferent, rafaelProfil, isEmployeur, isPrestataire }: Held): Held {
  return { isReferent, rafaelProfil, isEmployeur, isPrestataire }
}

/**
 * What someone gets back of what they held: all of it, except what was taken away from them since. `given` is what they had
 * after the move, `current` what they have now: a right that the move could not give was taken by nobody.
 */
export function givenBack(held: Held, given: Held, current: Held): Held {
  const isKept = (right: "isReferent" | "isEmployeur" | "isPrestataire") => held[right] && !(given[right] && !current[right])
  const isRafaelTaken = given.rafaelProfil !== null && current.rafaelProfil === null
  return {
    isReferent: isKept("isReferent"),
    rafaelProfil: isRafaelTaken ? null : held.rafaelProfil,
    isEmployeur: isKept("isEmployeur"),
    isPrestataire: isKept("isPrestataire"),
  }
}

/** A request as it was made; `requestedAt` is an ISO instant. */
export type Asked = { origin: "signup" | "request"; need: Need | null; requestedAt: string }

/**
 * One affiliation that went from somewhere to somewhere else. `created`: a new row there; `joined`: added to the one they had,
 * which held `before`; `validated`: their request there (`asked`) was accepted by it; `waiting`: a request that goes on waiting
 * there; `dropped`: a request (`asked`) of someone who had one there already, or was attached.
 */
export type Transfer = {
  kind: "created" | "joined" | "validated" | "waiting" | "dropped"
  accountId: string
  from: string
  to: string
  held: Held
  before: Held | null
  after: Held | null
  asked: Asked | null
}
