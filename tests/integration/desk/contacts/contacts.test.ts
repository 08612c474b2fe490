import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { answerContact, closeContact, writeToManagers } from "@/lib/desk/contacts/operations"
import { pendingContacts } from "@/lib/desk/contacts/queries"
import { eitherContactSchema } from "@/lib/desk/contacts/schema"
import { db } from "@/lib/platform/db/client"
import { aManagerContext, anAccount, contextOf, messages, visitor } from "@/tests/support/factories"

const message = { subject: "Ma structure", message: "Elle a changé de nom depuis lundi." }
const words = { ...message, page: "Mes structures", structure: "Mission locale du Quai" }
let manager: ActorContext
beforeEach(async () => {
  manager = await aManagerContext()
})
const told = async () => (await messages()).map(({ template, toEmail }) => [template, toEmail])

describe("nous contacter", () => {
  it("reaches the managers by mail and in their tab, with a copy to the sender", async () => {
    const person = await anAccount()
    expect(await writeToManagers(await contextOf(person.id), words)).toMatchObject({ ok: true })
    expect(await told()).toEqual([
      ["contact-to-answer", manager.actor.email],
      ["contact-to-answer", "assistance@portail.test"],
      ["contact-received", person.email],
    ])
    expect((await messages()).at(-1)?.data).toEqual(message)
    expect(await pendingContacts(manager.actor)).toMatchObject([{ accountId: person.id, email: person.email, ...words }])
    expect(await pendingContacts((await contextOf(person.id)).actor)).toEqual([])
  })

  it("from someone not signed in, sends them a receipt without their words, and no more than five an hour to one address", async () => {
    const stranger = { name: "Quelqu’un", email: "quelquun@exemple.fr", ...words }
    for (let time = 0; time < 7; time += 1) expect(await writeToManagers(visitor, stranger)).toMatchObject({ ok: true })
    const receipts = (await messages()).filter(({ template }) => template === "contact-received")
    expect(receipts).toHaveLength(5)
    expect(receipts[0]?.data).toEqual({ subject: "", message: "" })
    expect(await pendingContacts(manager.actor)).toHaveLength(7)
  })

  it("asks who writes when nobody is signed in, and takes no other key", async () => {
    expect(await writeToManagers(visitor, words)).toEqual({ ok: false, why: "who-asks" })
    expect(eitherContactSchema.safeParse({ ...words, accountId: crypto.randomUUID() }).success).toBe(false)
  })

  it("is answered once, by mail; of two managers at once one answers", async () => {
    const person = await anAccount()
    await writeToManagers(await contextOf(person.id), words)
    await db.message.deleteMany()
    const [contact] = await pendingContacts(manager.actor)
    const target = { contactMessageId: contact?.id ?? "" }
    const other = await aManagerContext()
    const results = await Promise.all([answerContact(manager, { ...target, answer: "C’est fait." }), closeContact(other, target)])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await pendingContacts(manager.actor)).toEqual([])
    expect((await told()).length).toBeLessThanOrEqual(1)
  })
})
