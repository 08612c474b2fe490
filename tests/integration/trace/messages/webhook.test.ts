import { createHmac } from "node:crypto"
import { beforeEach, expect, it } from "vitest"
import { POST } from "@/app/api/resend/route"
import { decidersOf } from "@/lib/membership/referents/queries"
import { db } from "@/lib/platform/db/client"
import { aStructureWithReferent, now } from "@/tests/support/factories"

const key = Buffer.from("un secret de test pour le webhook")
process.env.RESEND_WEBHOOK_SECRET = `whsec_${key.toString("base64")}`

let structureId: string
let account: { id: string; email: string }

beforeEach(async () => {
  const { structure, referent } = await aStructureWithReferent()
  structureId = structure.id
  account = referent
  await db.message.create({
    data: { template: "left", data: {}, toEmail: account.email, accountId: account.id, providerId: "envoi-1", status: "sent" },
  })
})

function call(type: string, data: object, { at = now, forged = false } = {}) {
  const payload = JSON.stringify({ type, created_at: at.toISOString(), data: { email_id: "envoi-1", ...data } })
  const id = `msg_${crypto.randomUUID()}`
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac("sha256", forged ? "un autre" : key)
    .update(`${id}.${timestamp}.${payload}`)
    .digest("base64")
  return POST(
    new Request("http://portail.test/api/resend", {
      method: "POST",
      body: payload,
      headers: { "svix-id": id, "svix-timestamp": timestamp, "svix-signature": `v1,${signature}` },
    }),
  )
}
const bounced = async () => (await db.account.findUniqueOrThrow({ where: { id: account.id } })).bouncedAt
const permanent = { bounce: { type: "Permanent", subType: "General", message: "Cette boîte n'existe pas" } }

it("a mail refused for good makes its référent unreachable, until one arrives again", async () => {
  expect((await call("email.bounced", permanent)).status).toBe(204)
  expect(await bounced()).toEqual(now)
  expect(await db.$transaction((tx) => decidersOf(tx, structureId, now))).toMatchObject({ toManagers: true })
  expect(await db.message.findFirst()).toMatchObject({ lastError: "Cette boîte n'existe pas", refusedAt: now, deliveredAt: null })
  await call("email.delivered", {}, { at: new Date(now.getTime() - 1000) })
  expect(await bounced(), "older news").toEqual(now)
  await call("email.delivered", {}, { at: new Date(now.getTime() + 1000) })
  expect(await bounced()).toBeNull()
  expect(await db.message.findFirst()).toMatchObject({ deliveredAt: new Date(now.getTime() + 1000) })
})

it("a full mailbox, or an event of another kind, changes nothing; a complaint and a suppression do", async () => {
  expect((await call("email.bounced", { bounce: { ...permanent.bounce, type: "Transient" } })).status).toBe(204)
  expect((await call("email.opened", {})).status).toBe(204)
  expect(await bounced()).toBeNull()
  for (const type of ["email.complained", "email.suppressed"]) {
    await db.account.update({ where: { id: account.id }, data: { bouncedAt: null } })
    await call(type, {})
    expect([type, await bounced()]).toEqual([type, now])
  }
})

it("news of an address the account no longer has concerns nobody", async () => {
  await db.account.update({ where: { id: account.id }, data: { email: "nouvelle@exemple.fr" } })
  await call("email.bounced", permanent)
  expect(await bounced()).toBeNull()
})

it("a wrong signature, or none, is refused; without a secret the address does not exist", async () => {
  expect((await call("email.bounced", permanent, { forged: true })).status).toBe(401)
  expect((await POST(new Request("http://portail.test/api/resend", { method: "POST", body: "{}" }))).status).toBe(401)
  expect(await bounced()).toBeNull()
  const { RESEND_WEBHOOK_SECRET: kept } = process.env
  process.env.RESEND_WEBHOOK_SECRET = ""
  expect((await call("email.bounced", permanent)).status).toBe(404)
  process.env.RESEND_WEBHOOK_SECRET = kept
})
