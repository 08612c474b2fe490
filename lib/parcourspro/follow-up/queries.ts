/** Which registrations a pass of the clock is about, and whom it tells: rows of (id, account_id). */
import "server-only"
import { db } from "@/lib/platform/db/client"
import { Prisma, type RegistrationNoticeKind } from "@/lib/platform/generated/client"

/** What is told of a registration: the last four are of its session, near or over. */
export type Kind = RegistrationNoticeKind

/** `since`: what began before this instant has waited long enough. `dawn`: the instant when the day began, in Paris like the others. */
export type Limits = {
  since: Record<"employer" | "employerLate" | "provider" | "providerLate", Date>
  now: Date
  dawn: Date
  endOfTomorrow: Date
  endOfWeek: Date
  dawnOfYesterday: Date
  /** The days whose sessions are judged now: two weeks ago, and no longer than a month before. */
  judged: { from: Date; to: Date }
}

const enabled = Prisma.sql`a.disabled_at IS NULL AND a.erased_at IS NULL`

/** The Employeurs of a structure but the person; "none" is heard while another one wants to be told. */
const employers = Prisma.sql`
  SELECT r.id, f.account_id FROM registration r
    JOIN affiliation f ON f.structure_id = r.structure_id AND f.status = 'active' AND f.is_employeur AND f.account_id <> r.account_id
    JOIN account a ON a.id = f.account_id AND ${enabled}
   WHERE r.status = 'requested' AND (f.employer_pace <> 'none' OR NOT EXISTS (
     SELECT FROM affiliation o WHERE o.structure_id = r.structure_id AND o.status = 'active' AND o.is_employeur
       AND o.employer_pace <> 'none' AND o.account_id <> r.account_id))`

/** The référents of a structure without any Employeur but the person. */
const standIns = Prisma.sql`
  SELECT r.id, t.account_id FROM registration r JOIN referent_to_tell t ON t.structure_id = r.structure_id AND t.account_id <> r.account_id
   WHERE r.status = 'requested' AND NOT EXISTS (SELECT FROM affiliation f JOIN account a ON a.id = f.account_id AND ${enabled}
     WHERE f.structure_id = r.structure_id AND f.status = 'active' AND f.is_employeur)`

const providers = (which: Prisma.Sql) => Prisma.sql`
  SELECT r.id, f.account_id FROM registration r JOIN event e ON e.id = r.event_id JOIN event_session s ON s.id = r.session_id
    JOIN affiliation f ON f.structure_id = e.provider_id AND f.status = 'active' AND f.is_prestataire AND f.account_id <> r.account_id
    JOIN account a ON a.id = f.account_id AND ${enabled}
   WHERE ${which}`
const unconfirmed = Prisma.sql`r.status = 'employer_accepted'`

/** The pairs of a kind: what waits, and each person to tell. */
function pairs(kind: Kind, { since, now, dawn, endOfTomorrow, endOfWeek, dawnOfYesterday, judged }: Limits): Prisma.Sql {
  const answerers = Prisma.sql`(${employers} UNION ${standIns})`
  const waited = (of: Prisma.Sql, limit: Date) =>
    Prisma.sql`SELECT p.id, p.account_id FROM (${of}) p JOIN registration w ON w.id = p.id WHERE w.step_at < ${limit}`
  // For those who want one message a day, unless they had today's; and for whoever has to answer since it was asked.
  if (kind === "employer_new")
    return Prisma.sql`SELECT p.id, p.account_id FROM ${answerers} p JOIN registration w ON w.id = p.id
      WHERE NOT EXISTS (SELECT FROM registration_notice n JOIN registration q ON q.id = n.registration_id
        WHERE n.account_id = p.account_id AND n.kind = 'employer_new' AND n.sent_at >= ${dawn} AND q.structure_id = w.structure_id)`
  if (kind === "employer") return waited(answerers, since.employer)
  if (kind === "employer_again") return waited(answerers, since.employerLate)
  if (kind === "employer_late")
    return Prisma.sql`SELECT r.id, t.account_id FROM registration r
      JOIN referent_to_tell t ON t.structure_id = r.structure_id AND t.account_id <> r.account_id
      JOIN affiliation f ON f.structure_id = r.structure_id AND f.status = 'active' AND f.is_employeur AND f.account_id <> t.account_id
     WHERE r.status = 'requested' AND r.step_at < ${since.employerLate}`
  if (kind === "provider") return waited(providers(unconfirmed), since.provider)
  if (kind === "provider_again") return waited(providers(unconfirmed), since.providerLate)
  if (kind === "tomorrow")
    return Prisma.sql`SELECT r.id, r.account_id FROM registration r JOIN event_session s ON s.id = r.session_id
      JOIN account a ON a.id = r.account_id AND ${enabled}
     WHERE r.status = 'confirmed' AND s.starts_at > ${now} AND s.starts_at < ${endOfTomorrow}`
  if (kind === "summons_missing")
    return providers(Prisma.sql`r.status = 'confirmed' AND s.starts_at > ${now} AND s.starts_at < ${endOfWeek}
      AND NOT EXISTS (SELECT FROM document d WHERE d.registration_id = r.id AND d.kind = 'summons')`)
  if (kind === "satisfaction")
    return Prisma.sql`SELECT r.id, r.account_id FROM registration r JOIN event_session s ON s.id = r.session_id
      JOIN account a ON a.id = r.account_id AND ${enabled}
     WHERE r.status IN ('attended', 'partly') AND s.ends_at >= ${judged.from} AND s.ends_at < ${judged.to}
       AND NOT EXISTS (SELECT FROM satisfaction x WHERE x.registration_id = r.id)`
  // A registration stays confirmed until each half-day of its session is noted.
  if (kind === "presence_missing") return providers(Prisma.sql`r.status = 'confirmed' AND s.ends_at < ${dawnOfYesterday}`)
  return Prisma.sql`SELECT r.id, a.id AS account_id FROM registration r JOIN account a ON a.is_manager AND ${enabled}
    WHERE r.status = 'employer_accepted' AND r.step_at < ${since.providerLate}`
}

/** Those of a kind that this person was not told of. */
export function untold(kind: Kind, limits: Limits): Prisma.Sql {
  return Prisma.sql`SELECT DISTINCT w.id, w.account_id FROM (${pairs(kind, limits)}) w
    WHERE NOT EXISTS (SELECT FROM registration_notice n
      WHERE n.registration_id = w.id AND n.account_id = w.account_id AND n.kind = ${kind}::registration_notice_kind)`
}

/** The people who have something of this kind to be told. */
export async function peopleToTell(kind: Kind, limits: Limits): Promise<string[]> {
  const found = await db.$queryRaw<{ id: string }[]>`SELECT DISTINCT account_id AS id FROM (${untold(kind, limits)}) u ORDER BY 1`
  return found.map(({ id }) => id)
}

async function idsOf(which: Prisma.Sql): Promise<string[]> {
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM registration r JOIN event_session s ON s.id = r.session_id WHERE ${which} ORDER BY r.requested_at, r.id`
  return found.map(({ id }) => id)
}

/** Places offered that nobody took in time. */
export const staleOffers = (now: Date) => idsOf(Prisma.sql`r.status = 'offered' AND r.offered_until <= ${now}`)

/** What nobody answered in time: the employer before registration closed, the provider or a place before the start. */
export const unansweredInTime = (now: Date) =>
  idsOf(
    Prisma.sql`(r.status = 'requested' AND s.closes_at <= ${now}) OR (r.status IN ('employer_accepted', 'waitlisted') AND s.starts_at <= ${now})`,
  )

/** What an employer has left without answer since before `limit`. */
export const silentEmployers = (limit: Date) => idsOf(Prisma.sql`r.status = 'requested' AND r.step_at < ${limit}`)

/** The sessions that are over and still say that they are to come. */
export async function sessionsOver(now: Date) {
  const over = await db.eventSession.findMany({
    where: { status: { in: ["open", "closed"] }, endsAt: { lte: now } },
    orderBy: { id: "asc" },
    select: { id: true },
  })
  return over.map(({ id }) => id)
}
