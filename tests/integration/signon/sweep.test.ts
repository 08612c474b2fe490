/** What sign-on leaves behind is swept, and nothing that still counts. */
import { expect, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import { pushEvents } from "@/lib/signon/events/delivery"
import { eventTypes } from "@/lib/signon/events/rules"
import { sweepSignOn } from "@/lib/signon/events/sweep"
import { aHearingStage, someoneHeardOf } from "@/tests/support/heard-applications"

const stage = aHearingStage()

it("what has expired goes, a sleeping session ends with what rests on it, a silent application is asked whether it hears", async () => {
  const { sid, application } = await someoneHeardOf(stage)
  await db.application.updateMany({ data: { createdAt: new Date(Date.now() - 48 * 3_600_000) } })
  await db.oidcRow.create({ data: { model: "Interaction", id: "vieille", payload: {}, expiresAt: new Date(Date.now() - 2 * 3_600_000) } })
  await sweepSignOn()
  expect(await db.oidcRow.count({ where: { id: "vieille" } })).toBe(0)
  expect(await db.signOnGrant.count()).toBe(1)
  expect(await db.eventDelivery.findMany({ select: { kind: true } })).toEqual([{ kind: "verification" }])
  await db.session.update({ where: { id: sid }, data: { lastSeenAt: new Date(Date.now() - 13 * 3_600_000) } })
  await sweepSignOn()
  expect(await db.signOnGrant.count()).toBe(0)
  await pushEvents()
  // Two events of two people, of nobody here: they leave together.
  expect(
    stage.receiver
      .said()
      .map(([type]) => type)
      .sort(),
  ).toEqual([eventTypes["session-revoked"], eventTypes.verification].sort())
  expect(stage.receiver.events.map(({ payload }) => payload).find(({ events }) => eventTypes.verification in events)).toMatchObject({
    sub_id: { format: "opaque", id: application.id },
    events: { [eventTypes.verification]: { state: expect.any(String) } },
  })
})
