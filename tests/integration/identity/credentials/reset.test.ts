import { describe, expect, it } from "vitest"
import { askReset, resetPassword } from "@/lib/identity/credentials/operations"
import { signIn } from "@/lib/identity/sessions/operations"
import { actorOfSession } from "@/lib/identity/sessions/queries"
import { tokenState } from "@/lib/identity/tokens/queries"
import { answerReset } from "@/lib/membership/signups/operations"
import { db } from "@/lib/platform/db/client"
import { hashPassword } from "@/lib/platform/secrets/password"
import { deliver } from "@/lib/trace/messages/delivery"
import { anAlix, better, email, later, linkFrom, opened, password } from "@/tests/support/alix"
import { anAccount, aStructure, aWaitingSignup, messages, now, visitor } from "@/tests/support/factories"
import { startFakeResend } from "@/tests/support/fake-resend"

const alix = anAlix()
const askedLink = (context = visitor) => linkFrom(() => answerReset(email, context))

describe("a forgotten password", () => {
  it("is asked for with the same work whether or not the address has an account: one job, no message yet", async () => {
    for (const address of [email, "inconnue@exemple.fr"])
      expect(await askReset(visitor, { email: address })).toEqual({ ok: true, value: undefined })
    expect(await db.$queryRaw`SELECT data->>'email' AS email FROM jobs.job WHERE name = 'send-reset-link' ORDER BY 1`).toEqual([
      { email },
      { email: "inconnue@exemple.fr" },
    ])
    expect(await messages()).toEqual([])
    await answerReset("inconnue@exemple.fr", visitor)
    expect(await messages()).toEqual([])
    await answerReset(email, visitor)
    expect(await messages()).toMatchObject([{ template: "reset-password", toEmail: email }])
  })

  it("sends at most five links an hour to one address, silently", async () => {
    for (let turn = 0; turn < 8; turn += 1) expect(await askReset(visitor, { email })).toMatchObject({ ok: true })
    expect(await db.$queryRaw`SELECT count(*)::int AS count FROM jobs.job WHERE name = 'send-reset-link'`).toEqual([{ count: 5 }])
  })

  it("sends the link of the latest sign-up when several wait for one address: none opens an account by itself", async () => {
    const [before, latest] = [await aStructure(), await aStructure({ raisonSociale: "La dernière demandée" })]
    for (const [structure, ago] of [
      [latest, 1],
      [before, 2],
    ] as const)
      await aWaitingSignup(structure.id, { email: "attente@exemple.fr", createdAt: new Date(now.getTime() - ago) })
    await answerReset("attente@exemple.fr", visitor)
    expect(await messages()).toMatchObject([{ template: "verify-address", data: { structureName: "La dernière demandée" } }])
  })

  it("tells a disabled account why, and sends its confirmation again to a sign-up that waits for it", async () => {
    await db.account.update({ where: { id: alix.id() }, data: { disabledAt: now } })
    await answerReset(email, visitor)
    expect(await messages()).toMatchObject([{ template: "account-disabled", toEmail: email }])
    const structure = await aStructure()
    await aWaitingSignup(structure.id, { email: "attente@exemple.fr" })
    await answerReset("attente@exemple.fr", visitor)
    expect((await messages()).map(({ template, toEmail }) => [template, toEmail])).toContainEqual(["verify-address", "attente@exemple.fr"])
  })
})

describe("29: a reset link", () => {
  it("serves once, and then every session and every other link is void", async () => {
    const session = await opened()
    const [first, second] = [await askedLink(), await askedLink(later(1))]
    expect(await resetPassword(visitor, { token: first, password: better })).toMatchObject({ ok: true })
    expect(await actorOfSession(session, now)).toBeNull()
    expect(await signIn(visitor, { email, password: better })).toMatchObject({ ok: true })
    for (const token of [first, second])
      expect(await resetPassword(visitor, { token, password: "autre forêt quartz 512" })).toEqual({ ok: false, why: "link-used" })
    expect(await signIn(visitor, { email, password: better })).toMatchObject({ ok: true })
  })

  it("clicked twice at once has one effect, ten times", async () => {
    for (let run = 0; run < 10; run += 1) {
      const token = await askedLink(later(run))
      const results = await Promise.all(
        [better, "autre forêt quartz 512"].map((chosen) => resetPassword(later(run), { token, password: chosen })),
      )
      expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    }
  })

  it("is refused after 24 hours, altered, invented, or made for something else", async () => {
    const token = await askedLink()
    expect(await resetPassword(later(24 * 60), { token, password: better })).toEqual({ ok: false, why: "link-expired" })
    for (const other of [`${token}x`, token.toUpperCase(), "", "' OR 1=1 --"])
      expect(await resetPassword(visitor, { token: other, password: better })).toEqual({ ok: false, why: "link-unknown" })
    await db.token.updateMany({ data: { kind: "change_email" } })
    expect(await resetPassword(visitor, { token, password: better })).toEqual({ ok: false, why: "link-unknown" })
    await db.token.updateMany({ data: { kind: "reset_password" } })
    expect(await resetPassword(later(24 * 60 - 1), { token, password: better })).toMatchObject({ ok: true })
  })

  it("opens only the account it was made for", async () => {
    const other = await anAccount({ email: "autre@exemple.fr", passwordHash: await hashPassword(password) })
    await resetPassword(visitor, { token: await askedLink(), password: better })
    expect(await signIn(visitor, { email: other.email, password: better })).toMatchObject({ ok: false })
    expect(await signIn(visitor, { email: other.email, password })).toMatchObject({ ok: true })
  })

  it("30: opened by a mail scanner, however often, still serves the person", async () => {
    const token = await askedLink()
    for (let visit = 0; visit < 5; visit += 1)
      expect(await tokenState("reset_password", token, now)).toMatchObject({ state: "ready", account: { email } })
    expect(await resetPassword(visitor, { token, password: better })).toMatchObject({ ok: true })
  })

  it("23: unlocks an account that wrong guesses had slowed down", async () => {
    for (let turn = 0; turn < 5; turn += 1) await signIn(visitor, { email, password: "pas le bon" })
    expect(await signIn(visitor, { email, password })).toMatchObject({ why: "throttled" })
    await resetPassword(visitor, { token: await askedLink(), password: better })
    expect(await signIn(visitor, { email, password: better })).toMatchObject({ ok: true })
  })

  it("is stored hashed, and its secret leaves the outbox with the message", async () => {
    const resend = await startFakeResend()
    Object.assign(process.env, { RESEND_API_KEY: "re_test", RESEND_BASE_URL: resend.url })
    try {
      const token = await askedLink()
      expect(JSON.stringify(await db.token.findMany())).not.toContain(token)
      const { id } = await db.message.findFirstOrThrow({ where: { template: "reset-password" } })
      await deliver(id, now)
      expect(resend.mails[0]?.text).toContain(`https://portail.test/mot-de-passe/${token}`)
      const sent = await db.message.findUniqueOrThrow({ where: { id } })
      expect(sent).toMatchObject({ status: "sent", data: { firstName: "Alix" } })
      expect(JSON.stringify(sent)).not.toContain(token)
    } finally {
      process.env.RESEND_API_KEY = ""
      await resend.stop()
    }
  })
})
