/** The figures of the programme for managers, and the registrations behind them. */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { type FiguresLine, type Grain, isOfPeople, noKey } from "@/lib/parcourspro/figures/rules"
import type { FiguresQuery } from "@/lib/parcourspro/figures/schema"
import { leastAnswers } from "@/lib/parcourspro/satisfactions/rules"
import type { Status } from "@/lib/parcourspro/states/rules"
import { possibleYear, yearOf } from "@/lib/parcourspro/year-rules/rules"
import { db } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { offsetOf, pagesOf } from "@/lib/platform/http/search-params"
import { departementLabel } from "@/lib/platform/text/departements"
import { startOf } from "@/lib/platform/time/working-days"
import { formatTypes, type StructureType } from "@/lib/vocabulary/structures/rules"

const perPage = 25

/** The key of each grain, which an address may name, and its words: those of `named` for départements and types. */
const keys: Record<Grain, { key: Prisma.Sql; name: Prisma.Sql }> = {
  session: {
    key: Prisma.sql`s.id::text`,
    name: Prisma.sql`e.title || ', ' || to_char(s.starts_at AT TIME ZONE 'Europe/Paris', 'DD/MM/YYYY') || ', ' || p.raison_sociale`,
  },
  action: { key: Prisma.sql`e.id::text`, name: Prisma.sql`e.title || ', ' || p.raison_sociale` },
  prestataire: { key: Prisma.sql`p.id::text`, name: Prisma.sql`p.raison_sociale` },
  lieu: { key: Prisma.sql`coalesce(s.departement, '')`, name: Prisma.sql`coalesce(s.departement, '')` },
  departement: { key: Prisma.sql`coalesce(t.departement, '')`, name: Prisma.sql`coalesce(t.departement, '')` },
  // A structure of two types is counted as such, apart from those of one.
  type: { key: Prisma.sql`array_to_string(t.types, ' ')`, name: Prisma.sql`array_to_string(t.types, ' ')` },
}

const programme = Prisma.sql`
  event_session s JOIN event e ON e.id = s.event_id JOIN structure p ON p.id = e.provider_id`
/** The sessions of a year that were open to people, whatever became of them since, but those cancelled. */
const inYear = (year: number) => Prisma.sql`
  s.starts_at >= ${startOf(`${year}-01-01`)} AND s.starts_at < ${startOf(`${year + 1}-01-01`)} AND s.status IN ('open', 'closed', 'held')`

/** The lines of a grain: those of its sessions, with or without registrations; those of its people, with all the places of the year. */
function linesOf(grain: Grain, year: number) {
  const { key, name } = keys[grain]
  const people = Prisma.sql`
    SELECT ${key} AS key, min(${name}) AS name, count(DISTINCT s.id)::int AS sessions, count(r.id)::int AS asked,
           count(*) FILTER (WHERE registration_holds_place(r.status))::int AS taken, coalesce(sum(h.noted), 0)::int AS noted, coalesce(sum(h.present), 0)::int AS present,
           count(x.score)::int AS answers, avg(x.score)::float8 AS average
      FROM ${programme} ${isOfPeople(grain) ? Prisma.sql`JOIN` : Prisma.sql`LEFT JOIN`} registration r ON r.session_id = s.id
      LEFT JOIN structure t ON t.id = r.structure_id
      LEFT JOIN LATERAL (SELECT count(*) AS noted, count(*) FILTER (WHERE state = 'present') AS present FROM presence WHERE registration_id = r.id) h ON true
      LEFT JOIN satisfaction x ON x.registration_id = r.id AND r.status IN ('attended', 'partly')
     WHERE ${inYear(year)} GROUP BY 1`
  const places = isOfPeople(grain)
    ? Prisma.sql`SELECT l.key, w.places FROM (${people}) l, (SELECT coalesce(sum(s.places), 0)::int AS places FROM ${programme} WHERE ${inYear(year)}) w`
    : Prisma.sql`SELECT ${key} AS key, sum(s.places)::int AS places FROM ${programme} WHERE ${inYear(year)} GROUP BY 1`
  return Prisma.sql`
    SELECT l.key, l.name, l.sessions, l.asked, l.taken, w.places, l.noted, l.present, l.answers,
           CASE WHEN l.answers >= ${leastAnswers} THEN l.average END AS average
      FROM (${people}) l JOIN (${places}) w USING (key)`
}

/** A page of the lines of one grain, those most asked for first, with the sum of all; null for anyone but a manager. */
export async function programmeFigures(actor: Actor, now: Date, { par, annee, page }: Pick<FiguresQuery, "par" | "annee" | "page">) {
  if (!can(actor, "statistics.read")) return null
  const year = possibleYear(annee ?? yearOf(now))
  const [rows, counted, [all]] = await Promise.all([
    db.$queryRaw<
      FiguresLine[]
    >`${linesOf(par, year)} ORDER BY l.asked DESC, l.name, l.key LIMIT ${perPage} OFFSET ${offsetOf(page, perPage)}`,
    db.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM (${linesOf(par, year)}) l`,
    db.$queryRaw<Omit<FiguresLine, "key" | "name">[]>`
      SELECT count(*)::int AS sessions, coalesce(sum(a.asked), 0)::int AS asked, coalesce(sum(a.taken), 0)::int AS taken,
             coalesce(sum(a.places), 0)::int AS places, coalesce(sum(a.noted), 0)::int AS noted, coalesce(sum(a.present), 0)::int AS present,
             coalesce(sum(a.answers), 0)::int AS answers,
             (SELECT CASE WHEN count(*) >= ${leastAnswers} THEN avg(x.score)::float8 END FROM ${programme}
                JOIN registration r ON r.session_id = s.id AND r.status IN ('attended', 'partly') JOIN satisfaction x ON x.registration_id = r.id
               WHERE ${inYear(year)}) AS average
        FROM (${linesOf("session", year)}) a`,
  ])
  const total = counted[0]?.total ?? 0
  return { year, all: all ?? null, lines: rows.map(named(par)), total, pages: pagesOf(total, perPage) }
}

/** A line as it is read: départements and types are only their codes. */
function named(par: Grain) {
  return (line: FiguresLine): FiguresLine => ({ ...line, name: nameOf(par, line) })
}

function nameOf(par: Grain, { key, name }: Pick<FiguresLine, "key" | "name">) {
  if (par === "type") return formatTypes(key.split(" ").filter(Boolean) as StructureType[]) || "Sans type"
  if (par !== "departement" && par !== "lieu") return name
  if (key === "") return par === "lieu" ? "À distance, ou sans lieu" : "Sans département"
  return `${departementLabel(key)} (${key})`
}

const keyOf = (cle: string) => (cle === noKey ? "" : cle)

/** The name of the line that an address names, as the figures call it; null when no registration is of it. */
export async function lineName(actor: Actor, now: Date, { par, annee, cle }: Pick<FiguresQuery, "par" | "annee" | "cle">) {
  if (!can(actor, "statistics.read")) return null
  const [line] = await db.$queryRaw<
    FiguresLine[]
  >`SELECT * FROM (${linesOf(par, possibleYear(annee ?? yearOf(now)))}) l WHERE l.key = ${keyOf(cle)}`
  return line ? nameOf(par, line) : null
}

export type RegistrationLine = {
  id: string
  firstName: string
  lastName: string
  structureId: string
  structure: string
  sessionId: string
  title: string
  provider: string
  startsAt: Date
  endsAt: Date
  status: Status
  requestedAt: Date
}

/** A page of the registrations of a year, the last asked first: all, or those of a line, a state, an action or a structure; null for anyone but a manager. */
export async function yearRegistrations(actor: Actor, now: Date, { annee, par, cle, etape, q, page }: FiguresQuery) {
  if (!can(actor, "programme.manage")) return null
  const words = q.split(/\s+/).filter(Boolean)
  const filters = [
    inYear(possibleYear(annee ?? yearOf(now))),
    ...(cle ? [Prisma.sql`${keys[par].key} = ${keyOf(cle)}`] : []),
    ...(etape ? [Prisma.sql`r.status = ${etape}::registration_status`] : []),
    ...words.map((word) => Prisma.sql`position(fold(${word}) IN fold(e.title || ' ' || t.raison_sociale)) > 0`),
  ]
  const from = Prisma.sql`${programme} JOIN registration r ON r.session_id = s.id JOIN structure t ON t.id = r.structure_id
    JOIN account a ON a.id = r.account_id WHERE ${Prisma.join(filters, " AND ")}`
  const [rows, counted] = await Promise.all([
    db.$queryRaw<RegistrationLine[]>`
      SELECT r.id, a.first_name AS "firstName", a.last_name AS "lastName",
             t.id AS "structureId", t.raison_sociale AS structure, s.id AS "sessionId", e.title, p.raison_sociale AS provider,
             s.starts_at AS "startsAt", s.ends_at AS "endsAt", r.status::text AS status, r.requested_at AS "requestedAt"
        FROM ${from} ORDER BY r.requested_at DESC, r.id LIMIT ${perPage} OFFSET ${offsetOf(page, perPage)}`,
    db.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM ${from}`,
  ])
  const total = counted[0]?.total ?? 0
  return { rows, total, pages: pagesOf(total, perPage) }
}
