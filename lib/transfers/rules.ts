import { fitting, markOf, type Need, type Rights } from "@/lib/profils/rules"
import type { StructureType } from "@/lib/structures/rules"

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

/** What of `held` someone still holds: what was taken away since does not come back. */
export function stillHeld(held: Held, current: Held): Held {
  return {
    isReferent: held.isReferent && current.isReferent,
    rafaelProfil: current.rafaelProfil === null ? null : held.rafaelProfil,
    isEmployeur: held.isEmployeur && current.isEmployeur,
    isPrestataire: held.isPrestataire && current.isPrestataire,
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
