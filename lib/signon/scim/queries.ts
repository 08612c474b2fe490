/** People and structures as SCIM shows them (RFC 7643): for each application, under its own names, and only what it is declared for. */
import "server-only"
import { setImmediate } from "node:timers/promises"
import { db, isUuid, literal } from "@/lib/platform/db/client"
import { codesOf } from "@/lib/signon/claims/rules"
import { subjectFor } from "@/lib/signon/provider/subjects"
import type { Reader } from "@/lib/signon/read-api/queries"
import type { Equality, Part } from "@/lib/signon/scim/rules"

type List = { total: number; found: object[] }
const none: List = { total: 0, found: [] }

const open = { disabledAt: null, erasedAt: null, mergedIntoId: null }

/** People whose account is open and who belong to a structure. Without the scope of e-mail addresses, a person's user name is their `sub`. */
export async function usersRead(reader: Reader, equality: Equality<"Users"> | null, { startIndex, count }: Part): Promise<List> {
  const { sector, scopes } = reader
  const isByAddress = equality?.name === "userName" && scopes.includes("email")
  const id = equality && !isByAddress ? await accountBehind(sector, equality.value) : undefined
  if (id === null) return none
  const where = {
    ...open,
    ...(isByAddress ? { email: equality.value.toLowerCase() } : {}),
    ...(id ? { id } : {}),
    affiliations: { some: { status: "active" as const } },
  }
  const [total, rows] = await Promise.all([
    db.account.count({ where }),
    db.account.findMany({ where, orderBy: { id: "asc" }, skip: startIndex - 1, take: count, select: person }),
  ])
  return { total, found: rows.map((row) => userRead(reader, row)) }
}

const person = {
  id: true,
  firstName: true,
  lastName: true,
  email: true,
  phone: true,
  createdAt: true,
  affiliations: {
    where: { status: "active" },
    orderBy: { id: "asc" },
    select: {
      rafaelProfil: true,
      isEmployeur: true,
      isPrestataire: true,
      structure: { select: { id: true, siret: true, raisonSociale: true } },
    },
  },
} as const

type Row = Awaited<ReturnType<typeof firstRow>>
const firstRow = () => db.account.findFirstOrThrow({ select: person })

/** `roles`: each profil that concerns the application, and the SIRET of the structure for which it is held (scimmy lets a role have no `type`). */
function userRead({ sector, scopes, profils }: Reader, { id, firstName, lastName, email, phone, createdAt, affiliations }: Row) {
  const sub = subjectFor(sector, id)
  const name = `${firstName} ${lastName}`
  return {
    id: sub,
    userName: scopes.includes("email") ? email : sub,
    ...(scopes.includes("profile") ? { displayName: name, name: { givenName: firstName, familyName: lastName, formatted: name } } : {}),
    ...(scopes.includes("email") ? { emails: [{ value: email, type: "work", primary: true }] } : {}),
    ...(scopes.includes("phone") && phone ? { phoneNumbers: [{ value: `tel:${phone}`, type: "work" }] } : {}),
    active: true,
    groups: affiliations.map(({ structure }) => ({ value: structure.id, display: structure.raisonSociale })),
    roles: affiliations.flatMap(({ structure, ...held }) =>
      codesOf(held)
        .filter((code) => profils.includes(code))
        .map((code) => ({ value: `${code}@${structure.siret}`, display: structure.raisonSociale })),
    ),
    meta: { created: createdAt },
  }
}

/** The structures that are open, each with its people unless they are left out; `externalId` is the SIRET. */
export async function groupsRead(
  { sector, scopes }: Reader,
  equality: Equality<"Groups"> | null,
  { startIndex, count }: Part,
  withMembers: boolean,
): Promise<List> {
  if (equality?.name === "id" && !isUuid(equality.value)) return none
  const where = { state: "active" as const, ...(equality ? groupOf(equality) : {}) }
  const [total, rows] = await Promise.all([
    db.structure.count({ where }),
    db.structure.findMany({
      where,
      orderBy: { siret: "asc" },
      skip: startIndex - 1,
      take: count,
      select: {
        id: true,
        siret: true,
        raisonSociale: true,
        updatedAt: true,
        affiliations: {
          where: { status: "active", account: open },
          orderBy: { id: "asc" },
          take: withMembers ? mostMembers : 0,
          select: { account: { select: { id: true, firstName: true, lastName: true } } },
        },
      },
    }),
  ])
  const memberRead = ({ account: { id, firstName, lastName } }: { account: { id: string; firstName: string; lastName: string } }) => ({
    value: subjectFor(sector, id),
    type: "User",
    ...(scopes.includes("profile") ? { display: `${firstName} ${lastName}` } : {}),
  })
  return {
    total,
    found: rows.map(({ id, siret, raisonSociale, updatedAt, affiliations }) => ({
      id,
      externalId: siret,
      displayName: raisonSociale,
      ...(withMembers ? { members: affiliations.map(memberRead) } : {}),
      meta: { lastModified: updatedAt },
    })),
  }
}

/** More than any structure has: a bound all the same. */
const mostMembers = 5000

function groupOf({ name, value }: Equality<"Groups">) {
  if (name === "externalId") return { siret: value }
  if (name === "id") return { id: value }
  return { raisonSociale: { equals: literal(value), mode: "insensitive" as const } }
}

const patience = 10_000
const mostSectors = 8
type Names = { at: number; accounts: Promise<Map<string, string>> }
const known = new Map<string, Names>()

/**
 * The account that an application calls by this name. Such a name cannot be turned back: those of each application are kept in memory, and
 * made anew, once for all who ask, when one is not among them.
 */
async function accountBehind(sector: string, subject: string): Promise<string | null> {
  const kept = known.get(sector)
  const found = (await kept?.accounts)?.get(subject)
  if (found || (kept && Date.now() - kept.at < patience)) return found ?? null
  // Another question may have begun meanwhile.
  const latest = known.get(sector)
  const made = latest && latest !== kept ? latest : begin(sector)
  return (await made.accounts).get(subject) ?? null
}

function begin(sector: string): Names {
  const made: Names = { at: Date.now(), accounts: namesOf(sector) }
  const [oldest] = known.keys()
  if (oldest !== undefined && !known.has(sector) && known.size >= mostSectors) known.delete(oldest)
  known.set(sector, made)
  made.accounts.catch(() => known.delete(sector))
  return made
}

async function namesOf(sector: string) {
  const rows = await db.account.findMany({ where: open, select: { id: true } })
  const accounts = new Map<string, string>()
  for (const [index, { id }] of rows.entries()) {
    accounts.set(subjectFor(sector, id), id)
    if (index % 1000 === 999) await setImmediate()
  }
  return accounts
}
