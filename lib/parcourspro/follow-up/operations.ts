/**
 * The clock of registrations: nobody waits in silence. It runs on the engine of the clock of requests, and like it looks at what was told,
 * not at a window of dates: a pass may run twice, late, or on several instances at once.
 */
import "server-only"
import type { Context } from "@/lib/access/context"
import { hold } from "@/lib/access/locks"
import {
  type Kind,
  type Limits,
  peopleToTell,
  sessionsOver,
  silentEmployers,
  staleOffers,
  unansweredInTime,
  untold,
} from "@/lib/parcourspro/follow-up/queries"
import { tellValidators } from "@/lib/parcourspro/registrations/operations"
import { follow, holdRegistrations, sessionRef, tellPerson } from "@/lib/parcourspro/steps/operations"
import { type Tx, transaction } from "@/lib/platform/db/client"
import { Prisma, RegistrationNoticeKind } from "@/lib/platform/generated/client"
import { env } from "@/lib/platform/process/env"
import { pass } from "@/lib/platform/process/passes"
import { begunBefore, dayOf, endOf, instantOf, startOf } from "@/lib/platform/time/working-days"
import { tellOnce } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"

/** A mail lists this many; the page lists the others. */
const mostInMail = 20
/** Working days after which an employer who says nothing agrees, where the region has chosen so. */
const tacitAfter = 5

const kinds: Kind[] = Object.values(RegistrationNoticeKind)
type Counted = "held" | "lapsed" | "accepted" | "mails"

/** One pass over the registrations that wait, at `context.now`. What fails is logged and left for the next pass. */
export function followRegistrations(context: Context): Promise<Record<Counted | "failed", number>> {
  const { now } = context
  const { employer, employerLate, provider, providerLate } = env.registrationDelays
  const since = (days: number) => begunBefore(now, Math.max(1, days))
  const limits: Limits = {
    now,
    dawn: startOf(dayOf(now)),
    endOfTomorrow: endOf(inDays(now, 1)),
    endOfWeek: endOf(inDays(now, 7)),
    dawnOfYesterday: startOf(inDays(now, -1)),
    judged: { from: startOf(inDays(now, -45)), to: startOf(inDays(now, -14)) },
    since: {
      employer: since(employer),
      employerLate: since(employerLate),
      provider: since(provider),
      providerLate: since(providerLate),
    },
  }
  return pass<Counted>("registrations", [
    ["held", () => sessionsOver(now), (id) => closeHeld(context, id)],
    ["lapsed", () => staleOffers(now), (id) => lapse(context, id, Prisma.sql`status = 'offered' AND offered_until <= ${now}`)],
    [
      "lapsed",
      () => unansweredInTime(now),
      (id) => lapse(context, id, Prisma.sql`status IN ('requested', 'employer_accepted', 'waitlisted')`),
    ],
    ["accepted", async () => (env.isEmployerTacit ? silentEmployers(since(tacitAfter)) : []), (id) => acceptTacitly(context, id)],
    ...kinds.map((kind) => ["mails", () => peopleToTell(kind, limits), (id: string) => tell(context, id, kind, limits)] as const),
  ])
}

/** A day of the calendar of Paris, so many days from today; counted from noon, which the change of hour does not move to another day. */
const inDays = (now: Date, count: number) => dayOf(new Date(instantOf(dayOf(now), "12:00").getTime() + count * 86_400_000))

/** A session that is over was held. */
function closeHeld(context: Context, id: string) {
  return transaction(async (tx) => {
    await hold(tx, "event_session", Prisma.sql`id = ${id}::uuid`, "change")
    const { count } = await tx.eventSession.updateMany({
      where: { id, status: { in: ["open", "closed"] }, endsAt: { lte: context.now } },
      data: { status: "held" },
    })
    return count > 0
  })
}

/** What nobody answered in time ends; the place that was offered goes to the next. */
function lapse(context: Context, id: string, still: Prisma.Sql) {
  return transaction(async (tx) => {
    const [one] = await holdRegistrations(tx, Prisma.sql`id = ${id}::uuid AND ${still}`)
    if (!one || !(await follow(tx, context, one, { arrow: "lapse", side: "portal", cause: "no-answer" }))) return false
    await tellPerson(tx, context, one, "lapsed", one.status === "offered" ? "La place proposée n’a pas été acceptée à temps." : "")
    return true
  })
}

/** The employer said nothing for long enough: taken as accepted, and said to the person and the provider. */
function acceptTacitly(context: Context, id: string) {
  return transaction(async (tx) => {
    const [one] = await holdRegistrations(tx, Prisma.sql`id = ${id}::uuid AND status = 'requested'`)
    if (!one || !(await follow(tx, context, one, { arrow: "accept", side: "portal", cause: "tacit" }))) return false
    await tellPerson(tx, context, one, "employer_accepted", "Votre employeur n’a pas répondu : son accord est tacite.")
    await tellValidators(tx, context, { ...one, registrationId: one.id, person: formatName(one.account) })
    return true
  })
}

/** One mail for all that this person has to be told of one kind. */
function tell({ now }: Context, accountId: string, kind: Kind, limits: Limits) {
  return tellOnce(
    now,
    { accountId, template: "registrations-waiting" },
    (tx) => tx.$queryRaw<{ id: string }[]>`
      INSERT INTO registration_notice (registration_id, account_id, kind, sent_at)
      SELECT u.id, u.account_id, ${kind}::registration_notice_kind, ${now} FROM (${untold(kind, limits)}) u
       WHERE u.account_id = ${accountId}::uuid ORDER BY u.id ON CONFLICT DO NOTHING RETURNING registration_id AS id`,
    async (tx, ids) => ({ kind, ...(await linesOf(tx, ids)) }),
  )
}

async function linesOf(tx: Tx, ids: string[]) {
  const rows = await tx.registration.findMany({
    where: { id: { in: ids } },
    orderBy: [{ stepAt: "asc" }, { id: "asc" }],
    take: mostInMail,
    select: {
      id: true,
      stepAt: true,
      account: { select: { firstName: true, lastName: true } },
      session: {
        select: {
          startsAt: true,
          endsAt: true,
          place: true,
          city: true,
          event: { select: { title: true, provider: { select: { raisonSociale: true } } } },
        },
      },
    },
  })
  const lines = rows.map(({ id, stepAt, account, session }) => ({
    ...sessionRef({ session }),
    registrationId: id,
    person: formatName(account),
    since: stepAt.toISOString(),
    place: [session.place, session.city].filter(Boolean).join(", "),
  }))
  return { lines, more: ids.length - lines.length }
}
