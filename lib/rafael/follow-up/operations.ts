/**
 * The clock of pre-registrations: nobody waits in silence. It runs on the engine of the clock of requests, and like it looks at what was
 * told, not at a window of dates: a pass may run twice, late, or on several instances at once.
 */
import "server-only"
import type { Context } from "@/lib/access/context"
import { managersToTell } from "@/lib/identity/managers/queries"
import { type Tx, transaction } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { env } from "@/lib/platform/process/env"
import { pass } from "@/lib/platform/process/passes"
import { begunBefore, dayOf, startOf, todayOf } from "@/lib/platform/time/working-days"
import { type Kind, type Limits, peopleToTell, shortSessions, toLapse, untold } from "@/lib/rafael/follow-up/queries"
import type { PreregistrationDelays } from "@/lib/rafael/follow-up/rules"
import { follow, holdPreregistrations, sessionRef, tellCandidate, tellFollowers } from "@/lib/rafael/steps/operations"
import { holdersOf } from "@/lib/rafael/told/queries"
import { queueMessages, tellOnce } from "@/lib/trace/messages/operations"

/** A mail lists this many; the page lists the others. */
const mostInMail = 20
/** Days before its start at which a session short of people is told. */
const shortBefore = 15

const kinds = ["received", "validate", "validator", "answer", "no_answer", "begun", "fading"] as const satisfies Kind[]
type Counted = "lapsed" | "mails" | "short"

/** One pass over the pre-registrations that wait, at `context.now`. What fails is logged and left for the next pass. */
export function followPreregistrations(context: Context, delays: PreregistrationDelays): Promise<Record<Counted | "failed", number>> {
  const since = (days: number) => begunBefore(context.now, days)
  const today = todayOf(context.now)
  const limits: Limits = {
    today,
    dawn: startOf(dayOf(context.now)),
    since: {
      validate: since(delays.validate),
      validator: since(delays.validator),
      answer: since(delays.answer),
      no_answer: since(delays.noAnswer),
      fading: new Date(context.now.getTime() - env.draftDays.warned * 24 * 3_600_000),
    },
  }
  const begunLongAgo = new Date(`${dayOf(since(delays.lapse))}T00:00:00Z`)
  return pass<Counted>("pre-registrations", [
    ["lapsed", () => toLapse(begunLongAgo, since(Math.max(1, delays.lapse - 1)), today), (id) => lapse(context, id)],
    ...kinds.map((kind) => ["mails", () => peopleToTell(kind, limits), (id: string) => tell(context, id, kind, limits)] as const),
    ["short", () => shortSessions(today, shortBefore), (id) => tellShort(context, id)],
  ])
}

function lapse(context: Context, id: string) {
  return transaction(async (tx) => {
    const [one] = await holdPreregistrations(tx, Prisma.sql`id = ${id}::uuid AND status IN ('sent', 'summoned', 'waitlisted')`)
    if (!one || !(await follow(tx, context, one, { arrow: "lapse", side: "portal", cause: "begun" }))) return false
    await tellFollowers(tx, context, one, "lapsed")
    await tellCandidate(tx, context, one, "lapsed")
    return true
  })
}

/** One mail for all that this person has to be told of one kind. */
function tell({ now }: Context, accountId: string, kind: Kind, limits: Limits) {
  return tellOnce(
    now,
    { accountId, template: "preregistrations-waiting" },
    (tx) => tx.$queryRaw<{ id: string }[]>`
      INSERT INTO preregistration_notice (preregistration_id, account_id, kind, sent_at)
      SELECT u.id, u.account_id, ${kind}::preregistration_notice_kind, ${now} FROM (${untold(kind, limits)}) u
       WHERE u.account_id = ${accountId}::uuid ORDER BY u.id ON CONFLICT DO NOTHING RETURNING preregistration_id AS id`,
    async (tx, ids) => ({ kind, ...(await linesOf(tx, ids)) }),
  )
}

async function linesOf(tx: Tx, ids: string[]) {
  const rows = await tx.preregistration.findMany({
    where: { id: { in: ids } },
    orderBy: [{ stepAt: "asc" }, { id: "asc" }],
    take: mostInMail,
    select: {
      id: true,
      stepAt: true,
      session: {
        select: {
          startsOn: true,
          endsOn: true,
          delivery: { select: { course: { select: { title: true, structure: { select: { raisonSociale: true } } } } } },
        },
      },
    },
  })
  const lines = rows.map(({ id, stepAt, session }) => ({
    preregistrationId: id,
    since: stepAt.toISOString(),
    title: session.delivery.course.title,
    body: session.delivery.course.structure.raisonSociale,
    startsOn: session.startsOn.toISOString(),
    endsOn: session.endsOn.toISOString(),
  }))
  return { lines, more: ids.length - lines.length }
}

function tellShort(context: Context, sessionId: string) {
  return transaction(async (tx) => {
    const { count } = await tx.trainingSession.updateMany({
      where: { id: sessionId, shortToldAt: null },
      data: { shortToldAt: context.now },
    })
    if (count === 0) return false
    const { taken, minimum, ...session } = await tx.trainingSession.findUniqueOrThrow({
      where: { id: sessionId },
      select: {
        taken: true,
        minimum: true,
        startsOn: true,
        endsOn: true,
        delivery: { select: { course: { select: { title: true, structureId: true, structure: { select: { raisonSociale: true } } } } } },
      },
    })
    const words = { ...sessionRef({ session }), sessionId, taken, minimum }
    const { structureId } = session.delivery.course
    await queueMessages(tx, context.now, await holdersOf(tx, structureId, "received.answer"), "session-short", {
      ...words,
      toManagers: false,
    })
    await queueMessages(tx, context.now, await managersToTell(tx), "session-short", { ...words, toManagers: true })
    return true
  })
}
