import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { setProfil } from "@/lib/membership/profils/operations"
import { closeDatabase, db } from "@/lib/platform/db/client"
import { pushEvents } from "@/lib/signon/events/delivery"
import { closeSignOnDatabase } from "@/lib/signon/provider/database"
import { markOf } from "@/lib/vocabulary/profils/rules"
import { startReceiver } from "@/tests/support/event-receiver"
import { aManagerContext } from "@/tests/support/factories"
import { strikeAtStatement } from "@/tests/support/faulty-cluster"
import { aClusterToKill, killInEach, outcomeOf } from "@/tests/support/killed-gestures"
import { anEntry, signOnGestures } from "@/tests/support/sign-on-gestures"

const cluster = aClusterToKill()

describe("9: the database is killed in the middle of", () => killInEach(signOnGestures, cluster))

describe("events, when the database is killed", () => {
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  beforeEach(async () => {
    Object.assign(process.env, { NEXTAUTH_URL: "http://localhost:3000", SIGN_ON_PRIVATE_ADDRESSES: "1" })
    await Promise.all([closeDatabase(), closeSignOnDatabase()])
    receiver = await startReceiver("http://localhost:3000")
    // What other tests left waiting is not of this one.
    await db.eventDelivery.deleteMany()
  })
  afterEach(async () => {
    await closeSignOnDatabase()
    await receiver.stop()
  })

  /** A manager gives a right to someone whom the receiver's application has received. */
  async function aRightChanges() {
    const { affiliation } = await anEntry({ eventAddress: `${receiver.url}/evenements` })
    const done = await setProfil(await aManagerContext(), {
      affiliationId: affiliation.id,
      seen: markOf(affiliation),
      gesture: "add",
      profil: "employeur",
    })
    expect(done).toMatchObject({ ok: true })
  }

  it("between the commit and the delivery: delivered afterwards", async () => {
    await aRightChanges()
    cluster.kill()
    await cluster.restart()
    expect(receiver.events).toEqual([])
    await outcomeOf(pushEvents)
    await pushEvents()
    expect(receiver.events).toHaveLength(1)
  })

  it("at each statement of the delivery: it is delivered in the end, always under the same name", async () => {
    for (let point = 1; point <= 5; point += 1) {
      receiver.events.length = 0
      await aRightChanges()
      const disarm = strikeAtStatement(point, () => cluster.kill())
      await outcomeOf(pushEvents)
      disarm()
      await cluster.restart()
      await closeSignOnDatabase()
      await closeDatabase()
      // The lease of whoever was at it passes, and the worker comes again and again.
      const isDelivered = async () => {
        await db.eventDelivery.updateMany({ data: { nextAt: new Date(0) } })
        await db.application.updateMany({ data: { eventRetryAt: null } })
        await outcomeOf(pushEvents)
        return db.eventDelivery.count({ where: { answeredAt: { not: null } } })
      }
      await expect.poll(isDelivered, { timeout: 10_000, message: `struck at ${point}` }).toBe(1)
      expect(new Set(receiver.events.map(({ payload }) => payload.jti)).size, `struck at ${point}`).toBe(1)
      expect(await db.eventDelivery.count({ where: { answeredAt: null } }), `struck at ${point}`).toBe(0)
      await db.eventDelivery.deleteMany()
    }
  })
})
