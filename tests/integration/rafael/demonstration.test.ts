import { expect, it } from "vitest"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { db, transaction } from "@/lib/platform/db/client"
import { statuses } from "@/lib/rafael/states/rules"
import { seedRafael } from "@/prisma/seed/rafael"
import { aPrescriber, aTrainingBody } from "@/tests/support/rafael"
import { giveTraces } from "@/tests/support/traces"

it("the demonstration has an offer and people in every state, each of whom came there in the order of time", async () => {
  const bodies = [await aTrainingBody(), await aTrainingBody()].map(({ structure }) => structure)
  const prescribers = [await aPrescriber(), await aPrescriber()].map(({ structure, people }) => ({
    structureId: structure.id,
    affiliationId: people.prescripteur_1.affiliationId,
    accountId: people.prescripteur_1.accountId,
    validatorId: people.prescripteur_3.accountId,
  }))
  await db.affiliation.updateMany({ data: { isReferent: true } })
  await giveTraces()
  const now = new Date()
  await transaction((tx) => seedRafael(tx, now, bodies, prescribers), { timeout: 60_000 })

  const [courses, sessions, candidates, states] = await Promise.all([
    db.course.count(),
    db.trainingSession.count(),
    db.candidate.count(),
    db.preregistration.groupBy({ by: "status" }),
  ])
  expect({ courses, sessions, candidates }).toEqual({ courses: 60, sessions: 150, candidates: 200 })
  expect(states.map(({ status }) => status).toSorted()).toEqual(Object.keys(statuses).toSorted())
  const outOfTime = await db.$queryRaw`
    SELECT id FROM (SELECT t.id, t.at, lag(t.at) OVER (PARTITION BY t.preregistration_id ORDER BY t.id) AS before FROM preregistration_step t) steps
     WHERE at < before OR at > ${now}`
  expect(outOfTime).toEqual([])
  const withoutMeeting = { status: "summoned" as const, OR: [{ meetingId: null }, { meeting: { startsAt: { lt: now } } }] }
  expect(await db.preregistration.count({ where: withoutMeeting })).toBe(0)
  expect(await db.preregistration.count({ where: { attended: true } })).toBeGreaterThan(10)
  expect(await dataProblems()).toEqual([])
})
