/** People as rules see them, without a database. */
import type { Actor, ActorAffiliation } from "@/lib/access/permissions"

/** Someone with these affiliations, each of which holds nothing but what it says. */
export function anActor(affiliations: Partial<ActorAffiliation>[] = [], more: Partial<Actor> = {}): Actor {
  const base = { id: "f", structureId: "s", isReferent: false, rafaelProfil: null, isEmployeur: false, isPrestataire: false }
  return {
    accountId: "a",
    sessionId: "s",
    firstName: "A",
    lastName: "B",
    email: "a@b.fr",
    authAt: new Date(0),
    control: null,
    isManager: false,
    affiliations: affiliations.map((affiliation) => ({ ...base, ...affiliation })),
    ...more,
  }
}
