import { globSync, readFileSync } from "node:fs"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { closeDatabase, db } from "@/lib/platform/db/client"
import { type FaultyCluster, startFaultyCluster, strikeAfterCommit, strikeAtStatement } from "@/tests/support/faulty-cluster"
import { gestures } from "@/tests/support/gestures"
import { pictureOfData } from "@/tests/support/picture"
import { giveTraces } from "@/tests/support/traces"

let cluster: FaultyCluster
beforeAll(async () => {
  cluster = await startFaultyCluster()
  process.env.DATABASE_URL = cluster.appUrl
  // Makes one gesture first: what opens at first use must not count among the statements of the gestures that follow.
  await (await gestures["sending a sign-up"]?.())?.()
})
afterAll(async () => {
  await db.$disconnect()
  await cluster.stop()
})

const isLong = process.env.LONG_TESTS === "1"

/** The statements of a gesture at which the database is killed: all in the long tests, otherwise the two ends and the middle. */
function points(statements: number) {
  const all = Array.from({ length: statements }, (_, index) => index + 1)
  return isLong ? all : [...new Set([2, Math.ceil(statements / 2), statements - 1, statements])].filter((point) => point > 0)
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
])
/** Passes over many items: each of their steps is a commit of its own. */
const inSteps = new Set(["one pass of the clock of requests", "one pass of retention"])

async function outcomeOf(run: () => Promise<unknown>) {
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

describe("9: the database is killed in the middle of", () => {
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
})

it("killed once the commit is written, before it could be told: it is there, and a second try says so", async () => {
  for (let round = 0; round < (isLong ? 20 : 4); round += 1) {
    const gesture = await gestures["validating a request"]?.()
    if (!gesture) throw new Error("no such gesture")
    await giveTraces()
    const before = await pictureOfData()
    const disarm = strikeAfterCommit(() => cluster.kill())
    const struck = await outcomeOf(gesture)
    disarm()
    await cluster.restart()
    expect(struck).toHaveProperty("error")
    expect(await pictureOfData(), "written, and not told").not.toEqual(before)
    expect(await outcomeOf(gesture)).toMatchObject({ done: { ok: false, why: "already-decided" } })
    expect(await dataProblems()).toEqual([])
  }
})

/** Operations with one transaction of the same shape as a gesture above (a changed row, a message, a line of the journal), or with none. */
const alike = `
  publishAnnouncement withdrawAnnouncement answerContact closeContact refuseCorrection refuseReferentChange acceptReferentChange
  refuseListing dropNomination removeManager nominate giveControlBack enableAccount endSessionsFor unlockAccount
  createStructure editStructure reopenStructure answerClarification setPace resendConfirmation resendMessage validateRequests refuseRequests
  endOwnSession endOwnSessions endSession renewVerification askReset updateInformation cancelAddressChange confirmAddressChange
  stopAddressChange proveIdentity addPasskey givePasskey removePasskey signInWithPasskey beginTotp cancelTotp confirmTotp giveCode renewRecoveryCodes
  removeTotp removeFactorsOf proveMailbox sendFactorLink checkImport dropImport startImport sendCorrection
  editBody editCourse editDelivery changeRecruitment changeSeats copySession editPreregistration
  takeBackPreregistration editPreregistration deletePreregistration planMeeting setReceivedPace noteAttendance summonToMeeting sendPersonLink sendSeveral returnSeveral unpublishCourse searchCandidates raiseWish dropOfferImport`.split(
  /\s+/,
)

it("every operation that a form calls is among these gestures, or like one of them", () => {
  const root = path.resolve(import.meta.dirname, "../..")
  const text = ["gestures", "rafael-gestures"].map((file) => readFileSync(path.join(root, `tests/support/${file}.ts`), "utf8")).join()
  const called = globSync("lib/**/actions.ts", { cwd: root }).flatMap((file) =>
    [...readFileSync(path.join(root, file), "utf8").matchAll(/import \{([^}]*)\} from "@\/lib\/[a-z/-]+\/operations"/g)].flatMap(
      ([, names = ""]) => names.split(",").map((name) => name.trim()),
    ),
  )
  expect(called.length).toBeGreaterThan(40)
  expect(called.filter((name) => name !== "" && !name.startsWith("type ") && !text.includes(`${name}(`) && !alike.includes(name))).toEqual(
    [],
  )
})
