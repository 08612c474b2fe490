import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { dataProblems } from "@/lib/data-checks/queries"
import { db } from "@/lib/platform/db"
import { type FaultyCluster, startFaultyCluster, strikeAtStatement } from "@/tests/support/faulty-cluster"
import { gestures } from "@/tests/support/gestures"
import { pictureOfData } from "@/tests/support/picture"
import { giveTraces } from "@/tests/support/traces"

let cluster: FaultyCluster
beforeAll(async () => {
  cluster = await startFaultyCluster()
  process.env.DATABASE_URL = cluster.appUrl
  // Once, so that what is opened at first use is not counted among the statements of a gesture.
  await (await gestures["sending a sign-up"]?.())?.()
})
afterAll(async () => {
  await db.$disconnect()
  await cluster.stop()
})

const isLong = process.env.LONG_TESTS === "1"

/** Where a gesture of so many statements is struck: everywhere in the long tests, else at its two ends and in the middle. */
function points(statements: number) {
  const all = Array.from({ length: statements }, (_, index) => index + 1)
  return isLong ? all : [...new Set([2, Math.ceil(statements / 2), statements - 1, statements])].filter((point) => point > 0)
}

/** Their attempts are counted in memory when the database is away: they may go on without it. */
const throttled = new Set(["sending a sign-up", "choosing a new password", "signing in"])

async function outcomeOf(run: () => Promise<unknown>) {
  try {
    return { done: await run() }
  } catch (error) {
    return { error }
  }
}

describe("9: the database is killed in the middle of", () => {
  it.each(Object.entries(gestures))("%s: nothing half-written, and it can be done again", async (name, begin) => {
    const dry = await begin()
    await giveTraces()
    const disarmCount = strikeAtStatement(Number.POSITIVE_INFINITY, () => {})
    expect((await outcomeOf(dry)).error).toBeUndefined()
    const statements = disarmCount()
    expect(statements).toBeGreaterThan(2)
    let broken = 0
    for (const point of points(statements)) {
      const gesture = await begin()
      await giveTraces()
      const before = await pictureOfData()
      const disarm = strikeAtStatement(point, cluster.kill)
      const struck = await outcomeOf(gesture)
      disarm()
      await cluster.restart()
      const after = await pictureOfData()
      if ("error" in struck) broken += 1
      if ("error" in struck) expect(after, `struck at ${point} of ${statements}`).toEqual(before)
      const again = await outcomeOf(gesture)
      if ("error" in struck) expect(again, `again, after ${point} of ${statements}`).not.toHaveProperty("error")
      expect(await dataProblems(), `struck at ${point} of ${statements}`).toEqual([])
    }
    expect(broken, "the blow was felt").toBeGreaterThanOrEqual(throttled.has(name) ? 1 : points(statements).length)
  })
})

it("killed right after a commit was sent: all of it is there, or nothing", async () => {
  for (let round = 0; round < (isLong ? 30 : 6); round += 1) {
    const gesture = await gestures["validating a request"]?.()
    if (!gesture) throw new Error("no such gesture")
    await giveTraces()
    const before = await pictureOfData()
    const disarm = strikeAtStatement(Number.POSITIVE_INFINITY, () => {})
    const running = outcomeOf(gesture)
    // Somewhere in the second half: around the commit, differently each time.
    await new Promise((resolve) => setTimeout(resolve, 5 + round * 2))
    cluster.kill()
    const struck = await running
    disarm()
    await cluster.restart()
    const after = await pictureOfData()
    const isWritten = JSON.stringify(after) !== JSON.stringify(before)
    if (!("error" in struck)) expect(isWritten, "what was told to be done is there").toBe(true)
    const again = await outcomeOf(gesture)
    expect(again).toMatchObject(isWritten ? { done: { ok: false, why: "already-decided" } } : { done: { ok: true } })
    expect(await dataProblems()).toEqual([])
  }
})
