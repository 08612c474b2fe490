import { describe, expect, it } from "vitest"
import { type Actor, can, type Permission, permissions } from "@/lib/access/permissions"

const here = "structure-ici"
const elsewhere = "structure-ailleurs"

function person(more: Partial<Actor> = {}): Actor {
  const base = { accountId: "a", sessionId: "s", firstName: "A", lastName: "B", email: "a@b.fr", authAt: new Date(0), control: null }
  return { ...base, isManager: false, affiliations: [], ...more }
}
const attached = (isReferent: boolean) => [
  { id: "f", structureId: here, isReferent, rafaelProfil: null, isEmployeur: false, isPrestataire: false },
]
const stranger = person()
const member = person({ affiliations: attached(false) })
const referent = person({ affiliations: attached(true) })
const manager = person({ isManager: true })

/**
 * The table of docs/domain.md, written a second time. Columns: stranger (no structure), member here, member elsewhere,
 * référent here, référent elsewhere, manager. Y may, - may not.
 */
const expected: Record<Permission, string> = {
  "structure.see": "-Y-Y-Y",
  "people.see": "-Y-Y-Y",
  "affiliation.request": "YYYYY-",
  "affiliation.cancel-own": "YYYYY-",
  "affiliation.decide": "---Y-Y",
  "profils.set": "---Y-Y",
  "affiliation.detach": "---Y-Y",
  "absence.set": "---Y--",
  "invitation.send": "---Y-Y",
  "review.answer": "---Y-Y",
  "people.export": "---Y-Y",
  "correction.send": "---Y--",
  "referent-change.send": "---Y--",
  "structure.manage": "-----Y",
  "structure.import": "-----Y",
  "listing-request.decide": "-----Y",
  "correction.decide": "-----Y",
  "referent.appoint": "-----Y",
  "account.manage": "-----Y",
  "account.control": "-----Y",
  "journal.read": "-----Y",
  "messages.read": "-----Y",
  "statistics.read": "-----Y",
  "announcement.write": "-----Y",
  "tile.write": "-----Y",
  "application.manage": "-----Y",
  "programme.manage": "-----Y",
  "review.manage": "-----Y",
  "contact.answer": "-----Y",
}

const cases = [
  ["stranger", stranger, here],
  ["member here", member, here],
  ["member elsewhere", member, elsewhere],
  ["référent here", referent, here],
  ["référent elsewhere", referent, elsewhere],
  ["manager", manager, here],
] as const

describe("who may do what", () => {
  const cells = Object.entries(expected).flatMap(([permission, row]) =>
    cases.map(([who, actor, structureId], column) => [permission as Permission, who, actor, structureId, row[column] === "Y"] as const),
  )
  it.each(cells)("%s, %s", (permission, _who, actor, structureId, may) => {
    expect(can(actor, permission, structureId)).toBe(may)
  })

  it("covers every permission there is", () => {
    expect(Object.keys(expected).sort()).toEqual(Object.keys(permissions).sort())
  })

  it("judges a manager who is also a référent as a manager", () => {
    const both = person({ isManager: true, affiliations: attached(true) })
    expect(can(both, "correction.send", here)).toBe(false)
  })
})
