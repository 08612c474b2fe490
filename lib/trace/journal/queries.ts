/** The journal as managers read it: filtered, and with the current names of its ids. */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { db, isUuid } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { isDay } from "@/lib/platform/text/fields"
import { formatInstant } from "@/lib/platform/time/dates"
import { endOf, startOf } from "@/lib/platform/time/working-days"
import { structureIdsNamed } from "@/lib/search/ask/queries"
import { waysTo } from "@/lib/search/people/queries"
import { detailOf, formerOf } from "@/lib/trace/journal/changes"
import { isAction, sentenceOf } from "@/lib/trace/journal/rules"
import type { JournalParams } from "@/lib/trace/journal/schema"
import { formatName, parseEmail } from "@/lib/vocabulary/accounts/rules"
import { parseSiret } from "@/lib/vocabulary/structures/rules"

type Row = {
  id: bigint
  at: Date
  action: string
  outcome: "done" | "refused"
  actorId: string | null
  realActorId: string | null
  structureId: string | null
  targetId: string | null
  reason: string | null
  changes: unknown
  former: unknown
  /** How often the same was tried, and when for the last time; null when once. */
  times: number | null
  lastAt: Date | null
  ip: string | null
  requestId: string | null
}

const perPage = 50
const batch = 1000
type Filters = Omit<JournalParams, "avant" | "import"> & Partial<Pick<JournalParams, "import">>

/** A page of the journal, as sentences, the latest rows first; empty for anyone but a manager. `before`: only rows older than this id. */
export async function journalPage(actor: Actor, filters: Filters, before: number | null, { withEntrances = true } = {}) {
  if (!can(actor, "journal.read")) return { lines: [], next: null }
  const where = await narrowed(filters, { isFolded: true })
  const wanted = withEntrances ? where : Prisma.sql`${where} AND j.action NOT IN ('session.open', 'session.complete')`
  const rows = await rowsOf(wanted, before !== null && Number.isSafeInteger(before) ? BigInt(before) : null, perPage + 1)
  const lines = await told(rows.slice(0, perPage))
  return { lines, next: rows.length > perPage ? Number(lines.at(-1)?.id) : null }
}
export type JournalLine = Awaited<ReturnType<typeof told>>[number]

/** All the rows that the filters keep, in batches. The caller has checked the actor's right (`journal.read`). */
export async function* journalInBatches(filters: Filters): AsyncGenerator<JournalLine[]> {
  const where = await narrowed(filters)
  let before: bigint | null = null
  for (;;) {
    const rows: Row[] = await rowsOf(where, before, batch)
    if (rows.length === 0) return
    yield told(rows)
    before = rows.at(-1)?.id ?? null
    if (rows.length < batch) return
  }
}

/** What happened to one structure or one person, the latest first, for the page where a manager reads about them; without each sign-in. */
export async function historyOf(actor: Actor, about: { structure: string } | { personne: string }) {
  const { lines } = await journalPage(actor, { personne: "", structure: "", action: "", du: "", au: "", ...about }, null, {
    withEntrances: false,
  })
  return lines.slice(0, 15)
}

function rowsOf(where: Prisma.Sql, before: bigint | null, limit: number) {
  const older = before === null ? Prisma.sql`true` : Prisma.sql`j.id < ${before}`
  return db.$queryRaw<Row[]>`
    SELECT j.id, j.at, j.action, j.outcome::text AS outcome, j.actor_id AS "actorId", j.real_actor_id AS "realActorId",
           j.structure_id AS "structureId", j.target_id AS "targetId", j.reason, j.changes, v.fields AS former, r.count AS times, r.last_at AS "lastAt", j.ip, j.request_id AS "requestId"
      FROM journal j LEFT JOIN former_values v ON v.journal_id = j.id LEFT JOIN repeated_attempt r ON r.journal_id = j.id
     WHERE ${where} AND ${older} ORDER BY j.id DESC LIMIT ${limit}`
}

/** The rows that an import wrote, one for each structure: thousands at the same instant, folded into the row of the import itself. */
const ofImport = Prisma.sql`coalesce(j.reason, '') IN ('structure-import', 'structure-register') AND j.action <> 'structure.import'`

async function narrowed({ personne, structure, action, du, au, import: unfolded = null }: Filters, { isFolded = false } = {}) {
  const parts = [Prisma.sql`true`]
  if (unfolded !== null && Number.isSafeInteger(unfolded))
    parts.push(Prisma.sql`${ofImport} AND j.at = (SELECT at FROM journal WHERE id = ${BigInt(unfolded)} AND action = 'structure.import')`)
  else if (isFolded && !personne.trim() && !structure.trim() && !isAction(action)) parts.push(Prisma.sql`NOT (${ofImport})`)
  if (personne.trim()) parts.push(await aboutPerson(personne.trim()))
  if (structure.trim()) parts.push(await aboutStructure(structure.trim()))
  if (isAction(action)) parts.push(Prisma.sql`j.action = ${action}`)
  if (isDay(du)) parts.push(Prisma.sql`j.at >= ${startOf(du)}`)
  if (isDay(au)) parts.push(Prisma.sql`j.at < ${endOf(au)}`)
  return Prisma.join(parts, " AND ")
}

/**
 * The condition for the rows about a person: what they did, what was done in their place, and what was done to them or to their
 * affiliations.
 */
async function aboutPerson(text: string) {
  const ids = isUuid(text) ? [text] : await peopleNamed(text)
  return Prisma.sql`(j.actor_id = ANY (${ids}::uuid[]) OR j.real_actor_id = ANY (${ids}::uuid[]) OR j.target_id = ANY (${ids}::uuid[])
    OR j.target_id IN (SELECT f.id FROM affiliation f WHERE f.account_id = ANY (${ids}::uuid[])))`
}

/** The account with exactly this address; otherwise those that match the words. */
async function peopleNamed(text: string) {
  const email = parseEmail(text)
  const exact = email && (await db.account.findUnique({ where: { email }, select: { id: true } }))
  if (exact) return [exact.id]
  const { exactly, nearly } = await waysTo(text)
  const named = async (condition: Prisma.Sql) => {
    const rows = await db.$queryRaw<{ id: string }[]>`SELECT a.id FROM account a WHERE ${condition} LIMIT 50`
    return rows.map(({ id }) => id)
  }
  const ids = await named(exactly)
  return ids.length > 0 ? ids : named(nearly)
}

async function aboutStructure(text: string) {
  const ids = isUuid(text) ? [text] : await structuresMeant(text)
  return Prisma.sql`j.structure_id = ANY (${ids}::uuid[])`
}

async function structuresMeant(text: string) {
  const siret = parseSiret(text)
  if (!siret) return structureIdsNamed(text, 50)
  const found = await db.structure.findMany({ where: { siret }, select: { id: true } })
  return found.map(({ id }) => id)
}

function timesTold({ times, lastAt }: Row) {
  return times && lastAt ? `Tenté ${times} fois, la dernière le ${formatInstant(lastAt)}.` : null
}

/** Adds its sentence to each row. Names are those of today: an erased account has none any more. */
async function told(rows: Row[]) {
  const ids = (pick: (row: Row) => string | null) => [...new Set(rows.flatMap((row) => pick(row) ?? []))]
  const targets = ids(({ targetId }) => targetId)
  const [affiliations, structures, applications] = await Promise.all([
    db.affiliation.findMany({ where: { id: { in: targets } }, select: { id: true, accountId: true } }),
    db.structure.findMany({ where: { id: { in: ids(({ structureId }) => structureId) } }, select: { id: true, raisonSociale: true } }),
    db.application.findMany({ where: { id: { in: targets } }, select: { id: true, name: true } }),
  ])
  const people = await db.account.findMany({
    where: {
      id: {
        in: [
          ...ids(({ actorId }) => actorId),
          ...ids(({ realActorId }) => realActorId),
          ...targets,
          ...affiliations.map((f) => f.accountId),
        ],
      },
    },
    select: { id: true, firstName: true, lastName: true },
  })
  const names = new Map([
    ...people.map((person) => [person.id, formatName(person)] as const),
    ...applications.map(({ id, name }) => [id, `« ${name} »`] as const),
  ])
  const owners = new Map(affiliations.map(({ id, accountId }) => [id, accountId]))
  const structureNames = new Map(structures.map(({ id, raisonSociale }) => [id, raisonSociale]))
  const nameOf = (id: string | null) => (id ? (names.get(id) ?? names.get(owners.get(id) ?? "") ?? "") : "")
  return rows.map((row) => ({
    ...row,
    detail: [detailOf(row.action, row.changes), formerOf(row.former), timesTold(row)].filter(Boolean).join(" ") || null,
    sentence: sentenceOf({
      action: row.action,
      outcome: row.outcome,
      who: nameOf(row.actorId),
      realWho: nameOf(row.realActorId),
      target: nameOf(row.targetId),
      structure: structureNames.get(row.structureId ?? "") ?? "",
      reason: row.reason,
    }),
  }))
}
