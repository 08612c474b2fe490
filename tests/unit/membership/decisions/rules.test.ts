import { describe, expect, it } from "vitest"
import type { Actor } from "@/lib/access/permissions"
import { becomesReferent, mayDecide, mayGrant } from "@/lib/membership/decisions/rules"

const statuses = ["pending", "active", "refused", "cancelled", "expired", "ended"] as const
const base = {
  sessionId: "s",
  firstName: "A",
  lastName: "B",
  email: "a@b.fr",
  authAt: new Date(0),
  control: null,
  isManager: false,
  affiliations: [],
}
const manager: Actor = { ...base, accountId: "gestionnaire", isManager: true }
const referent: Actor = {
  ...base,
  accountId: "referent",
  affiliations: [{ id: "f", structureId: "ici", isReferent: true, rafaelProfil: null, isEmployeur: false, isPrestataire: false }],
}

describe("who decides a request", () => {
  const request = { accountId: "quelqu'un", structureId: "ici", status: "pending" } as const
  it("its référent, and a manager", () => {
    expect(mayDecide(referent, request).ok).toBe(true)
    expect(mayDecide(manager, request).ok).toBe(true)
  })
  it("not the référent of another structure: the request does not exist for them", () => {
    expect(mayDecide(referent, { ...request, structureId: "ailleurs" })).toEqual({ ok: false, why: "not-found" })
  })
  it("nobody their own, managers included", () => {
    expect(mayDecide(referent, { ...request, accountId: "referent" })).toEqual({ ok: false, why: "own-request" })
    expect(mayDecide(manager, { ...request, accountId: "gestionnaire" })).toEqual({ ok: false, why: "own-request" })
  })
  it.each(statuses.filter((status) => status !== "pending"))("nobody once it is %s", (status) => {
    expect(mayDecide(referent, { ...request, status })).toEqual({ ok: false, why: "already-decided" })
  })
})

it("grants with a validation only what the structure's types open", () => {
  const rights = { rafaelProfil: "prescripteur_1", isEmployeur: false, isPrestataire: false } as const
  expect(mayGrant(rights, ["prescripteur"]).ok).toBe(true)
  expect(mayGrant(rights, ["formateur"])).toEqual({ ok: false, why: "profil-not-open" })
})

describe("becoming référent", () => {
  it("is certain for the first person of a structure", () => {
    expect(becomesReferent(manager, false, "none")).toBe(true)
  })
  it("is for a manager to say when there is a référent, never for a référent", () => {
    expect(becomesReferent(manager, true, "reachable")).toBe(true)
    expect(becomesReferent(manager, false, "reachable")).toBe(false)
    expect(becomesReferent(referent, true, "reachable")).toBe(false)
  })
  it("is the default when none can be reached and the manager says nothing", () => {
    expect(becomesReferent(manager, undefined, "unreachable")).toBe(true)
    expect(becomesReferent(manager, false, "unreachable")).toBe(false)
    expect(becomesReferent(manager, undefined, "reachable")).toBe(false)
    expect(becomesReferent(referent, undefined, "unreachable")).toBe(false)
  })
})
