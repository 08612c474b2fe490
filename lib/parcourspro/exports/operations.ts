/** The lists of registrations as files: what the page lists, with the same filters. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { employerRequests } from "@/lib/parcourspro/employers/queries"
import type { readEmployerAddress } from "@/lib/parcourspro/employers/schema"
import { yearRegistrations } from "@/lib/parcourspro/figures/queries"
import type { FiguresQuery } from "@/lib/parcourspro/figures/schema"
import { allMemberships } from "@/lib/parcourspro/memberships/queries"
import { membershipStatuses } from "@/lib/parcourspro/memberships/rules"
import type { readMembershipsAddress } from "@/lib/parcourspro/memberships/schema"
import { type RunSession, registrationsOf } from "@/lib/parcourspro/providers/queries"
import { statuses } from "@/lib/parcourspro/states/rules"
import { db } from "@/lib/platform/db/client"
import { type Cell, csvInPieces, pagesInPieces, toCsv } from "@/lib/platform/text/csv"
import { record } from "@/lib/trace/journal/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const employerColumns = [
  "Nom",
  "Fonction",
  "Action",
  "Premier jour",
  "Dernier jour",
  "Heures",
  "Prix (€)",
  "Étape",
  "Demandée le",
  "Raison",
]

/** The requests of a structure's people, with the filters of the page, for those who answer for it; null for anyone else. */
export async function exportRequests(
  context: ActorContext,
  structureId: string,
  filters: Awaited<ReturnType<typeof readEmployerAddress>>,
): Promise<AsyncGenerator<Uint8Array> | null> {
  const read = (page: number) => employerRequests(context.actor, structureId, { ...filters, page })
  const first = await read(1)
  if (!first) return null
  await record(db, context, { action: "registration.exported", structureId, targetId: structureId, changes: { rows: first.total } })
  const pages = pagesInPieces(async (page) => {
    const found = await read(page)
    const cells = (found?.rows ?? []).map(({ account, session, status, requestedAt, reason }): Cell[] => [
      formatName(account),
      account.jobTitle,
      session.event.title,
      session.startsAt,
      session.endsAt,
      session.event.duration / 60,
      session.event.price / 100,
      statuses[status],
      requestedAt,
      reason,
    ])
    return { cells, pages: found?.pages ?? 1 }
  })
  return csvInPieces(employerColumns, pages)
}

const sessionColumns = ["Nom", "Structure", "Fonction", "Email", "Téléphone", "Étape", "Rang", "Adaptation", "Attentes", "Demandée le"]

/** Who registers for a session that the caller was given by `runSession`, whatever became of it. */
export async function exportSession(context: ActorContext, session: RunSession): Promise<string> {
  const { toAnswer, expected, over } = await registrationsOf(session)
  const rows = [...expected, ...toAnswer, ...over].map(
    ({ account, structure, status, rank, needsAdaptation, expectations, requestedAt }): Cell[] => [
      formatName(account),
      structure.raisonSociale,
      account.jobTitle,
      account.email,
      account.phone,
      statuses[status],
      rank,
      needsAdaptation ? "Oui" : "Non",
      expectations,
      requestedAt,
    ],
  )
  const about = { structureId: session.event.provider.id, targetId: session.id, changes: { rows: rows.length } }
  await record(db, context, { action: "registration.exported", ...about })
  return toCsv(sessionColumns, rows)
}

const yearColumns = ["Nom", "Structure", "Action", "Prestataire", "Premier jour", "Dernier jour", "Étape", "Demandée le"]

/** The registrations of a year, with the filters of the page, for managers; empty for anyone else. */
export async function exportYear(context: ActorContext, query: FiguresQuery): Promise<AsyncGenerator<Uint8Array>> {
  const read = (page: number) => yearRegistrations(context.actor, context.now, { ...query, page })
  const total = (await read(1))?.total ?? 0
  await record(db, context, { action: "registration.exported-year", changes: { rows: total } })
  const pages = pagesInPieces(async (page) => {
    const found = await read(page)
    const cells = (found?.rows ?? []).map((one): Cell[] => [
      formatName(one),
      one.structure,
      one.title,
      one.provider,
      one.startsAt,
      one.endsAt,
      statuses[one.status],
      one.requestedAt,
    ])
    return { cells, pages: found?.pages ?? 1 }
  })
  return csvInPieces(yearColumns, pages)
}

const membershipColumns = [
  "Structure",
  "SIRET",
  "Année",
  "État",
  "Demandée le",
  "Par",
  "Cotisation",
  "Montant (€)",
  "Facture à",
  "Répondue le",
  "Raison",
]

/** The adhesions with the filters of the page, for managers; empty for anyone else. */
export async function exportMemberships(
  context: ActorContext,
  query: Awaited<ReturnType<typeof readMembershipsAddress>>,
): Promise<AsyncGenerator<Uint8Array>> {
  const read = (page: number) => allMemberships(context.actor, { ...query, page })
  const { total } = await read(1)
  await record(db, context, { action: "membership.exported", changes: { rows: total } })
  const pages = pagesInPieces(async (page) => {
    const found = await read(page)
    const cells = found.rows.map((one): Cell[] => [
      one.structure.raisonSociale,
      one.structure.siret,
      one.year,
      membershipStatuses[one.status],
      one.askedAt,
      one.asker ? formatName(one.asker) : null,
      one.feeLabel,
      one.amount / 100,
      one.invoiceContact,
      one.decidedAt,
      one.reason,
    ])
    return { cells, pages: found.pages }
  })
  return csvInPieces(membershipColumns, pages)
}
