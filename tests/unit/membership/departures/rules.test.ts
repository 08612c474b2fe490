import { describe, expect, it } from "vitest"
import type { Actor } from "@/lib/access/permissions"
import { mayDetach, mayLeave } from "@/lib/membership/departures/rules"

const base = { sessionId: "s", firstName: "A", lastName: "B", email: "a@b.fr", authAt: new Date(0), control: null }
const here = { id: "f", structureId: "ici", rafaelProfil: null, isEmployeur: false, isPrestataire: false }
const manager: Actor = { ...base, accountId: "gestionnaire", isManager: true, affiliations: [] }
const referent: Actor = { ...base, accountId: "referent", isManager: false, affiliations: [{ ...here, isReferent: true }] }
const member: Actor = { ...base, accountId: "membre", isManager: false, affiliations: [{ ...here, isReferent: false }] }

const target = { accountId: "quelqu'un", structureId: "ici", status: "active", isReferent: false } as const
const others = { otherReferents: 1, withoutReferent: false }

describe("detaching", () => {
  it("is for the structure's référent and for managers", () => {
    expect(mayDetach(referent, target, others).ok).toBe(true)
    expect(mayDetach(manager, target, others).ok).toBe(true)
    expect(mayDetach(member, target, others)).toEqual({ ok: false, why: "not-found" })
    expect(mayDetach(referent, { ...target, structureId: "ailleurs" }, others)).toEqual({ ok: false, why: "not-found" })
  })
  it("is never of oneself, nor of someone who is attached no more", () => {
    expect(mayDetach(referent, { ...target, accountId: "referent" }, others)).toEqual({ ok: false, why: "oneself" })
    for (const status of ["pending", "ended", "refused", "cancelled", "expired"] as const)
      expect(mayDetach(referent, { ...target, status }, others)).toEqual({ ok: false, why: "not-active" })
  })
  it("leaves a référent, unless a manager says so in so many words", () => {
    const last = { ...target, isReferent: true }
    const alone = { otherReferents: 0, withoutReferent: false }
    expect(mayDetach(manager, last, alone)).toEqual({ ok: false, why: "last-referent" })
    expect(mayDetach(manager, last, { ...alone, withoutReferent: true }).ok).toBe(true)
    expect(mayDetach(referent, last, { ...alone, withoutReferent: true })).toEqual({ ok: false, why: "last-referent" })
    expect(mayDetach(referent, last, others).ok).toBe(true)
    expect(mayDetach(referent, target, alone).ok, "a member does not count").toBe(true)
  })
})

it("a member leaves by themselves, a référent does not", () => {
  expect(mayLeave({ status: "active", isReferent: false }).ok).toBe(true)
  expect(mayLeave({ status: "active", isReferent: true })).toEqual({ ok: false, why: "referent" })
  expect(mayLeave({ status: "ended", isReferent: false })).toEqual({ ok: false, why: "not-active" })
})
