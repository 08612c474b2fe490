import { expect, it } from "vitest"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { statuses } from "@/lib/parcourspro/states/rules"
import { db, transaction } from "@/lib/platform/db/client"
import { seedProgramme } from "@/prisma/seed/programme"
import { anEmployer, aPersonOf, aProvider } from "@/tests/support/parcourspro"
import { giveTraces } from "@/tests/support/traces"

it("the demonstration has a programme and registrations in every state, each of which came there in the order of time", async () => {
  const providers = [await aProvider(), await aProvider(), await aProvider()].map(({ structure }) => structure)
  const people: { accountId: string; structureId: string }[] = []
  for (let nth = 0; nth < 8; nth += 1) {
    const { structure, person } = await anEmployer()
    people.push({ ...person, structureId: structure.id }, { ...(await aPersonOf(structure.id)), structureId: structure.id })
  }
  await db.affiliation.updateMany({ data: { isReferent: true } })
  await giveTraces()
  const now = new Date()
  await transaction((tx) => seedProgramme(tx, now, providers, people), { timeout: 60_000 })

  const states = await db.registration.groupBy({ by: "status" })
  expect(states.map(({ status }) => status).toSorted()).toEqual(Object.keys(statuses).toSorted())
  expect({ events: await db.event.count(), sessions: await db.eventSession.count() }).toEqual({ events: 12, sessions: 48 })
  const outOfTime = await db.$queryRaw`
    SELECT id FROM (SELECT t.id, t.at, lag(t.at) OVER (PARTITION BY t.registration_id ORDER BY t.id) AS before FROM registration_step t) steps
     WHERE at < before OR at > ${now}`
  expect(outOfTime).toEqual([])
  expect(await dataProblems()).toEqual([])
})
