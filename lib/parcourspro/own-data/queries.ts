/** What ParcoursPro keeps of a person, as they take it away. */
import "server-only"
import { documentKinds, numberWords } from "@/lib/parcourspro/documents/rules"
import { presenceStates } from "@/lib/parcourspro/presences/rules"
import { statuses } from "@/lib/parcourspro/states/rules"
import { db } from "@/lib/platform/db/client"
import type { Table } from "@/lib/platform/text/csv"

/** Registrations, presences and papers of this account, with what the person wrote and what was answered to them. */
export function ownTables(accountId: string): Promise<Table[]> {
  return Promise.all([registrationsTable(accountId), presencesTable(accountId), papersTable(accountId)])
}

const oldestFirst = [{ requestedAt: "asc" }, { id: "asc" }] as const

async function registrationsTable(accountId: string): Promise<Table> {
  const registrations = await db.registration.findMany({
    where: { accountId },
    orderBy: [...oldestFirst],
    include: {
      structure: { select: { siret: true } },
      event: { select: { title: true } },
      session: { select: { startsAt: true, endsAt: true } },
      satisfaction: { select: { score: true } },
    },
  })
  return {
    name: "inscriptions",
    columns: [
      "action",
      "commence_le",
      "finit_le",
      "siret",
      "etat",
      "demande_le",
      "change_le",
      "attentes",
      "besoin_d_adaptation",
      "raison",
      "avis_sur_5",
    ],
    rows: registrations.map((one) => [
      one.event.title,
      one.session.startsAt,
      one.session.endsAt,
      one.structure.siret,
      statuses[one.status],
      one.requestedAt,
      one.stepAt,
      one.expectations,
      one.needsAdaptation,
      one.reason,
      one.satisfaction?.score ?? null,
    ]),
  }
}

async function presencesTable(accountId: string): Promise<Table> {
  const presences = await db.presence.findMany({
    where: { registration: { accountId } },
    orderBy: { halfDay: { startsAt: "asc" } },
    include: { halfDay: true, registration: { select: { event: { select: { title: true } } } } },
  })
  return {
    name: "presences",
    columns: ["action", "commence_le", "finit_le", "presence", "note_le"],
    rows: presences.map(({ registration, halfDay, state, at }) => [
      registration.event.title,
      halfDay.startsAt,
      halfDay.endsAt,
      presenceStates[state],
      at,
    ]),
  }
}

async function papersTable(accountId: string): Promise<Table> {
  const papers = await db.document.findMany({ where: { registration: { accountId } }, orderBy: [{ issuedAt: "asc" }, { id: "asc" }] })
  return {
    name: "papiers",
    columns: ["nature", "numero", "version", "delivre_le", "code_de_verification"],
    rows: papers.map(({ kind, year, number, version, issuedAt, code }) => [
      documentKinds[kind].name,
      numberWords(kind, year, number),
      version,
      issuedAt,
      code,
    ]),
  }
}
