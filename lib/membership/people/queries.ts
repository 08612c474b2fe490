/** The people attached to a structure: a page of them, all of them, or one. */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import type { PeopleParams, Sort } from "@/lib/membership/people/schema"
import { db, isUuid } from "@/lib/platform/db/client"
import { countUpTo } from "@/lib/platform/db/counting"
import { Prisma } from "@/lib/platform/generated/client"
import { pagesOf, slice } from "@/lib/platform/http/search-params"
import { answersTo } from "@/lib/search/people/queries"
import type { RafaelProfil, Rights } from "@/lib/vocabulary/profils/rules"
import { rightsChangeShape } from "@/lib/vocabulary/profils/schema"

/** `lastUsedAt`: only for those who decide; null for others. */
export type Person = Rights & {
  affiliationId: string
  accountId: string
  firstName: string
  lastName: string
  email: string
  jobTitle: string | null
  phone: string | null
  isReferent: boolean
  isDisabled: boolean
  /** As the profils, only for the eyes of those who set them. */
  suspendedProfil: RafaelProfil | null
  lastUsedAt: Date | null
}

const peoplePerPage = 25
const batchSize = 1000

const columns = Prisma.sql`
  f.id AS "affiliationId", a.id AS "accountId", a.first_name AS "firstName", a.last_name AS "lastName", a.email,
  a.job_title AS "jobTitle", a.phone, f.is_referent AS "isReferent", f.rafael_profil::text AS "rafaelProfil",
  f.suspended_profil::text AS "suspendedProfil", f.is_employeur AS "isEmployeur", f.is_prestataire AS "isPrestataire", a.disabled_at IS NOT NULL AS "isDisabled"`

type Filters = Pick<PeopleParams, "recherche" | "profil" | "referent" | "employeur">

/**
 * A page of the people attached to a structure, and how many match the filters; null when the actor may not see the structure. A page
 * number after the last gives the last page.
 */
export async function peopleOf(actor: Actor, structureId: string, params: PeopleParams) {
  if (!isUuid(structureId) || !can(actor, "people.see", structureId)) return null
  const mayKnow = can(actor, "profils.set", structureId)
  // Only those who set profils may know who holds which one: others may not find it out with a filter.
  const where = await narrowed(structureId, mayKnow ? params : { ...params, profil: null })
  const [counted] = await db.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM affiliation f ${needsAccount(params) ? Prisma.sql`JOIN account a ON a.id = f.account_id` : Prisma.empty} WHERE ${where}`
  const total = counted?.total ?? 0
  const pages = pagesOf(total, peoplePerPage)
  const page = Math.min(Math.max(1, params.page), pages)
  // The inner query selects the ids of the page: the index gives them in order, and only these people are then read.
  const people = await db.$queryRaw<Person[]>`
    SELECT ${columns}, ${mayKnow ? Prisma.sql`a.last_used_at` : Prisma.sql`NULL::timestamptz`} AS "lastUsedAt"
      FROM (SELECT f.id FROM affiliation f ${needsAccount(params) ? Prisma.sql`JOIN account a ON a.id = f.account_id` : Prisma.empty}
             WHERE ${where} ORDER BY ${orderOf(params.tri, mayKnow)} LIMIT ${peoplePerPage} OFFSET ${(page - 1) * peoplePerPage}) chosen
      JOIN affiliation f ON f.id = chosen.id JOIN account a ON a.id = f.account_id
     ORDER BY ${orderOf(params.tri, mayKnow)}`
  return { people, total, page, pages }
}

/**
 * All the people who match the filters, by name, in batches: memory holds one batch, however many people there are. For those who may
 * export: the caller has already checked this right.
 */
export async function* peopleInBatches(structureId: string, filters: Filters): AsyncGenerator<Person[]> {
  const where = await narrowed(structureId, filters)
  let after = Prisma.sql`true`
  for (;;) {
    const batch = await db.$queryRaw<(Person & { order: string })[]>`
      SELECT ${columns}, a.last_used_at AS "lastUsedAt", f.person_order AS "order"
        FROM affiliation f JOIN account a ON a.id = f.account_id
       WHERE ${where} AND ${after} ORDER BY f.person_order, f.id LIMIT ${batchSize}`
    const last = batch.at(-1)
    if (!last) return
    yield batch
    if (batch.length < batchSize) return
    after = Prisma.sql`(f.person_order, f.id) > (${last.order}, ${last.affiliationId}::uuid)`
  }
}

/**
 * The SQL of the filters. Every word of the search must be found in the name, the address or the job; `%` has no special meaning. When nobody
 * has them all, those who nearly do are found.
 */
async function narrowed(structureId: string, { recherche, profil, referent, employeur }: Filters) {
  const parts = [Prisma.sql`f.structure_id = ${structureId}::uuid AND f.status = 'active'`]
  if (profil) parts.push(holding(profil))
  if (referent) parts.push(Prisma.sql`f.is_referent`)
  if (employeur) parts.push(Prisma.sql`f.is_employeur`)
  const others = Prisma.join(parts, " AND ")
  return recherche.trim() ? Prisma.sql`${others} AND ${await answersTo(recherche, among(others))}` : others
}

/** Whether anyone attached, of those that these conditions keep, answers to one more. */
function among(others: Prisma.Sql) {
  return async (condition: Prisma.Sql) => {
    const rows = await db.$queryRaw<unknown[]>`
      SELECT 1 FROM affiliation f JOIN account a ON a.id = f.account_id WHERE ${others} AND ${condition} LIMIT 1`
    return rows.length > 0
  }
}

function holding(profil: NonNullable<PeopleParams["profil"]>) {
  if (profil === "employeur") return Prisma.sql`f.is_employeur`
  if (profil === "prestataire") return Prisma.sql`f.is_prestataire`
  if (profil === "aucun") return Prisma.sql`f.rafael_profil IS NULL AND NOT f.is_employeur AND NOT f.is_prestataire`
  return Prisma.sql`f.rafael_profil = ${profil}::rafael_profil`
}

function needsAccount({ recherche, tri }: { recherche: string; tri: Sort }) {
  return recherche.trim() !== "" || !/^-?nom$/.test(tri)
}

/** People who may not know the last sign-in cannot sort by it. */
function orderOf(sort: Sort, mayKnow: boolean) {
  const direction = sort.startsWith("-") ? Prisma.sql`DESC` : Prisma.sql`ASC`
  const name = sort.replace("-", "")
  if (name === "email") return Prisma.sql`a.email ${direction}, f.id`
  if (name === "fonction") return Prisma.sql`a.job_title COLLATE "fr-x-icu" ${direction} NULLS LAST, f.person_order, f.id`
  if (name === "connexion" && mayKnow) return Prisma.sql`a.last_used_at ${direction}, f.id`
  return Prisma.sql`f.person_order ${direction}, f.id ${direction}`
}

/** Whether a structure has people of Niveau 1, whose work a Niveau 3 must validate, and nobody of Niveau 3. */
export async function lacksValidator(actor: Actor, structureId: string) {
  if (!can(actor, "profils.set", structureId)) return false
  const [row] = await db.$queryRaw<{ lacks: boolean }[]>`
    SELECT EXISTS (SELECT FROM affiliation WHERE structure_id = ${structureId}::uuid AND status = 'active' AND rafael_profil = 'prescripteur_1')
       AND NOT EXISTS (SELECT FROM affiliation WHERE structure_id = ${structureId}::uuid AND status = 'active' AND rafael_profil = 'prescripteur_3')
        AS lacks`
  return row?.lacks ?? false
}

/** One person of a structure and the rights they hold, for those who set these rights; null for anyone else. */
export async function personOf(actor: Actor, structureId: string, affiliationId: string) {
  if (!isUuid(structureId) || !isUuid(affiliationId) || !can(actor, "profils.set", structureId)) return null
  return db.affiliation.findFirst({
    where: { id: affiliationId, structureId },
    select: {
      id: true,
      accountId: true,
      status: true,
      isReferent: true,
      rafaelProfil: true,
      suspendedProfil: true,
      suspendedAt: true,
      isEmployeur: true,
      isPrestataire: true,
      endedAt: true,
      account: { select: { firstName: true, lastName: true, email: true, jobTitle: true } },
      structure: { select: { id: true, raisonSociale: true, siret: true, types: true } },
    },
  })
}
export type StructurePerson = NonNullable<Awaited<ReturnType<typeof personOf>>>

/** The last change of someone's rights in a structure: before, after, by whom; for those who set them. */
export async function lastRightsChange(actor: Actor, structureId: string, affiliationId: string) {
  if (!can(actor, "profils.set", structureId)) return null
  const row = await db.journal.findFirst({
    where: { action: "profils.set", outcome: "done", structureId, targetId: affiliationId },
    orderBy: { id: "desc" },
    select: { at: true, actorId: true, changes: true },
  })
  if (!row) return null
  const by = row.actorId ? await db.account.findUnique({ where: { id: row.actorId }, select: { firstName: true, lastName: true } }) : null
  const { before, after } = rightsChangeShape.parse(row.changes)
  return { at: row.at, by, before, after }
}

/** A page of the people of the actor's structures (of all structures for a manager) who match the words typed, and how many they are. */
export async function directoryOfPeople(actor: Actor, { text, page }: { text: string; page: number }) {
  const structures = actor.isManager
    ? Prisma.sql`true`
    : Prisma.sql`f.structure_id = ANY (${actor.affiliations.map(({ structureId }) => structureId)}::uuid[])`
  const theirs = Prisma.sql`f.status = 'active' AND ${structures}`
  const where = text.trim() ? Prisma.sql`${theirs} AND ${await answersTo(text, among(theirs))}` : theirs
  const from = Prisma.sql`FROM affiliation f JOIN account a ON a.id = f.account_id JOIN structure s ON s.id = f.structure_id WHERE ${where}`
  const of = slice(await countUpTo(from), perDirectoryPage, page)
  const people = await db.$queryRaw<DirectoryPerson[]>`
    SELECT ${columns}, s.id AS "structureId", s.raison_sociale AS "raisonSociale"
      ${from} ORDER BY f.person_order, f.id LIMIT ${perDirectoryPage} OFFSET ${of.offset}`
  return { people, ...of }
}
export type DirectoryPerson = Omit<Person, "lastUsedAt"> & { structureId: string; raisonSociale: string }
const perDirectoryPage = 25
