import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { resendConfirmation, resendMessage, resendMessages } from "@/lib/desk/resends/operations"
import { db } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { aManagerContext, anAccount, aStructure, aWaitingSignup, contextOf, messages } from "@/tests/support/factories"

let manager: ActorContext
beforeEach(async () => {
  manager = await aManagerContext()
})
const kept = { firstName: "Alix", structureName: "Centre Été", siret: "31754202500042" }
const a = (more: Partial<Prisma.MessageUncheckedCreateInput>) =>
  db.message.create({ data: { template: "left", data: kept, toEmail: "a@exemple.fr", ...more } })
const resend = (messageId: string) => resendMessage(manager, { messageId, from: "/admin/courriels" })
const jobs = () => db.$queryRaw<{ name: string; data: unknown }[]>`SELECT name, data FROM jobs.job ORDER BY created_on`

describe("a message goes again", () => {
  it("itself when it has not left: the provider recognises a repeat", async () => {
    const { id } = await a({ status: "failed" })
    expect(await resend(id)).toMatchObject({ ok: true })
    expect(await jobs()).toMatchObject([{ name: "send-message", data: { messageId: id } }])
    expect(await messages()).toHaveLength(1)
  })

  it("as a copy, to the address of today, when it has", async () => {
    const person = await anAccount({ email: "nouvelle@exemple.fr" })
    const { id } = await a({ status: "sent", toEmail: "ancienne@exemple.fr", accountId: person.id })
    expect(await resend(id)).toMatchObject({ ok: true })
    expect((await messages()).map(({ toEmail }) => toEmail).sort()).toEqual(["ancienne@exemple.fr", "nouvelle@exemple.fr"])
  })

  it("with a new link where the first one was used up", async () => {
    const person = await anAccount()
    const { id } = await a({ template: "reset-password", status: "sent", accountId: person.id, toEmail: person.email })
    expect(await resend(id)).toMatchObject({ ok: true })
    expect(await jobs()).toMatchObject([{ name: "send-reset-link", data: { email: person.email } }])
  })

  it("not when only its owner can ask again, nor when it was erased", async () => {
    expect(await resend((await a({ template: "address-confirm", status: "sent" })).id)).toMatchObject({ why: "personal-link" })
    expect(await resend((await a({ status: "sent", toEmail: "" })).id)).toMatchObject({ why: "forgotten" })
    expect(await jobs()).toEqual([])
  })
})

describe("several go again at once", () => {
  const again = (messageIds: string[]) => resendMessages(manager, { messageIds, from: "/admin/courriels" })
  it("each its own outcome: one that cannot go does not hold the others", async () => {
    const ids = [(await a({ status: "failed" })).id, (await a({ template: "address-confirm", status: "sent" })).id, crypto.randomUUID()]
    expect(await again(ids)).toEqual({ ok: true, value: { from: "/admin/courriels", left: 1, stayed: 1 } })
    expect(await jobs()).toMatchObject([{ data: { messageId: ids[0] } }])
  })

  it("nothing without a tick, and nothing for whoever is no manager", async () => {
    expect(await again([])).toEqual({ ok: false, why: "nothing-ticked" })
    const { id } = await a({ status: "failed" })
    const stranger = await contextOf((await anAccount()).id)
    expect(await resendMessages(stranger, { messageIds: [id], from: "/admin/courriels" })).toEqual({ ok: false, why: "not-found" })
    expect(await jobs()).toEqual([])
  })
})

it("a confirmation goes again to a sign-up that waits, and to nobody else", async () => {
  const signup = await aWaitingSignup((await aStructure()).id)
  expect(await resendConfirmation(manager, { email: signup.email })).toMatchObject({ ok: true })
  expect(await jobs()).toMatchObject([{ name: "send-reset-link", data: { email: signup.email } }])
  expect(await resendConfirmation(manager, { email: "personne@exemple.fr" })).toEqual({ ok: false, why: "not-found" })
})
