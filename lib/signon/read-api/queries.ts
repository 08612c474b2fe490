/** What applications read by themselves, without a person: only what they are declared for. */
import "server-only"
import { createHash } from "node:crypto"
import { rightsAt } from "@/lib/membership/rights-history/queries"
import { db } from "@/lib/platform/db/client"
import { dayOf } from "@/lib/platform/time/working-days"
import type { ReadScope } from "@/lib/signon/claims/rules"
import { codesOf } from "@/lib/signon/claims/rules"
import { subjectFor } from "@/lib/signon/provider/subjects"
import type { PersonRead, StructureRead } from "@/lib/signon/read-api/schema"
import type { Rights } from "@/lib/vocabulary/profils/rules"

/** `reads`: all that this token opens. */
export type Reader = { applicationId: string; sector: string; scopes: string[]; profils: string[]; reads: string[] }

/**
 * The application behind a token of its own (client credentials), if it may read this at this moment; "unknown" for a token that opens nothing,
 * "lacks" for one that opens something else. The provider keeps tokens as their hashes (lib/signon/provider/adapter.ts).
 */
export async function readerBy(token: string, scope: ReadScope, now: Date): Promise<Reader | "unknown" | "lacks"> {
  const id = createHash("sha256").update(token).digest("hex")
  const row = await db.oidcRow.findFirst({ where: { model: "ClientCredentials", id, expiresAt: { gt: now } }, select: { payload: true } })
  const { clientId, scope: given } = (row?.payload ?? {}) as { clientId?: string; scope?: string }
  if (!clientId) return "unknown"
  const application = await db.application.findFirst({
    where: { id: clientId, state: "active" },
    select: { id: true, sector: true, scopes: true, profils: true, reads: true },
  })
  if (!application) return "unknown"
  const { sector, scopes, profils } = application
  const reads = application.reads.filter((one) => given?.split(" ").includes(one))
  return reads.includes(scope) ? { applicationId: application.id, sector, scopes, profils, reads } : "lacks"
}

type Page = { curseur?: string | undefined; limite: number }

/** The structures in the order of their SIRET, those after `curseur`. */
export async function structuresRead({ curseur, limite, etat }: Page & { etat?: "active" | "closed" | undefined }, now: Date) {
  const rows = await db.structure.findMany({
    where: { ...(curseur ? { siret: { gt: curseur } } : {}), ...(etat ? { state: etat } : {}) },
    orderBy: { siret: "asc" },
    take: limite + 1,
    include: { memberships: { where: { status: "accepted", year: Number(dayOf(now).slice(0, 4)) }, select: { year: true } } },
  })
  const structures = rows.slice(0, limite).map(
    (row): StructureRead => ({
      siret: row.siret,
      raison_sociale: row.raisonSociale,
      sigle: row.sigle,
      enseigne: row.enseigne,
      adresse: row.address,
      code_postal: row.postcode,
      commune: row.city,
      departement: row.departement,
      types: row.types,
      etat: row.state,
      adherent: row.memberships.length > 0,
      modifiee_le: row.updatedAt.toISOString(),
    }),
  )
  return { structures, suivant: rows.length > limite ? (structures.at(-1)?.siret ?? null) : null }
}

type Named = { id: string; firstName: string; lastName: string; email: string; phone: string | null }

/** A person as this application knows them. */
function personRead({ sector, scopes, profils }: Reader, account: Named, held: Rights & { isReferent: boolean }): PersonRead {
  return {
    sub: subjectFor(sector, account.id),
    ...(scopes.includes("profile") ? { given_name: account.firstName, family_name: account.lastName } : {}),
    ...(scopes.includes("email") ? { email: account.email } : {}),
    ...(scopes.includes("phone") ? { phone_number: account.phone } : {}),
    profils: codesOf(held).filter((code) => profils.includes(code)),
    referent: held.isReferent,
  }
}

const named = { id: true, firstName: true, lastName: true, email: true, phone: true } as const

/** The people of a structure whose account is open, those after `curseur`; null when no structure has this SIRET. */
export async function peopleRead(reader: Reader, siret: string, { curseur, limite }: Page) {
  const structure = await db.structure.findUnique({ where: { siret }, select: { id: true } })
  if (!structure) return null
  const rows = await db.affiliation.findMany({
    where: { structureId: structure.id, status: "active", account: { disabledAt: null }, ...(curseur ? { id: { gt: curseur } } : {}) },
    orderBy: { id: "asc" },
    take: limite + 1,
    select: { id: true, isReferent: true, rafaelProfil: true, isEmployeur: true, isPrestataire: true, account: { select: named } },
  })
  const shown = rows.slice(0, limite)
  return {
    personnes: shown.map(({ account, ...held }) => personRead(reader, account, held)),
    suivant: rows.length > limite ? (shown.at(-1)?.id ?? null) : null,
  }
}

/** Who held what in a structure at an instant of the last twelve months; null when no structure has this SIRET. */
export async function rightsRead(reader: Reader, siret: string, instant: Date) {
  const structure = await db.structure.findUnique({ where: { siret }, select: { id: true } })
  if (!structure) return null
  const then = await rightsAt(structure.id, instant)
  return {
    siret,
    instant: instant.toISOString(),
    personnes: then.filter(({ isDisabled }) => !isDisabled).map(({ account, held }) => personRead(reader, account, held)),
  }
}
