import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import { deliver } from "@/lib/trace/messages/delivery"
import { queueMessage } from "@/lib/trace/messages/operations"
import { messagesForManagers } from "@/lib/trace/messages/queries"
import { aManagerContext, anAccount, contextOf, now } from "@/tests/support/factories"
import { startFakeResend } from "@/tests/support/fake-resend"

let resend: Awaited<ReturnType<typeof startFakeResend>>
beforeAll(async () => {
  resend = await startFakeResend()
  process.env.RESEND_BASE_URL = resend.url
})
afterAll(() => resend.stop())
beforeEach(() => {
  process.env.RESEND_API_KEY = "re_test"
  resend.state.is = "well"
  resend.mails.length = 0
})

const structure = { structureName: "Centre <b>Été</b>", siret: "31754202500042" }

it("a link that someone waits for leaves before the rest, what the clock says after", async () => {
  const to = { email: "a@exemple.fr" }
  const who = { ...structure, firstName: "Léa" }
  await db.$transaction(async (tx) => {
    await queueMessage(tx, now, to, "request-expired", { ...who, since: "lundi" })
    await queueMessage(tx, now, to, "left", who)
    await queueMessage(tx, now, to, "reset-password", { firstName: "Léa", token: "jeton" })
  })
  const jobs = await db.$queryRaw<{ template: string; priority: number }[]>`
    SELECT m.template, j.priority FROM jobs.job j JOIN message m ON m.id::text = j.data->>'messageId'`
  expect(Object.fromEntries(jobs.map(({ template, priority }) => [template, priority]))).toEqual({
    "request-expired": -1,
    left: 0,
    "reset-password": 1,
  })
})

async function aMessage() {
  await db.$transaction((tx) =>
    queueMessage(tx, now, { email: "a@exemple.fr" }, "request-refused", {
      ...structure,
      firstName: "<script>Léa</script>",
      by: "Dominique",
      reason: "Non & non",
    }),
  )
  return (await db.message.findFirstOrThrow({ orderBy: { createdAt: "desc" } })).id
}

describe("a message", () => {
  it("leaves through the Resend client, in French, with a text part, its link in clear and the configured address", async () => {
    const id = await aMessage()
    await deliver(id, now)
    const [mail] = resend.mails
    expect(mail).toMatchObject({ to: "a@exemple.fr", from: "Portail <portail@portail.test>", idempotencyKey: id })
    expect(mail?.text).toContain("https://portail.test/mes-structures")
    expect(mail?.text).toContain("Non & non")
    expect(mail?.html.match(/https:\/\/portail\.test\/mes-structures/g)?.length).toBeGreaterThanOrEqual(2)
    expect(mail?.html).not.toMatch(/<img|src=/)
    expect(await db.message.findUnique({ where: { id } })).toMatchObject({ status: "sent", tries: 1, sentAt: now, text: null })
  })

  it("16: keeps HTML of names inert", async () => {
    await deliver(await aMessage(), now)
    expect(resend.mails[0]?.html).toContain("&lt;script&gt;Léa")
    expect(resend.mails[0]?.html).not.toMatch(/<script|<b>Été/)
  })

  it("12: is sent once, even when the worker died after the provider accepted", async () => {
    const id = await aMessage()
    await deliver(id, now)
    await deliver(id, now)
    await db.message.update({ where: { id }, data: { status: "queued" } })
    await deliver(id, now)
    expect(resend.mails).toHaveLength(1)
  })

  it("11: waits when the provider fails, says so, and leaves once it is back", async () => {
    const id = await aMessage()
    resend.state.is = "failing"
    await expect(deliver(id, now)).rejects.toThrow("Resend")
    expect(await db.message.findUnique({ where: { id } })).toMatchObject({ status: "failed", tries: 1, lastError: "Internal server error" })
    resend.state.is = "well"
    await deliver(id, now)
    expect(await db.message.findUnique({ where: { id } })).toMatchObject({ status: "sent", tries: 2, lastError: null })
    expect(resend.mails).toHaveLength(1)
  })

  it("refused for good is given up at once; nothing else is", async () => {
    const id = await aMessage()
    resend.state.is = "busy"
    await expect(deliver(id, now)).rejects.toThrow("rate_limit_exceeded")
    expect(await db.message.findUnique({ where: { id } })).toMatchObject({ status: "failed", tries: 1 })
    resend.state.is = "refusing"
    await deliver(id, now)
    expect(await db.message.findUnique({ where: { id } })).toMatchObject({ status: "abandoned", tries: 2, lastError: "Invalid `to` field" })
    expect(resend.mails).toEqual([])
  })

  it("taken by a provider whose answer is lost is recognised within a day, and not risked again after it", async () => {
    const id = await aMessage()
    resend.state.is = "cut"
    await expect(deliver(id, now)).rejects.toThrow("Resend")
    expect(await db.message.findUnique({ where: { id } })).toMatchObject({ status: "failed", attemptedAt: now })
    resend.state.is = "failing"
    const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
    await expect(deliver(id, later(1))).rejects.toThrow("Resend")
    expect(await db.message.findUnique({ where: { id } }), "the doubt stays").toMatchObject({ attemptedAt: now })
    resend.state.is = "well"
    await deliver(id, later(24))
    expect(await db.message.findUnique({ where: { id } })).toMatchObject({
      status: "abandoned",
      lastError: expect.stringContaining("peut-être déjà parti"),
    })
    await db.message.update({ where: { id }, data: { status: "failed" } })
    await deliver(id, later(22))
    expect(await db.message.findUnique({ where: { id } })).toMatchObject({ status: "sent", attemptedAt: null })
    expect(resend.mails).toHaveLength(1)
  })

  it("that this version does not know, or not so, waits for a worker that does", async () => {
    const id = await aMessage()
    await db.message.update({ where: { id }, data: { template: "constructor" } })
    await expect(deliver(id, now)).rejects.toThrow("unknown kind: constructor")
    await db.message.update({ where: { id }, data: { template: "request-refused", data: { firstName: "Léa" } } })
    await expect(deliver(id, now)).rejects.toThrow("structureName")
    expect(await db.message.findUnique({ where: { id } })).toMatchObject({ status: "queued", tries: 0 })
    expect(resend.mails).toEqual([])
  })

  it("to the team from before it said the page and the structure still leaves", async () => {
    const id = await aMessage()
    const data = { name: "Léa", email: "lea@exemple.fr", subject: "Une question", message: "Bonjour" }
    await db.message.update({ where: { id }, data: { template: "contact-to-answer", data } })
    await deliver(id, now)
    expect(resend.mails[0]?.text).toContain("Une question")
  })

  it("without a key is kept, with its text for the managers to read", async () => {
    process.env.RESEND_API_KEY = ""
    await deliver(await aMessage(), now)
    expect(resend.mails).toEqual([])
    const all = { adresse: "", etat: null, page: 1 }
    const [kept] = (await messagesForManagers((await aManagerContext()).actor, all)).messages
    expect(kept).toMatchObject({ status: "kept", subject: expect.stringContaining("n’a pas été acceptée") })
    expect(kept?.text).toContain("https://portail.test/mes-structures")
    expect((await messagesForManagers((await contextOf((await anAccount()).id)).actor, all)).messages).toEqual([])
  })
})

it("13: a transaction rolled back leaves neither message nor job; committed, both", async () => {
  const jobs = () => db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM jobs.job WHERE name = 'send-message'`
  await expect(
    db.$transaction(async (tx) => {
      await queueMessage(tx, now, { email: "a@exemple.fr" }, "account-exists", {})
      throw new Error("rolled back")
    }),
  ).rejects.toThrow("rolled back")
  expect(await db.message.count()).toBe(0)
  expect(await jobs()).toEqual([{ count: 0 }])
  await aMessage()
  expect(await jobs()).toEqual([{ count: 1 }])
})
