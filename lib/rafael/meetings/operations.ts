/** Meetings of a session: planned, with or without anyone summoned yet, and who came. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import type { Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { justBefore } from "@/lib/platform/time/presses"
import { lasts, type MeetingData, meetingData } from "@/lib/rafael/meetings/rules"
import type { Attendance, MeetingCreation } from "@/lib/rafael/meetings/schema"
import { asMember, type MemberRefusal } from "@/lib/rafael/rights/operations"
import { holdPreregistrations } from "@/lib/rafael/steps/operations"
import { record } from "@/lib/trace/journal/operations"

/** Writes a meeting, in the caller's transaction. */
export async function writeMeeting(tx: Tx, context: ActorContext, meeting: MeetingData, at: { sessionId: string; structureId: string }) {
  const { id } = await tx.meeting.create({ data: { sessionId: at.sessionId, ...meeting, createdAt: context.now }, select: { id: true } })
  await record(tx, context, { action: "meeting.created", structureId: at.structureId, targetId: id })
  return id
}

type PlanRefusal = "past" | "skipped-hour" | "session-cancelled"

/** Plans a meeting to which nobody is summoned yet; an information meeting is read by anyone on the session's page. */
export function planMeeting(
  context: ActorContext,
  { sessionId, ...fields }: MeetingCreation,
): Promise<Result<{ sessionId: string }, MemberRefusal | PlanRefusal>> {
  const structureOf = async (tx: Tx) => (await sessionOf(tx, sessionId))?.delivery.course.structureId ?? null
  const about = { action: "meeting.created", targetId: sessionId } as const
  return asMember(
    context,
    "received.answer",
    about,
    structureOf,
    async (tx, { structureId }): Promise<Result<{ sessionId: string }, PlanRefusal>> => {
      await holdById(tx, "training_session", sessionId, "change")
      const meeting = meetingData(fields)
      if (!lasts(meeting)) return refuse("skipped-hour")
      if (meeting.startsAt <= context.now) return refuse("past")
      if ((await sessionOf(tx, sessionId))?.cancelledAt) return refuse("session-cancelled")
      // Sent twice by one press, a form plans one meeting.
      const { kind, startsAt } = meeting
      const made = { sessionId, kind, startsAt, createdAt: { gte: justBefore(context.now) } }
      if ((await tx.meeting.count({ where: made })) === 0) await writeMeeting(tx, context, meeting, { sessionId, structureId })
      return ok({ sessionId })
    },
  )
}

function sessionOf(tx: Tx, id: string) {
  return tx.trainingSession.findUnique({
    where: { id },
    select: { cancelledAt: true, delivery: { select: { course: { select: { structureId: true } } } } },
  })
}

/** Notes whether someone came to the meeting they were summoned to. */
export function noteAttendance(
  context: ActorContext,
  { preregistrationId, attended }: Attendance,
): Promise<Result<{ meetingId: string }, MemberRefusal | "too-early">> {
  const structureOf = async (tx: Tx) => {
    const where = { id: preregistrationId, meetingId: { not: null } }
    const select = { session: { select: { delivery: { select: { course: { select: { structureId: true } } } } } } }
    return (await tx.preregistration.findFirst({ where, select }))?.session.delivery.course.structureId ?? null
  }
  const about = { action: "preregistration.attended", targetId: preregistrationId } as const
  return asMember(
    context,
    "received.answer",
    about,
    structureOf,
    async (tx, { structureId }): Promise<Result<{ meetingId: string }, "too-early">> => {
      await holdPreregistrations(tx, Prisma.sql`id = ${preregistrationId}::uuid`)
      const { meeting } = await tx.preregistration.findUniqueOrThrow({
        where: { id: preregistrationId },
        select: { meeting: { select: { id: true, startsAt: true } } },
      })
      if (!meeting || meeting.startsAt > context.now) return refuse("too-early")
      await tx.preregistration.update({ where: { id: preregistrationId }, data: { attended } })
      await record(tx, context, { action: "preregistration.attended", structureId, targetId: preregistrationId, changes: { attended } })
      return ok({ meetingId: meeting.id })
    },
  )
}
