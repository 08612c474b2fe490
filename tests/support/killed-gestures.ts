/** The database killed in the middle of gestures: nothing half-written, and each can be done again. */
import { afterAll, beforeAll, expect, it } from "vitest"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { closeDatabase, db } from "@/lib/platform/db/client"
import { type FaultyCluster, startFaultyCluster, strikeAtStatement } from "@/tests/support/faulty-cluster"
import { type Gesture, portalGestures } from "@/tests/support/gestures"
import { pictureOfData } from "@/tests/support/picture"
import { giveTraces } from "@/tests/support/traces"

/** A cluster of its own for a file of tests, which those tests kill. */
export function aClusterToKill() {
  let cluster: FaultyCluster
  beforeAll(async () => {
    cluster = await startFaultyCluster()
    process.env.DATABASE_URL = cluster.appUrl
    // Makes one gesture first: what opens at first use must not count among the statements of the gestures that follow.
    await (await portalGestures["sending a sign-up"]?.())?.()
  })
  afterAll(async () => {
    await db.$disconnect()
    await cluster.stop()
  })
  return { kill: () => cluster.kill(), restart: () => cluster.restart() }
}
type ClusterToKill = ReturnType<typeof aClusterToKill>

export const isLong = process.env.LONG_TESTS === "1"

/** The statements of a gesture at which the database is killed: all in the long tests, otherwise near the first, half-way and the last, its commit. */
function points(statements: number) {
  const all = Array.from({ length: statements }, (_, index) => index + 1)
  return isLong ? all : [...new Set([2, Math.ceil(statements / 2), statements])].filter((point) => point > 0)
}

/** Gestures that may go on when the database is away: their attempts are then counted in memory, or each of their steps is on its own. */
const goesOn = new Set([
  "sending a sign-up",
  "choosing a new password",
  "changing one's password",
  "asking for another address",
  "signing in",
  "writing to the managers",
  "one pass of the clock of requests",
  "one pass of retention",
  "one pass of the clock of pre-registrations",
  "one pass of the retention of Rafael",
  "one pass of the clock of registrations",
])
/** Passes over many items: each of their steps is a commit of its own. */
const inSteps = new Set([...goesOn].filter((name) => name.startsWith("one pass of")))

/** What became of a gesture: its result, or the error that it ended with. */
export async function outcomeOf(run: () => Promise<unknown>) {
  try {
    return { done: await run() }
  } catch (error) {
    return { error }
  }
}

/** The gesture was done and not refused: the result of most operations says which. */
function expectDone(outcome: Awaited<ReturnType<typeof outcomeOf>>, when = "undisturbed") {
  expect(outcome, when).not.toHaveProperty("error")
  expect(outcome.done, when).not.toMatchObject({ ok: false })
}

/** Kills the database in the middle of each of these gestures, at its first statements, half-way and at its end. */
export function killInEach(gestures: Record<string, Gesture>, cluster: ClusterToKill) {
  it.each(Object.entries(gestures))("%s: nothing half-written, and it can be done again", async (name, begin) => {
    // A connection that the last blow broke, and that nobody has noticed yet, would make its statement count twice.
    await closeDatabase()
    const dry = await begin()
    await giveTraces()
    const disarmCount = strikeAtStatement(Number.POSITIVE_INFINITY, () => {})
    expectDone(await outcomeOf(dry))
    const statements = disarmCount()
    expect(statements).toBeGreaterThan(2)
    let broken = 0
    // A run may make a statement less than the first one did: a blow meant for it never falls.
    let missed = 0
    for (const point of points(statements)) {
      const gesture = await begin()
      await giveTraces()
      const before = await pictureOfData()
      const disarm = strikeAtStatement(point, cluster.kill)
      const struck = await outcomeOf(gesture)
      if (disarm() < point) missed += 1
      await cluster.restart()
      const after = await pictureOfData()
      if ("error" in struck) broken += 1
      // A pass over many items makes as many commits, and each commit is whole.
      if ("error" in struck && !inSteps.has(name)) expect(after, `struck at ${point} of ${statements}`).toEqual(before)
      if ("error" in struck) expectDone(await outcomeOf(gesture), `again, after ${point} of ${statements}`)
      expect(await dataProblems(), `struck at ${point} of ${statements}`).toEqual([])
    }
    if (!goesOn.has(name)) expect(missed, "blows that did not fall").toBeLessThanOrEqual(1)
    expect(broken, "the blow was felt").toBeGreaterThanOrEqual(goesOn.has(name) ? 1 : points(statements).length - missed)
  })
}
