import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { disableAccount, enableAccount, endSessionsFor } from "@/lib/desk/suspensions/operations"
import { removeManager } from "@/lib/identity/managers/operations"
import { issueToken } from "@/lib/identity/tokens/operations"
import { db } from "@/lib/platform/db/client"
import {
  aManager,
  aManagerContext,
  anAccount,
  anActiveAffiliation,
  aPendingRequest,
  aSiret,
  aStructure,
  aStructureWithReferent,
  contextOf,
  messages,
  now,
} from "@/tests/support/factories"

let manager: ActorContext
beforeEach(async () => {
  manager = await aManagerContext()
})

const disable = (accountId: string, withoutReferent = false, context = manager) =>
  disableAccount(context, { accountId, reason: "Départ de la personne", withoutReferent })

describe("disabling an account", () => {
  it("37: closes its requests, its sessions and its links, keeps its rights asleep, and says why", async () => {
    const person = await anAccount()
    const { structure } = await aStructureWithReferent()
    const active = await anActiveAffiliation(person.id, structure.id, { rafaelProfil: "prescripteur_1" })
    const pending = await aPendingRequest(person.id, (await aStructure()).id)
    const listing = await db.listingRequest.create({
      data: {
        siret: aSiret(),
        raisonSociale: "À lister",
        postcode: "64000",
        city: "Pau",
        applicants: { create: { accountId: person.id, origin: "request" } },
      },
    })
    const { actor } = await contextOf(person.id)
    await issueToken(db, "reset_password", person.id, now)
    expect(await disable(person.id)).toMatchObject({ ok: true })
    expect(await db.affiliation.findUniqueOrThrow({ where: { id: pending.id } })).toMatchObject({ status: "cancelled" })
    expect(await db.affiliation.findUniqueOrThrow({ where: { id: active.id } })).toMatchObject({
      status: "active",
      rafaelProfil: "prescripteur_1",
    })
    expect(await db.listingRequest.findUniqueOrThrow({ where: { id: listing.id } })).toMatchObject({ status: "cancelled" })
    expect((await db.session.findUniqueOrThrow({ where: { id: actor.sessionId } })).revokedAt).not.toBeNull()
    expect(await db.token.count({ where: { accountId: person.id, usedAt: null } })).toBe(0)
    expect(await messages()).toMatchObject([
      { template: "account-suspended", toEmail: person.email, data: { reason: "Départ de la personne" } },
    ])
    const actions = await db.journal.findMany({ orderBy: { id: "asc" }, select: { action: true, targetId: true } })
    expect(actions).toEqual([
      { action: "affiliation.cancel", targetId: pending.id },
      { action: "account.disable", targetId: person.id },
    ])
    expect(await enableAccount(manager, { accountId: person.id })).toMatchObject({ ok: true })
    expect(await db.account.findUniqueOrThrow({ where: { id: person.id } })).toMatchObject({ disabledAt: null, disabledReason: null })
  })

  it("refuses the last référent of people, unless the manager says so", async () => {
    const { structure, referent } = await aStructureWithReferent()
    await anActiveAffiliation((await anAccount()).id, structure.id)
    expect(await disable(referent.id)).toEqual({ ok: false, why: "last-referent", detail: structure.raisonSociale })
    expect(await db.account.findUniqueOrThrow({ where: { id: referent.id } })).toMatchObject({ disabledAt: null })
    expect(await disable(referent.id, true)).toMatchObject({ ok: true })
  })

  it("refuses oneself, someone disabled already, nobody, and the last manager", async () => {
    const person = await anAccount({ disabledAt: now })
    expect(await disable(manager.actor.accountId)).toMatchObject({ why: "oneself" })
    expect(await disable(person.id)).toMatchObject({ why: "already-disabled" })
    expect(await disable(crypto.randomUUID())).toMatchObject({ why: "not-found" })
    expect(await enableAccount(manager, { accountId: (await anAccount()).id })).toMatchObject({ why: "not-disabled" })
  })

  it.each([
    ["disable", 0],
    ["remove", 0],
    // Here a third manager is left in any case: the manager who was disabled first can still do nothing more.
    ["disable", 1],
    ["remove", 1],
  ] as const)("of two managers who %s each other at once, one does it (besides them: %i)", async (gesture, others) => {
    for (let count = 0; count < others; count += 1) await aManager()
    const other = await aManagerContext()
    const undo = (context: ActorContext, accountId: string) =>
      gesture === "disable" ? disable(accountId, false, context) : removeManager(context, { accountId, reason: "Départ" })
    const results = await Promise.all([undo(manager, other.actor.accountId), undo(other, manager.actor.accountId)])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await db.account.count({ where: { isManager: true, disabledAt: null } })).toBe(1 + others)
  })
})

it("ending someone's sessions closes them all and tells them", async () => {
  const person = await anAccount()
  await contextOf(person.id)
  await contextOf(person.id)
  expect(await endSessionsFor(manager, { accountId: person.id })).toMatchObject({ ok: true })
  expect(await db.session.count({ where: { accountId: person.id, revokedAt: null } })).toBe(0)
  expect(await messages()).toMatchObject([{ template: "sessions-ended", toEmail: person.email }])
})
