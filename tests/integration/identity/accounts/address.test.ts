import { beforeEach, describe, expect, it } from "vitest"
import { eraseOwnAccount } from "@/lib/desk/personal-data/operations"
import {
  askAddressChange,
  cancelAddressChange,
  confirmAddressChange,
  stopAddressChange,
  updateInformation,
} from "@/lib/identity/accounts/operations"
import { ownAccount } from "@/lib/identity/accounts/queries"
import { informationSchema } from "@/lib/identity/accounts/schema"
import { changePassword, resetPassword } from "@/lib/identity/credentials/operations"
import { beginTotp, renewRecoveryCodes } from "@/lib/identity/second-factor/operations"
import { signIn } from "@/lib/identity/sessions/operations"
import { actorOfSession, sessionOf } from "@/lib/identity/sessions/queries"
import { tokenState } from "@/lib/identity/tokens/queries"
import { db } from "@/lib/platform/db/client"
import { hashPassword } from "@/lib/platform/secrets/password"
import { journalPage } from "@/lib/trace/journal/queries"
import { anAccount, contextOf, messages, now, visitor } from "@/tests/support/factories"

const password = "bruyère tandem cobalt 71"
const [before, after] = ["ancienne@exemple.fr", "nouvelle@exemple.fr"]
const later = (hours: number) => ({ ...visitor, now: new Date(now.getTime() + hours * 3_600_000) })
let accountId: string
let context: Awaited<ReturnType<typeof contextOf>>

beforeEach(async () => {
  accountId = (await anAccount({ email: before, passwordHash: await hashPassword(password) })).id
  context = await contextOf(accountId)
})

async function linkOf(template: "address-confirm" | "address-asked" | "address-stopped") {
  const { data } = await db.message.findFirstOrThrow({ where: { template }, orderBy: { createdAt: "desc" } })
  return (data as { token: string }).token
}
const ask = (more: Partial<Parameters<typeof askAddressChange>[1]> = {}) =>
  askAddressChange(context, { email: after, currentPassword: password, ...more })
const confirm = (where: typeof visitor, token: string, currentPassword = password) =>
  confirmAddressChange(where, { token, currentPassword })
const address = async () => (await db.account.findUniqueOrThrow({ where: { id: accountId } })).email

describe("31: another address", () => {
  it("needs the password, changes nothing until its own button is pressed, then ends every session and tells both", async () => {
    expect(await ask({ currentPassword: "pas le bon" })).toEqual({ ok: false, why: "wrong-password" })
    expect(await messages()).toEqual([])
    expect(await ask()).toMatchObject({ ok: true })
    expect(await messages()).toMatchObject([
      { template: "address-asked", toEmail: before, data: { newEmail: after } },
      { template: "address-confirm", toEmail: after },
    ])
    expect(await address()).toBe(before)
    expect((await ownAccount(context.actor, now)).addressChange).toMatchObject({ to: after })

    const token = await linkOf("address-confirm")
    expect(await tokenState("change_email", token, now), "30: opened by a scanner").toMatchObject({ state: "ready" })
    expect(await address()).toBe(before)
    // Whoever reads the new mailbox may be someone whose address a stranger typed: they must also hold the account.
    expect(await confirmAddressChange(visitor, { token })).toEqual({ ok: false, why: "password-needed" })
    expect(await confirm(visitor, token, "pas le bon mot de passe")).toEqual({ ok: false, why: "wrong-password" })
    const someone = await contextOf((await anAccount()).id)
    expect(await confirmAddressChange(someone, { token }), "signed in to another account").toEqual({ ok: false, why: "password-needed" })
    expect(await address()).toBe(before)
    expect(await confirmAddressChange(context, { token })).toMatchObject({ ok: true })
    expect(await address()).toBe(after)
    expect(await actorOfSession(context.actor.sessionId, now)).toBeNull()
    expect(await signIn(visitor, { email: before, password })).toMatchObject({ ok: false })
    expect(await signIn(visitor, { email: after, password })).toMatchObject({ ok: true })
    expect((await messages()).slice(2)).toMatchObject([
      { template: "address-changed", toEmail: before },
      { template: "address-changed", toEmail: after },
    ])
    expect((await db.journal.findMany({ orderBy: { id: "asc" } })).map(({ action }) => action)).toEqual([
      "account.ask-address",
      "account.change-address",
      "session.open",
    ])
    expect(await confirm(visitor, token)).toEqual({ ok: false, why: "link-used" })
  })

  it("is stopped from the old address before it happens", async () => {
    await ask()
    expect(await stopAddressChange(visitor, { token: await linkOf("address-asked") })).toMatchObject({ ok: true })
    expect(await confirm(visitor, await linkOf("address-confirm"))).toEqual({ ok: false, why: "link-used" })
    expect(await address()).toBe(before)
  })

  it("is undone from the old address after it happened: whoever asked is out, and the owner chooses another password", async () => {
    await ask()
    const stop = await linkOf("address-asked")
    await confirm(visitor, await linkOf("address-confirm"))
    const intruder = await signIn(visitor, { email: after, password })
    expect(await stopAddressChange(visitor, { token: stop })).toMatchObject({ ok: true })
    expect(await address()).toBe(before)
    expect(intruder.ok && (await actorOfSession(intruder.value.sessionId, now))).toBeNull()
    for (const email of [before, after]) expect(await signIn(visitor, { email, password })).toEqual({ ok: false, why: "wrong-credentials" })
    expect(await resetPassword(visitor, { token: await linkOf("address-stopped"), password: "lavande échelle zinc 2048" })).toMatchObject({
      ok: true,
    })
    expect(await signIn(visitor, { email: before, password: "lavande échelle zinc 2048" })).toMatchObject({ ok: true })
  })

  it("is undone by whoever had the address first, whatever the intruder does meanwhile: other changes, a new password, keys", async () => {
    await ask()
    const stop = await linkOf("address-asked")
    // The change is confirmed at the last minute: the time to undo it counts from there.
    await confirm(later(23.9), await linkOf("address-confirm"))
    const intruder = await signIn(later(24), { email: after, password })
    const actor = (intruder.ok && (await sessionOf(intruder.value.sessionId, later(24).now))?.actor) || expect.fail()
    const theirs = { ...later(24), actor }
    await changePassword(theirs, { currentPassword: password, password: "lavande échelle zinc 2048" })
    const again = await signIn(later(24.1), { email: after, password: "lavande échelle zinc 2048" })
    const anew = { ...later(24.1), actor: (again.ok && (await sessionOf(again.value.sessionId, later(24.1).now))?.actor) || expect.fail() }
    await db.passkey.create({
      data: { accountId, credentialId: "intrus", publicKey: new Uint8Array(1), name: "Intrus", createdAt: anew.now },
    })
    await db.passkey.create({
      data: { accountId, credentialId: "sienne", publicKey: new Uint8Array(1), name: "La sienne", createdAt: new Date(0) },
    })
    const weekend = new Date(now.getTime() - 2 * 24 * 3_600_000)
    await db.passkey.create({
      data: { accountId, credentialId: "avant", publicKey: new Uint8Array(1), name: "Ajoutée avant", createdAt: weekend },
    })
    await askAddressChange(anew, { email: "plus.loin@exemple.fr", currentPassword: "lavande échelle zinc 2048" })
    await confirm(later(24.2), await linkOf("address-confirm"), "lavande échelle zinc 2048")
    await stopAddressChange(later(24.3), { token: await linkOf("address-asked") })
    expect(await address()).toBe(after)

    expect(await stopAddressChange(later(40), { token: stop })).toMatchObject({ ok: true })
    expect(await address()).toBe(before)
    expect(await db.passkey.findMany({ select: { name: true } })).toEqual([{ name: "La sienne" }])
    expect(await resetPassword(later(40), { token: await linkOf("address-stopped"), password: "autre forêt quartz 512" })).toMatchObject({
      ok: true,
    })
    expect(await signIn(later(40), { email: before, password: "autre forêt quartz 512" })).toMatchObject({ ok: true })
  })

  it("abandoned from the intruder's session while it is confirmed keeps the way back, twenty times", async () => {
    for (let run = 0; run < 20; run += 1) {
      await db.throttle.deleteMany()
      await db.account.update({ where: { id: accountId }, data: { email: before, passwordHash: await hashPassword(password) } })
      context = await contextOf(accountId)
      await ask()
      const [link, stop] = [await linkOf("address-confirm"), await linkOf("address-asked")]
      const [confirmed] = await Promise.all([confirm(visitor, link), cancelAddressChange(context)])
      expect((await stopAddressChange(visitor, { token: stop })).ok, `run ${run}`).toBe(confirmed.ok)
      expect(await address()).toBe(before)
      await db.message.deleteMany()
    }
  })

  it("asked for, or a key set up, by a session that its owner has just closed, does nothing", async () => {
    await db.session.updateMany({ data: { revokedAt: now } })
    const gestures = [
      () => ask(),
      () => cancelAddressChange(context),
      () => beginTotp(context, {}),
      () => renewRecoveryCodes(context, {}),
      () => eraseOwnAccount(context, {}),
    ]
    for (const gesture of gestures) expect(await gesture()).toEqual({ ok: false, why: "changed-meanwhile" })
    expect(await messages()).toEqual([])
  })

  it("sends at most five messages an hour to one address, whoever asks", async () => {
    for (let turn = 0; turn < 8; turn += 1) expect(await ask()).toMatchObject({ ok: true })
    expect((await messages()).filter(({ toEmail }) => toEmail === after)).toHaveLength(5)
  })

  it("is refused once its link is 24 hours old, altered, abandoned or replaced by another", async () => {
    await ask()
    const token = await linkOf("address-confirm")
    expect(await confirm(later(24), token)).toEqual({ ok: false, why: "link-expired" })
    expect(await confirm(visitor, `${token}x`)).toEqual({ ok: false, why: "link-unknown" })
    expect(await stopAddressChange(visitor, { token })).toEqual({ ok: false, why: "link-unknown" })
    await ask({ email: "autre@exemple.fr" })
    expect(await confirm(visitor, token)).toEqual({ ok: false, why: "link-used" })
    await cancelAddressChange(context)
    expect(await confirm(visitor, await linkOf("address-confirm"))).toEqual({ ok: false, why: "link-used" })
    expect(await address()).toBe(before)
    expect((await ownAccount(context.actor, now)).addressChange).toBeNull()
  })

  it("that already has an account gets no link, and only its owner is told", async () => {
    const owner = await anAccount({ email: after })
    expect(await ask()).toEqual({ ok: true, value: undefined })
    expect((await messages()).map(({ template, toEmail, data }) => [template, toEmail, Object.keys(data as object)])).toEqual([
      ["address-asked", before, ["token", "newEmail", "firstName"].sort((a, b) => a.length - b.length)],
      ["address-taken", owner.email, []],
    ])
  })

  it("taken between the request and the click is refused, and both accounts stay as they were", async () => {
    await ask()
    await anAccount({ email: after })
    expect(await confirm(visitor, await linkOf("address-confirm"))).toEqual({ ok: false, why: "address-taken" })
    expect(await address()).toBe(before)
  })

  it("6: asked for by two accounts and confirmed at once goes to one", async () => {
    const other = await anAccount({ email: "tierce@exemple.fr", passwordHash: await hashPassword(password) })
    await ask()
    const mine = await linkOf("address-confirm")
    await askAddressChange(await contextOf(other.id, { now: new Date(now.getTime() + 1000) }), { email: after, currentPassword: password })
    const theirs = await linkOf("address-confirm")
    const results = await Promise.all([mine, theirs].map((token) => confirm(visitor, token)))
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await db.account.count({ where: { email: after } })).toBe(1)
  })
})

describe("one's own information", () => {
  const typed = { firstName: "Alix", lastName: "Durand", jobTitle: "Formatrice", phone: "05 56 00 00 00" }

  it("is kept in its normal form; the journal says which fields changed, and what they were while the account lives", async () => {
    expect(await updateInformation(context, typed)).toMatchObject({ ok: true })
    expect(await ownAccount(context.actor, now)).toMatchObject(typed)
    expect((await db.account.findUniqueOrThrow({ where: { id: accountId } })).phone).toBe("+33556000000")
    const [row] = await db.journal.findMany({ where: { action: "account.update" } })
    expect(row).toMatchObject({ actorId: accountId, changes: { fields: ["lastName", "jobTitle", "phone"] } })
    // What it was before is kept apart, and goes with the account: a change made by mistake can be undone.
    const manager = (await contextOf((await anAccount({ isManager: true })).id)).actor
    const { lines } = await journalPage(manager, { personne: "", structure: "", action: "account.update", du: "", au: "" }, null)
    expect(lines[0]?.detail).toMatch(
      /^Concerne.: Nom, Fonction, Téléphone. Nom, avant.: «.\S+.». Fonction, avant.: rien. Téléphone, avant.: rien.$/,
    )
    expect(await updateInformation(context, typed)).toMatchObject({ ok: true })
    expect(await db.journal.count({ where: { action: "account.update" } }), "nothing changed, nothing written").toBe(1)
  })

  it("refuses a number that cannot be one", async () => {
    expect(await updateInformation(context, { ...typed, phone: "05 56" })).toEqual({ ok: false, why: "phone-unreadable" })
  })

  it.each([
    ["NUL", "Al\0ix"],
    ["a lone surrogate", "Al\ud800ix"],
    ["a bidirectional mark", "Al\u202eix"],
    ["too much", "a".repeat(81)],
  ])("19: refuses %s in a name, in words", (_what, firstName) => {
    const result = informationSchema.safeParse({ ...typed, firstName })
    expect(result.success).toBe(false)
    expect(result.error?.issues[0]?.message).toMatch(/[a-zé]+ .*\./)
  })

  it("34: refuses keys that are not the person's to send", () => {
    for (const forged of ["isManager", "email", "disabledAt", "passwordHash"])
      expect(informationSchema.safeParse({ ...typed, [forged]: "true" }).success).toBe(false)
    expect(informationSchema.safeParse(typed).success).toBe(true)
  })
})
