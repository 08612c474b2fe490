import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { appointFromShell, confirmNomination, dropNomination, nominate } from "@/lib/identity/managers/operations"
import { pendingNominations } from "@/lib/identity/managers/queries"
import { tokenState } from "@/lib/identity/tokens/queries"
import { db } from "@/lib/platform/db/client"
import { noPassword } from "@/lib/platform/secrets/password"
import { aManagerContext, anAccount, contextOf, messages, now, visitor } from "@/tests/support/factories"

let [first, second]: ActorContext[] = []
let person: { id: string; email: string }
beforeEach(async () => {
  first = await aManagerContext()
  second = await aManagerContext()
  person = await anAccount()
})
const ctx = (context: ActorContext | undefined) => context as ActorContext
const propose = (context = first) => nominate(ctx(context), { accountId: person.id, reason: "Renfort de l’équipe" })

async function waiting() {
  const [nomination] = await pendingNominations(ctx(first).actor)
  return nomination?.id ?? ""
}

describe("a second person confirms", () => {
  it("before anyone becomes a manager; colleagues are asked, the person is told, their sessions end", async () => {
    const own = await contextOf(person.id)
    expect(await propose()).toMatchObject({ ok: true })
    expect(await db.account.findUniqueOrThrow({ where: { id: person.id } })).toMatchObject({ isManager: false })
    expect(await messages()).toMatchObject([{ template: "nomination-to-confirm", toEmail: ctx(second).actor.email }])
    expect(await confirmNomination(ctx(second), { nominationId: await waiting() })).toMatchObject({ ok: true })
    expect(await db.account.findUniqueOrThrow({ where: { id: person.id } })).toMatchObject({ isManager: true })
    expect((await messages()).at(-1)).toMatchObject({ template: "manager-appointed", toEmail: person.email })
    expect((await db.session.findUniqueOrThrow({ where: { id: own.actor.sessionId } })).revokedAt).not.toBeNull()
  })

  it("never whoever proposed, by the operation and by the database", async () => {
    await propose()
    const nominationId = await waiting()
    expect(await confirmNomination(ctx(first), { nominationId })).toEqual({ ok: false, why: "proposer" })
    const accepted = { status: "accepted" as const, decidedAt: now, decidedBy: ctx(first).actor.accountId }
    await expect(db.managerNomination.update({ where: { id: nominationId }, data: accepted })).rejects.toThrow()
  })

  it("once: a second confirmation, or one of a proposal dropped, does nothing", async () => {
    await propose()
    const nominationId = await waiting()
    const third = await aManagerContext()
    const results = await Promise.all([confirmNomination(ctx(second), { nominationId }), confirmNomination(third, { nominationId })])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await dropNomination(third, { nominationId })).toEqual({ ok: false, why: "already-decided" })
  })

  it("one proposal at a time, of someone who can sign in and is no manager", async () => {
    await propose()
    expect(await propose(second)).toEqual({ ok: false, why: "already-asked" })
    expect(await nominate(ctx(first), { accountId: ctx(second).actor.accountId, reason: "Renfort" })).toMatchObject({
      why: "manager-already",
    })
    const closed = await anAccount({ disabledAt: now })
    expect(await nominate(ctx(first), { accountId: closed.id, reason: "Renfort" })).toMatchObject({ why: "closed" })
    expect(await nominate(ctx(first), { accountId: ctx(first).actor.accountId, reason: "Renfort" })).toMatchObject({ why: "oneself" })
  })
})

describe("npm run manager", () => {
  const identity = { email: "premiere@exemple.fr", firstName: "Ada", lastName: "Lemoine" }

  it("makes an account with a link to choose a password, and says so in the journal", async () => {
    expect(await appointFromShell(visitor, identity)).toMatchObject({ ok: true, value: { isNew: true } })
    const account = await db.account.findUniqueOrThrow({ where: { email: identity.email } })
    expect(account).toMatchObject({ isManager: true, firstName: "Ada" })
    expect(await messages()).toMatchObject([{ template: "first-manager", toEmail: identity.email }])
    expect(await db.token.count({ where: { accountId: account.id, kind: "reset_password", usedAt: null } })).toBe(1)
    expect(await db.journal.findMany()).toMatchObject([{ action: "manager.appoint", targetId: account.id, actorId: null }])
  })

  it("its link knows that it is the first password, which no link of a known account does", async () => {
    await db.account.update({ where: { id: person.id }, data: { passwordHash: "$argon2id$" } })
    const links = [await appointFromShell(visitor, identity), await appointFromShell(visitor, { ...identity, email: person.email })]
    const states = await Promise.all(links.map((link) => tokenState("reset_password", link.ok ? link.value.token : "", now)))
    expect(states.map((state) => state.state === "ready" && state.isFirstPassword)).toEqual([true, false])
    expect(JSON.stringify(states)).not.toContain("passwordHash")
    // The password of an account that has served was taken away: its owner is to be told that it is theirs again.
    await db.account.update({ where: { id: person.id }, data: { passwordHash: noPassword } })
    await contextOf(person.id)
    const link = await appointFromShell(visitor, { ...identity, email: person.email })
    expect(await tokenState("reset_password", link.ok ? link.value.token : "", now)).toMatchObject({ isFirstPassword: false })
  })

  it("makes a manager of an account that is there, keeping its name, and again without harm", async () => {
    await appointFromShell(visitor, { ...identity, email: person.email })
    expect(await appointFromShell(visitor, { ...identity, email: person.email })).toMatchObject({ ok: true, value: { isNew: false } })
    expect(await db.account.findUniqueOrThrow({ where: { id: person.id } })).toMatchObject({ isManager: true, firstName: "Alix" })
  })

  it("does not reopen a disabled account", async () => {
    await db.account.update({ where: { id: person.id }, data: { disabledAt: now } })
    expect(await appointFromShell(visitor, { ...identity, email: person.email })).toEqual({ ok: false, why: "closed" })
  })
})
