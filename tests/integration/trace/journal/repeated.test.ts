/** 47: what is tried again and again fills neither the journal nor mailboxes. */
import { expect, it } from "vitest"
import { refuseRequest } from "@/lib/membership/decisions/operations"
import { db } from "@/lib/platform/db/client"
import { journalPage } from "@/lib/trace/journal/queries"
import { queueMessage } from "@/lib/trace/messages/operations"
import { aManagerContext, anAccount, aPendingRequest, aStructureWithReferent, contextOf, messages, now } from "@/tests/support/factories"

const hours = 3_600_000
const noFilter = { personne: "", structure: "", action: "", du: "", au: "" }

it("sixty refused gestures are one row with its count; another person, or another day, has a row of its own", async () => {
  const { structure } = await aStructureWithReferent()
  const { id: affiliationId } = await aPendingRequest((await anAccount()).id, structure.id)
  const [stranger, other] = [await contextOf((await anAccount()).id), await contextOf((await anAccount()).id)]
  const at = (context: typeof stranger, ms: number) => ({ ...context, now: new Date(now.getTime() + ms) })
  const attempt = (context: typeof stranger) => refuseRequest(context, { affiliationId, reason: "Parce que c’est ainsi." })
  for (let turn = 0; turn < 60; turn += 1) expect(await attempt(at(stranger, turn * 1000))).toMatchObject({ why: "not-found" })
  await attempt(other)
  await attempt(at(stranger, 25 * hours))
  const rows = await db.journal.findMany({ orderBy: { id: "asc" }, include: { repeated: { select: { count: true, lastAt: true } } } })
  expect(rows.map(({ actorId, repeated }) => [actorId, repeated])).toEqual([
    [stranger.actor.accountId, { count: 60, lastAt: new Date(now.getTime() + 59_000) }],
    [other.actor.accountId, null],
    [stranger.actor.accountId, null],
  ])
  const { lines } = await journalPage((await aManagerContext()).actor, noFilter, null)
  expect(lines.map(({ detail }) => detail)).toEqual([null, null, expect.stringMatching(/^Tenté 60 fois, la dernière le .+\.$/)])
})

it("someone who tries one id after another has twenty rows, and the last counts the rest", async () => {
  const stranger = await contextOf((await anAccount()).id)
  for (let turn = 0; turn < 50; turn += 1) await refuseRequest(stranger, { affiliationId: crypto.randomUUID(), reason: "Parce que." })
  const rows = await db.journal.findMany({ orderBy: { id: "asc" }, include: { repeated: true } })
  expect(rows).toHaveLength(20)
  expect(rows.at(-1)?.repeated?.count).toBe(31)
})

it("the same thing is told to the same person once in two days", async () => {
  const data = { structureName: "Institut", siret: "31754202500042", firstName: "Alix", decidedByManagers: false }
  const tell = (ms: number, to = "alix@exemple.fr", siret = data.siret) =>
    queueMessage(db, new Date(now.getTime() + ms), { email: to }, "request-received", { ...data, siret })
  expect(await tell(0)).not.toBeNull()
  expect(await tell(47 * hours)).toBeNull()
  expect(await tell(1, "autre@exemple.fr"), "someone else").not.toBeNull()
  expect(await tell(1, "alix@exemple.fr", "91300793600010"), "another structure").not.toBeNull()
  expect(await tell(48 * hours)).not.toBeNull()
  expect(await messages()).toHaveLength(4)
  expect(JSON.stringify(await db.message.findMany({ select: { about: true } }))).not.toContain("alix")
})
