/** A list of people to invite: what each line does, and what is refused. */
import { beforeEach, describe, expect, it } from "vitest"
import { previewInvitations, sendInvitations } from "@/lib/membership/invitation-lists/operations"
import { db } from "@/lib/platform/db/client"
import { anAccount, anActiveAffiliation, aPendingRequest, contextOf, messages, now } from "@/tests/support/factories"
import { context, day, invite, later, list, prepare, referent, structure } from "./setting"

beforeEach(prepare)

describe("a list", () => {
  it("says what each line will do, and changes nothing", async () => {
    const [here, asked] = [await anAccount(), await anAccount()]
    await anActiveAffiliation(here.id, structure.id)
    await aPendingRequest(asked.id, structure.id)
    await invite("deja@exemple.fr")
    const elsewhere = await anAccount({ email: "ailleurs@exemple.fr" })
    const before = await db.invitation.count()
    const found = await previewInvitations(
      context,
      list(`neuve@exemple.fr\n${here.email}\n${asked.email}\ndeja@exemple.fr\n${elsewhere.email}\nrien\nneuve@exemple.fr`),
    )
    expect(found).toMatchObject({ ok: true, value: { waiting: 1, overflow: 0, unsound: [{ line: 6 }], twice: 1 } })
    // An account that has nothing to do with the structure looks like no account at all.
    expect(found.ok && found.value.lines.map(({ verdict }) => verdict)).toEqual(["new", "here", "asked", "invited", "new"])
    expect(await db.invitation.count()).toBe(before)
  })

  it("invites who is new, validates who has asked, and leaves the others as they are", async () => {
    const asked = await anAccount()
    const request = await aPendingRequest(asked.id, structure.id)
    const sent = await sendInvitations(
      context,
      list(`a@exemple.fr\nb@exemple.fr; niveau 2\n${asked.email}\n${referent.email}`, { isEmployeur: true }),
    )
    expect(sent).toEqual({ ok: true, value: { structureId: structure.id, invited: 2, validated: 1, unchanged: 1, unsent: 0 } })
    expect(await db.affiliation.findUniqueOrThrow({ where: { id: request.id } })).toMatchObject({
      status: "active",
      isEmployeur: true,
      decidedBy: referent.id,
    })
    expect(await db.invitation.findMany({ orderBy: { email: "asc" } })).toMatchObject([
      { email: "a@exemple.fr", rafaelProfil: null, isEmployeur: true, status: "sent", expiresAt: later(14 * day) },
      { email: "b@exemple.fr", rafaelProfil: "prescripteur_2", isEmployeur: false, invitedBy: referent.id },
    ])
    expect(await sendInvitations(context, list("a@exemple.fr"))).toEqual({ ok: false, why: "nobody" })
    expect((await messages()).filter(({ template }) => template === "invitation")).toHaveLength(2)
  })

  it("is refused whole when more than 500 would wait, and by a structure that has closed", async () => {
    const rows = Array.from({ length: 499 }, (_, index) => ({
      structureId: structure.id,
      email: `attente${index}@exemple.fr`,
      invitedBy: referent.id,
      invitedAt: now,
      sentAt: now,
      expiresAt: later(day),
    }))
    await db.invitation.createMany({ data: rows })
    expect(await sendInvitations(context, list("a@exemple.fr b@exemple.fr"))).toEqual({ ok: false, why: "too-many-waiting", detail: "1" })
    expect(await db.invitation.count()).toBe(499)
    expect(await sendInvitations(context, list("a@exemple.fr"))).toMatchObject({ ok: true, value: { invited: 1 } })
    await db.structure.update({ where: { id: structure.id }, data: { state: "closed", closedAt: now } })
    expect(await sendInvitations(context, list("c@exemple.fr"))).toEqual({ ok: false, why: "structure-closed" })
    expect(await previewInvitations(context, list("c@exemple.fr"))).toEqual({ ok: false, why: "structure-closed" })
  })

  it("sent by two référents at once invites each person once", async () => {
    const other = await anAccount()
    await anActiveAffiliation(other.id, structure.id, { isReferent: true })
    const second = await contextOf(other.id)
    const addresses = Array.from({ length: 12 }, (_, index) => `ensemble${index}@exemple.fr`).join("\n")
    const results = await Promise.all([sendInvitations(context, list(addresses)), sendInvitations(second, list(addresses))])
    expect(results.reduce((sum, result) => sum + (result.ok ? result.value.invited : 0), 0)).toBe(12)
    expect(await db.invitation.count({ where: { status: "sent" } })).toBe(12)
    expect((await messages()).filter(({ template }) => template === "invitation")).toHaveLength(12)
  })
})
