/** Meetings as their training body reads them. */
import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db/client"
import { structuresWith } from "@/lib/rafael/rights/rules"

/** The meetings to come of a session to which the actor may summon people, with how many are expected. */
export function meetingsToCome(actor: Actor, sessionId: string, now: Date) {
  return db.meeting.findMany({
    where: {
      sessionId,
      startsAt: { gt: now },
      session: { cancelledAt: null, delivery: { course: { structureId: { in: structuresWith(actor, "received.answer") } } } },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: 50,
    select: {
      id: true,
      kind: true,
      startsAt: true,
      place: true,
      seats: true,
      _count: { select: { preregistrations: { where: { status: "summoned" } } } },
    },
  })
}
export type MeetingToCome = Awaited<ReturnType<typeof meetingsToCome>>[number]
