import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { correctAddress } from "@/lib/desk/address-corrections/operations"
import { sendPasswordLink } from "@/lib/desk/suspensions/operations"
import { issueToken } from "@/lib/identity/tokens/operations"
import { db } from "@/lib/platform/db/client"
import { aManager, aManagerContext, anAccount, contextOf, messages, now } from "@/tests/support/factories"

let manager: ActorContext
beforeEach(async () => {
  manager = await aManagerContext()
})

const correct = (accountId: string, email: string, context = manager) =>
  correctAddress(context, { accountId, email, reason: "Boîte fermée", currentPassword: undefined })
const addressOf = async (id: string) => (await db.account.findUniqueOrThrow({ where: { id } })).email

describe("an address put right by a manager", () => {
  it("both are told why and by whom, sessions and links end, the journal keeps the former one", async () => {
    const person = await anAccount({ email: "ancienne@exemple.fr", bouncedAt: now })
    await contextOf(person.id)
    await db.$transaction((tx) => issueToken(tx, "reset_password", person.id, now))
    expect(await correct(person.id, "nouvelle@exemple.fr")).toEqual({ ok: true, value: { accountId: person.id } })
    expect(await db.account.findUnique({ where: { id: person.id } })).toMatchObject({ email: "nouvelle@exemple.fr", bouncedAt: null })
    expect(await db.session.count({ where: { accountId: person.id, revokedAt: null } })).toBe(0)
    expect(await db.token.count({ where: { accountId: person.id, usedAt: null } })).toBe(0)
    const sent = await messages()
    expect(sent.map(({ toEmail }) => toEmail).sort()).toEqual(["ancienne@exemple.fr", "nouvelle@exemple.fr"])
    expect(sent).toMatchObject([{ data: { reason: "Boîte fermée" } }, { template: "address-corrected" }])
    expect(await db.journal.findFirst({ where: { action: "account.correct-address" }, include: { former: true } })).toMatchObject({
      outcome: "done",
      targetId: person.id,
      former: { fields: { email: "ancienne@exemple.fr" } },
    })
  })

  it.each([
    ["a colleague who is a manager", async () => (await aManager()).id, "manager-already"],
    ["oneself", async () => manager.actor.accountId, "oneself"],
    ["a closed account", async () => (await anAccount({ disabledAt: now })).id, "closed"],
    ["an erased account", async () => (await anAccount({ erasedAt: now, disabledAt: now })).id, "not-found"],
    ["nobody", async () => crypto.randomUUID(), "not-found"],
  ])("not of %s", async (_, idOf, why) => {
    expect(await correct(await idOf(), "nouvelle@exemple.fr")).toMatchObject({ ok: false, why })
    expect(await messages()).toEqual([])
  })

  it("not to one that someone has, nor to the same, nor by whoever is no manager", async () => {
    const [person, other] = [await anAccount(), await anAccount()]
    expect(await correct(person.id, other.email)).toMatchObject({ why: "address-taken" })
    expect(await correct(person.id, person.email)).toMatchObject({ why: "same-address" })
    expect(await correct(person.id, "a@exemple.fr", await contextOf(other.id))).toMatchObject({ why: "not-found" })
    expect(await addressOf(person.id)).toBe(person.email)
  })

  it("asks a manager for their password when it was given too long ago", async () => {
    const stale = { ...manager, actor: { ...manager.actor, authAt: new Date(0) } }
    expect(await correct((await anAccount()).id, "a@exemple.fr", stale)).toMatchObject({ ok: false, why: "password-needed" })
  })
})

describe("a link to choose a password", () => {
  it("leaves for the person, and is in the journal", async () => {
    const person = await anAccount()
    expect(await sendPasswordLink(manager, { accountId: person.id })).toMatchObject({ ok: true })
    const jobs = await db.$queryRaw<{ name: string; data: unknown }[]>`SELECT name, data FROM jobs.job`
    expect(jobs).toMatchObject([{ name: "send-reset-link", data: { email: person.email } }])
    expect(await db.journal.count({ where: { action: "account.send-reset", targetId: person.id } })).toBe(1)
  })

  it("not for a closed account, nor by whoever is no manager", async () => {
    const [closed, person] = [await anAccount({ disabledAt: now }), await anAccount()]
    expect(await sendPasswordLink(manager, { accountId: closed.id })).toMatchObject({ why: "closed" })
    expect(await sendPasswordLink(await contextOf(person.id), { accountId: person.id })).toMatchObject({ why: "not-found" })
  })
})
