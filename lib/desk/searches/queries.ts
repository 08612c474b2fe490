/** One question to everything that managers look for: people, structures, requests. */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { findAccounts } from "@/lib/desk/account-searches/queries"
import { structuresForManagers } from "@/lib/desk/structure-dossiers/queries"
import { readStructureAddress } from "@/lib/desk/structure-dossiers/schema"
import { db } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { storable } from "@/lib/platform/text/storable"
import { waysTo } from "@/lib/search/people/queries"

/** How many answers of each kind; the page of the kind has the others. */
const most = 8

type FoundRequest = {
  id: string
  firstName: string
  lastName: string
  raisonSociale: string
  requestedAt: Date
}

/** The first people, structures and waiting requests that answer to a text; nothing for anyone but a manager, or without text. */
export async function everything(actor: Actor, typed: string, now: Date) {
  const text = storable(typed, 100).trim()
  if (!can(actor, "account.manage") || text === "") return { accounts: [], structures: [], structuresFound: 0, requests: [] }
  const [{ accounts }, { structures, total }] = await Promise.all([
    findAccounts(actor, { q: text, filtre: null, page: 1 }, now),
    structuresForManagers(actor, readStructureAddress({ q: text }), now),
  ])
  const first = structures.slice(0, most)
  const requests = await requestsOf(
    text,
    first.map(({ id }) => id),
  )
  return { accounts: accounts.slice(0, most), structures: first, structuresFound: total, requests }
}

/** The requests that wait, of the people named or for the structures found; the oldest first. */
async function requestsOf(text: string, structureIds: string[]) {
  const { exactly, nearly } = await waysTo(text)
  const rows = (way: Prisma.Sql) => db.$queryRaw<FoundRequest[]>`
    SELECT f.id, a.first_name AS "firstName", a.last_name AS "lastName", s.raison_sociale AS "raisonSociale", f.requested_at AS "requestedAt"
      FROM affiliation f JOIN account a ON a.id = f.account_id JOIN structure s ON s.id = f.structure_id
     WHERE f.status = 'pending' AND (${way} OR f.structure_id = ANY (${structureIds}::uuid[]))
     ORDER BY f.requested_at, f.id LIMIT ${most}`
  const found = await rows(exactly)
  return found.length > 0 ? found : rows(nearly)
}
