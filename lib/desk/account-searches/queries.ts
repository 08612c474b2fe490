/** The accounts that managers find, with one search box or by the reason that keeps people out. */
import "server-only"
import { passwordGuesses } from "@/lib/access/limits"
import { type Actor, can } from "@/lib/access/permissions"
import { asEntry, entryOfAffiliation } from "@/lib/desk/account-dossiers/queries"
import type { AccountParams } from "@/lib/desk/account-searches/schema"
import { db } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { offsetOf } from "@/lib/platform/http/search-params"
import { noPassword } from "@/lib/platform/secrets/password"
import { storable } from "@/lib/platform/text/storable"
import { structureIdsNamed } from "@/lib/search/ask/queries"
import { holdsAll, typedWords, waysTo } from "@/lib/search/people/queries"

const perPage = 25
const day = 24 * 3_600_000

type Found = {
  id: string
  firstName: string
  lastName: string
  email: string
  isManager: boolean
  disabledAt: Date | null
  lastUsedAt: Date
}

/**
 * The accounts that match a text, ordered by name: person, address, telephone, or the structure they are attached to. Without text, the
 * accounts of a filter; without either, those slowed down by wrong guesses. Empty for anyone but a manager.
 */
export async function findAccounts(actor: Actor, { q, filtre, page }: AccountParams, now: Date) {
  if (!can(actor, "account.manage")) return { accounts: [], hasMore: false }
  const text = storable(q, 100).trim()
  const found = text ? named(text, page) : filtered(filtre ?? "ralenti", page, now)
  const rows = await found
  return { accounts: await withEntry(rows.slice(0, perPage)), hasMore: rows.length > perPage }
}

/** Adds what each account needs to get in. */
async function withEntry(rows: Found[]) {
  const found = await db.account.findMany({
    relationLoadStrategy: "join",
    where: { id: { in: rows.map(({ id }) => id) } },
    select: {
      id: true,
      createdAt: true,
      disabledReason: true,
      erasedAt: true,
      bouncedAt: true,
      passwordHash: true,
      affiliations: { orderBy: { requestedAt: "desc" }, take: 20, select: entryOfAffiliation },
    },
  })
  return Promise.all(
    rows.map(async (row) => {
      const { passwordHash, affiliations, ...detail } = found.find(({ id }) => id === row.id) ?? nothingFound
      return {
        ...row,
        ...detail,
        hasPassword: passwordHash !== noPassword,
        ...(await passwordGuesses.state(row.email)),
        affiliations: affiliations.map(asEntry),
      }
    }),
  )
}
const nothingFound = {
  createdAt: new Date(0),
  disabledReason: null,
  erasedAt: null,
  bouncedAt: null,
  passwordHash: noPassword,
  affiliations: [],
}
export type FoundAccount = Awaited<ReturnType<typeof withEntry>>[number]

const columns = Prisma.sql`a.id, a.first_name AS "firstName", a.last_name AS "lastName", a.email, a.is_manager AS "isManager",
  a.disabled_at AS "disabledAt", a.last_used_at AS "lastUsedAt"`

/** Each way of naming someone reads its first ids from an index; only these ids are put together. */
async function named(text: string, page: number) {
  const { exactly, nearly } = await waysTo(text)
  const ways = [exactly]
  const structures = await structureIdsNamed(text, 50)
  if (structures.length > 0)
    ways.push(Prisma.sql`a.id IN (
      SELECT f.account_id FROM affiliation f WHERE f.structure_id = ANY (${structures}::uuid[]) AND f.status IN ('active', 'pending'))`)
  const found = await put(ways, page)
  // Only when nobody answers: a name misspelt is not worth the names that are right.
  return found.length > 0 || page > 1 ? found : put([nearly], page)
}

/** The people who answer in one of these ways, those of the first way first. */
function put(ways: Prisma.Sql[], page: number) {
  const offset = offsetOf(page, perPage)
  const most = offset + perPage + 1
  const each = ways.map(
    (way, rank) =>
      Prisma.sql`(SELECT a.id, ${rank}::int AS rank FROM account a WHERE a.erased_at IS NULL AND ${way} ORDER BY a.name_folded, a.id LIMIT ${most})`,
  )
  return db.$queryRaw<Found[]>`
    WITH found AS (${Prisma.join(each, " UNION ALL ")}),
         best AS (SELECT id, min(rank) AS rank FROM found GROUP BY id)
    SELECT ${columns} FROM best JOIN account a ON a.id = best.id
     ORDER BY best.rank, a.name_folded, a.id LIMIT ${perPage + 1} OFFSET ${offset}`
}

async function filtered(filter: NonNullable<AccountParams["filtre"]>, page: number, now: Date) {
  const conditions = {
    ralenti: async () => Prisma.sql`a.id = ANY (${await slowedDown(now)}::uuid[])`,
    "sans-profil": async () => Prisma.sql`a.disabled_at IS NULL AND EXISTS (${withoutProfil})`,
    courriel: async () => Prisma.sql`a.bounced_at IS NOT NULL`,
    desactive: async () => Prisma.sql`a.disabled_at IS NOT NULL`,
    gestionnaire: async () => Prisma.sql`a.is_manager`,
  }
  return db.$queryRaw<Found[]>`
    SELECT ${columns} FROM account a WHERE a.erased_at IS NULL AND ${await conditions[filter]()}
     ORDER BY a.name_folded, a.id LIMIT ${perPage + 1} OFFSET ${offsetOf(page, perPage)}`
}

const withoutProfil = Prisma.sql`SELECT FROM affiliation f WHERE f.account_id = a.id AND f.status = 'active'
  HAVING count(*) > 0 AND count(*) = count(*) FILTER (WHERE f.rafael_profil IS NULL AND NOT f.is_employeur AND NOT f.is_prestataire)`

async function slowedDown(now: Date) {
  const traces = await db.journal.findMany({
    where: { action: "session.throttle", at: { gte: new Date(now.getTime() - day) }, targetId: { not: null } },
    distinct: ["targetId"],
    take: 200,
    select: { targetId: true },
  })
  return traces.flatMap(({ targetId }) => targetId ?? [])
}

/** Sign-ups whose address nobody has confirmed. They are searched like accounts, because these people have no account yet. */
export async function unconfirmedSignups(actor: Actor, text: string) {
  if (!can(actor, "account.manage") || !text.trim()) return []
  const words = await typedWords(text)
  if (words.length === 0) return []
  const like = holdsAll(words, Prisma.sql`fold_name(s.first_name || ' ' || s.last_name || ' ' || s.email)`)
  return db.$queryRaw<
    { email: string; firstName: string; lastName: string; sentAt: Date; expiresAt: Date; structureName: string | null }[]
  >`
    SELECT DISTINCT ON (s.email) s.email, s.first_name AS "firstName", s.last_name AS "lastName", s.sent_at AS "sentAt", s.expires_at AS "expiresAt",
           coalesce(t.raison_sociale, s.listing->>'raisonSociale') AS "structureName"
      FROM signup s LEFT JOIN structure t ON t.id = s.structure_id
     WHERE s.used_at IS NULL AND ${like} AND NOT EXISTS (SELECT FROM account a WHERE a.email = s.email)
     ORDER BY s.email, s.sent_at DESC LIMIT 10`
}
export type UnconfirmedSignup = Awaited<ReturnType<typeof unconfirmedSignups>>[number]
