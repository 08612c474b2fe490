import { beforeEach, expect, it } from "vitest"
import { addPasskey, removePasskey, signInWithPasskey } from "@/lib/identity/passkeys/operations"
import { passkeyInvitation, passkeyQuestion } from "@/lib/identity/passkeys/queries"
import { db } from "@/lib/platform/db/client"
import { anAccount, contextOf, now, visitor } from "@/tests/support/factories"

let context: Awaited<ReturnType<typeof contextOf>>
beforeEach(async () => {
  context = await contextOf((await anAccount()).id)
})

/** An answer in the shape of an authenticator's, with a false signature. */
const forged = (id: string) =>
  JSON.stringify({
    id,
    rawId: id,
    type: "public-key",
    clientExtensionResults: {},
    response: { clientDataJSON: "e30", authenticatorData: "AA", signature: "AA" },
  })

it("an answer that is no answer is refused, never a failure", async () => {
  await db.passkey.create({
    data: { accountId: context.actor.accountId, credentialId: "connue", publicKey: new Uint8Array(70), name: "Clé" },
  })
  for (const assertion of [
    "",
    "{",
    "null",
    "[]",
    '"x"',
    "{}",
    '{"id":3}',
    '{"id":"\\ud800"}',
    '{"id":"\\u0000"}',
    forged("inconnue"),
    forged("connue"),
  ]) {
    const { challenge } = await passkeyQuestion(now)
    expect(await signInWithPasskey(visitor, { assertion, challenge }), assertion).toEqual({ ok: false, why: "refused" })
    const invitation = await passkeyInvitation(context.actor, now)
    expect(await addPasskey(context, { assertion, challenge: invitation.challenge, name: "Clé" }), assertion).toEqual({
      ok: false,
      why: "refused",
    })
  }
  expect(await db.session.count({ where: { accountId: context.actor.accountId, secondFactorAt: null } })).toBe(0)
})

it("a challenge is answered once, within half an hour, for what it was made for, and only if it was made here", async () => {
  const { challenge } = await passkeyQuestion(now)
  const answer = { assertion: forged("x"), challenge }
  expect(await signInWithPasskey({ ...visitor, now: new Date(now.getTime() + 30 * 60_000) }, answer)).toEqual({ ok: false, why: "expired" })
  const results = await Promise.all([signInWithPasskey(visitor, answer), signInWithPasskey(visitor, answer)])
  expect(results.map((result) => !result.ok && result.why).sort()).toEqual(["expired", "refused"])
  const other = await contextOf((await anAccount()).id)
  for (const stolen of ["", "inventé", (await passkeyInvitation(context.actor, now)).challenge])
    expect(await signInWithPasskey(visitor, { assertion: forged("x"), challenge: stolen })).toEqual({ ok: false, why: "expired" })
  const theirs = await passkeyInvitation(other.actor, now)
  expect(await addPasskey(context, { assertion: forged("x"), challenge: theirs.challenge, name: "Clé" })).toEqual({
    ok: false,
    why: "expired",
  })
})

it("33: someone else's passkey cannot be taken away, and the attempt is in the journal", async () => {
  const owner = await anAccount()
  const { id } = await db.passkey.create({
    data: { accountId: owner.id, credentialId: "leur", publicKey: new Uint8Array(1), name: "Leur clé" },
  })
  expect(await removePasskey(context, { passkeyId: id })).toEqual({ ok: false, why: "not-found" })
  expect(await db.passkey.count()).toBe(1)
  expect(await db.journal.findFirst({ where: { action: "factor.passkey-removed" } })).toMatchObject({ outcome: "refused", targetId: id })
  expect(await removePasskey(await contextOf(owner.id), { passkeyId: id })).toMatchObject({ ok: true })
})
