import { fitting, markOf, type Need, type Rights } from "@/lib/vocabulary/profils/rules"
import type { StructureType } from "@/lib/vocabulary/structures/rules"

/** What an active affiliation gives: profils, and whether it decides. */
export type Held = Rights & { isReferent: boolean }

/**
 * What someone holds once the rights they had elsewhere are added to the rights they have here. If they have a Rafael profil here, it stays
 * (nobody can hold two). The other rights add up, and what the structure does not open is left out.
 */
export function joined(own: Held | null, arriving: Held, types: readonly StructureType[]): Held {
  const rights: Rights = {
    rafaelProfil: own?.rafaelProfil ?? arriving.rafaelProfil,
    isEmployeur: Boolean(own?.isEmployeur) || arriving.isEmployeur,
    isPrestataire: Boolean(own?.isPrestataire) || arriving.isPrestataire,
  }
  return { isReferent: Boolean(own?.isReferent) || arriving.isReferent, ...fitting(rights, types) }
}

/** Whether something is lost on the way: an arriving profil that the result no longer holds. */
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
 * What someone gets back of the rights they held: all of them, except those that were taken away since the move. `given`: what they had
 * after the move; `current`: what they have now. Nobody took away a right that the move could not give, so it comes back. Whoever changed since the
 * Rafael profil that they had brought decided about them: that decision stays.
 */
export function givenBack(held: Held, given: Held, current: Held): Held {
  const isKept = (right: "isReferent" | "isEmployeur" | "isPrestataire") => held[right] && !(given[right] && !current[right])
  const isRafaelTaken = given.rafaelProfil !== null && current.rafaelProfil === null
  return {
    isReferent: isKept("isReferent"),
    rafaelProfil: isRafaelTaken ? null : given.rafaelProfil === held.rafaelProfil ? current.rafaelProfil : held.rafaelProfil,
    isEmployeur: isKept("isEmployeur"),
    isPrestataire: isKept("isPrestataire"),
  }
}

/** The same with what was given to them since the move, when the affiliation is theirs alone: somebody must keep it. */
export function givenBackWhole(held: Held, given: Held, current: Held): Held {
  const back = givenBack(held, given, current)
  const orGained = (right: "isReferent" | "isEmployeur" | "isPrestataire") => back[right] || (current[right] && !given[right])
  return {
    ...back,
    isReferent: orGained("isReferent"),
    isEmployeur: orGained("isEmployeur"),
    isPrestataire: orGained("isPrestataire"),
  }
}

/** A request as it was made; `requestedAt` is an ISO instant. */
export type Asked = { origin: "signup" | "request"; need: Need | null; requestedAt: string }

/**
 * One affiliation, or one request, that moved to another structure or account. `created`: the person has a new row there; `joined`: it was
 * added to the affiliation they had there, which held `before`; `validated`: the move accepted the request (`asked`) that they had made
 * there; `waiting`: their request goes on waiting there; `dropped`: their request (`asked`) ended, because they already had one there or
 * were attached.
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
