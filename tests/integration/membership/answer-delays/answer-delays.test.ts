/** Delays measured by one statement, against a slow plain re-computation over random lives; and who may read them. */
import fc from "fast-check"
import { beforeEach, describe, expect, it } from "vitest"
import { measureAtFirst, measureDelays } from "@/lib/membership/answer-delays/operations"
import { delayBesideOthers, delayOf } from "@/lib/membership/answer-delays/queries"
import { typesKey } from "@/lib/membership/answer-delays/rules"
import { db } from "@/lib/platform/db/client"
import { workingDaysSince } from "@/lib/platform/time/working-days"
import {
  aManager,
  aManagerContext,
  anAccount,
  anActiveAffiliation,
  aPendingRequest,
  aStructure,
  aStructureWithReferent,
  contextOf,
  now,
} from "@/tests/support/factories"

const day = 24 * 3_600_000
const before = (days: number) => new Date(now.getTime() - days * day)

/** Of a request made so many days ago, answered so many days later; `decidedBy` null: nobody answered. */
async function aRequest(structureId: string, asked: number, answeredAfter: number | null, decider: string, more = {}) {
  const person = await anAccount()
  const requestedAt = before(asked)
  const answer =
    answeredAfter === null
      ? {}
      : {
          status: "refused" as const,
          reason: "Inconnu·e",
          decidedBy: decider,
          decidedAt: new Date(requestedAt.getTime() + answeredAfter * day),
        }
  const { id } = await aPendingRequest(person.id, structureId, { requestedAt, ...answer, ...more })
  await db.notice.create({ data: { affiliationId: id, accountId: decider, kind: "asked", sentAt: requestedAt } })
  return id
}

let decider: string
beforeEach(async () => {
  decider = (await aManager()).id
})

it("says the same as a slow plain re-computation", async () => {
  const structures = await Promise.all(
    (
      [
        [["formateur"], "64000"],
        [["prescripteur"], "64000"],
        [["formateur", "prescripteur"], "33000"],
        [[], "33000"],
        [["formateur"], undefined],
      ] as const
    ).map(([types, postcode]) => aStructure({ types: [...types], ...(postcode ? { postcode } : { postcode: null, city: null }) })),
  )
  const drawn = fc.sample(
    fc.record({
      structure: fc.nat(structures.length - 1),
      asked: fc.double({ min: 0, max: 230, noNaN: true }),
      answered: fc.option(fc.double({ min: 0, max: 40, noNaN: true }), { freq: 4 }),
      what: fc.constantFrom("told", "told", "told", "told", "untold", "withdrawn", "continued", "expired"),
    }),
    { numRuns: 220, seed: 26 },
  )
  for (const { structure, asked, answered, what } of drawn) {
    const id = structures[structure]?.id ?? expect.fail()
    const after = answered === null || answered > asked ? null : answered
    if (what === "withdrawn") await aRequest(id, asked, null, decider, { status: "cancelled", endedAt: now })
    else if (what === "expired") await aRequest(id, asked, null, decider, { status: "expired", endedAt: now })
    else if (what === "continued") {
      const former = await aRequest(id, asked, null, decider, { status: "expired", endedAt: now })
      await aRequest(id, asked, after, decider, { continuesId: former })
    } else {
      const request = await aRequest(id, asked, after, decider)
      if (what === "untold") await db.notice.deleteMany({ where: { affiliationId: request } })
    }
  }
  await measureDelays(now)
  const measured = await db.answerDelay.findMany({ orderBy: [{ scope: "asc" }, { key: "asc" }] })
  const expected = await plainly()
  expect(measured.map(({ measuredAt: _, withinTwo, ...rest }) => ({ ...rest, withinTwo: withinTwo.toFixed(6) }))).toEqual(expected)
  expect(expected.length).toBeGreaterThan(6)
  expect(expected.some(({ medianDays }) => medianDays !== null)).toBe(true)
})

/** The same figures, by the words of docs/domain.md, request after request. */
async function plainly() {
  const rows = await db.affiliation.findMany({ include: { structure: true, notices: true } })
  const groups = new Map<string, number[]>()
  for (const { structure, notices, requestedAt, decidedAt, decidedBy, status, continuesId } of rows) {
    if (requestedAt < before(182) || requestedAt > now || continuesId || status === "cancelled") continue
    if (!notices.some(({ kind }) => kind === "asked")) continue
    if (status === "pending" && workingDaysSince(requestedAt, now) <= 2) continue
    const days = decidedBy && decidedAt && status !== "pending" ? workingDaysSince(requestedAt, decidedAt) : Number.POSITIVE_INFINITY
    const keys = [
      `structure ${structure.id}`,
      `types ${typesKey(structure.types)}`,
      ...(structure.departement ? [`departement ${structure.departement}`] : []),
    ]
    for (const key of keys) groups.set(key, [...(groups.get(key) ?? []), days])
  }
  const order = ["structure", "departement", "types"]
  return [...groups]
    .filter(([, days]) => days.length >= 5)
    .map(([name, days]) => {
      const [scope = "", key = ""] = name.split(" ")
      const sorted = days.toSorted((a, b) => a - b)
      const median = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0
      const withinTwo = days.filter((each) => each <= 2).length / days.length
      return { scope, key, requests: days.length, medianDays: Number.isFinite(median) ? median : null, withinTwo: withinTwo.toFixed(6) }
    })
    .sort((a, b) => order.indexOf(a.scope) - order.indexOf(b.scope) || (a.key < b.key ? -1 : 1))
}

describe("what is read of it", () => {
  it("a structure's own delay from five requests on; before, that of its département, which it says", async () => {
    const [known, fresh, nowhere] = [await aStructure(), await aStructure(), await aStructure({ postcode: "75001", city: "Paris" })]
    for (let count = 0; count < 5; count += 1) await aRequest(known.id, 30, 1, decider)
    await aRequest(fresh.id, 30, 20, decider)
    await measureAtFirst(now)
    expect(await delayOf(known)).toMatchObject({ of: "structure", requests: 5, withinTwo: 1 })
    expect(await delayOf(fresh)).toMatchObject({ of: "departement", requests: 6 })
    expect(await delayOf(nowhere)).toBeNull()
  })

  it("beside those of the same types, for whoever answers there, and nobody else", async () => {
    const { structure, referent } = await aStructureWithReferent()
    const member = await anAccount()
    await anActiveAffiliation(member.id, structure.id)
    for (let count = 0; count < 6; count += 1) await aRequest(structure.id, 40, count, decider)
    await measureDelays(now)
    const of = async (id: string) => delayBesideOthers((await contextOf(id)).actor, structure)
    expect(await of(referent.id)).toMatchObject({ own: { requests: 6 }, similar: { requests: 6 } })
    expect(await delayBesideOthers((await aManagerContext()).actor, structure)).not.toBeNull()
    expect(await of(member.id)).toBeNull()
    expect(await of((await aStructureWithReferent()).referent.id)).toBeNull()
  })

  it("measured twice, or at the same instant, it is measured once", async () => {
    const structure = await aStructure()
    for (let count = 0; count < 5; count += 1) await aRequest(structure.id, 10, 1, decider)
    expect(await Promise.all([measureDelays(now), measureDelays(now)])).toEqual([1, 1])
    expect(await db.answerDelay.count({ where: { scope: "structure" } })).toBe(1)
  })
})
