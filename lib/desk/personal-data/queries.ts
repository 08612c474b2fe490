/** What the portal knows about the person who asks, in files that people and machines can read. */
import "server-only"
import { strToU8, zipSync } from "fflate"
import type { Actor } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db/client"
import { type Table, toCsv } from "@/lib/platform/text/csv"
import { formatPhone } from "@/lib/platform/text/phone"
import { ownTables as modulesOwnTables } from "@/lib/seam"
import { formerOf } from "@/lib/trace/journal/changes"
import { profilNamed, profilNames } from "@/lib/vocabulary/profils/rules"

/** A zip with one JSON file, and one CSV file for each table: everything linked to the actor's account, except secrets. */
export async function ownDataArchive(actor: Actor, now: Date): Promise<Uint8Array<ArrayBuffer>> {
  const tables = await ownTablesOf(actor)
  const json = Object.fromEntries(
    tables.map(({ name, columns, rows }) => [
      name,
      rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]))),
    ]),
  )
  const files = Object.fromEntries(tables.map(({ name, columns, rows }) => [`${name}.csv`, strToU8(toCsv(columns.map(inParis), rows))]))
  const content = JSON.stringify({ portail: "Portail Cap Métiers", extraitLe: now, ...json }, null, 2)
  return zipSync({ "mes-donnees.json": strToU8(content), ...files }) as Uint8Array<ArrayBuffer>
}

/** Dates are written as in Paris in CSV, and the header says so; in JSON they keep their offset. */
function inParis(column: string) {
  return /(_le|^derniere_connexion)$/.test(column) ? `${column} (heure de Paris)` : column
}

/** Reads all the tables at once, those of the modules last. */
async function ownTablesOf({ accountId }: Actor): Promise<Table[]> {
  const all = await Promise.all([...tables.map(async (table) => [await table(accountId)]), modulesOwnTables(accountId)])
  return all.flat()
}

async function accountTable(accountId: string): Promise<Table> {
  const account = await db.account.findUniqueOrThrow({ where: { id: accountId } })
  return {
    name: "compte",
    columns: ["prenom", "nom", "fonction", "telephone", "adresse_email", "cree_le", "derniere_connexion"],
    rows: [
      [
        account.firstName,
        account.lastName,
        account.jobTitle,
        account.phone && formatPhone(account.phone),
        account.email,
        account.createdAt,
        account.lastUsedAt,
      ],
    ],
  }
}

async function formerTable(accountId: string): Promise<Table> {
  const former = await db.formerValues.findMany({
    where: { accountId },
    orderBy: { journalId: "asc" },
    include: { journal: { select: { at: true } } },
  })
  return {
    name: "anciennes_informations",
    columns: ["change_le", "avant"],
    rows: former.map(({ journal, fields }) => [journal.at, formerOf(fields)]),
  }
}

async function affiliationsTable(accountId: string): Promise<Table> {
  const affiliations = await db.affiliation.findMany({
    where: { accountId },
    orderBy: { requestedAt: "asc" },
    include: { structure: { select: { raisonSociale: true, siret: true } } },
  })
  return {
    name: "rattachements",
    columns: ["structure", "siret", "etat", "demande_le", "besoin", "decide_le", "raison", "fini_le", "referent", "profils"],
    rows: affiliations.map((affiliation) => [
      affiliation.structure.raisonSociale,
      affiliation.structure.siret,
      affiliation.status,
      affiliation.requestedAt,
      affiliation.need,
      affiliation.decidedAt,
      affiliation.reason,
      affiliation.endedAt,
      affiliation.isReferent,
      affiliation.status === "active" ? profilNames(affiliation).join(", ") : "",
    ]),
  }
}

async function listingsTable(accountId: string): Promise<Table> {
  const listings = await db.listingApplicant.findMany({
    where: { accountId },
    orderBy: { requestedAt: "asc" },
    include: { listingRequest: true },
  })
  return {
    name: "referencements",
    columns: ["siret", "raison_sociale", "demande_le", "etat", "message"],
    rows: listings.map(({ listingRequest, requestedAt }) => [
      listingRequest.siret,
      listingRequest.raisonSociale,
      requestedAt,
      listingRequest.status,
      listingRequest.message,
    ]),
  }
}

async function correctionsTable(accountId: string): Promise<Table> {
  const own = { where: { accountId }, orderBy: { createdAt: "asc" }, include: { structure: { select: { siret: true } } } } as const
  const [corrections, changes] = await Promise.all([db.correction.findMany(own), db.referentChange.findMany(own)])
  return {
    name: "signalements",
    columns: ["nature", "siret", "envoye_le", "etat", "message"],
    rows: [
      ...corrections.map((sent) => ["modification", sent.structure.siret, sent.createdAt, sent.status, sent.message]),
      ...changes.map((sent) => ["référent", sent.structure.siret, sent.createdAt, sent.status, sent.message]),
    ],
  }
}

/** The questions about the requests of the account: to be attached, to have a structure listed, to have its row mended. */
async function clarificationsTable(accountId: string): Promise<Table> {
  const siret = { structure: { select: { siret: true } } } as const
  const [clarifications, questions] = await Promise.all([
    db.clarification.findMany({
      where: { affiliation: { accountId } },
      orderBy: { askedAt: "asc" },
      include: { affiliation: { select: siret } },
    }),
    db.errandQuestion.findMany({
      where: { OR: [{ listingRequest: { applicants: { some: { accountId } } } }, { correction: { accountId } }] },
      orderBy: { askedAt: "asc" },
      include: { listingRequest: { select: { siret: true } }, correction: { select: siret } },
    }),
  ])
  return {
    name: "precisions",
    columns: ["siret", "question", "posee_le", "reponse", "repondue_le"],
    rows: [
      ...clarifications.map((asked) => [asked.affiliation.structure.siret, asked.text, asked.askedAt, asked.answer, asked.answeredAt]),
      ...questions.map(({ listingRequest, correction, ...asked }) => [
        listingRequest?.siret ?? correction?.structure.siret ?? null,
        asked.text,
        asked.askedAt,
        asked.answer,
        asked.answeredAt,
      ]),
    ],
  }
}

/** What reviews of rights asked about the account, and the answers; who answered is somebody else's. */
async function reviewsTable(accountId: string): Promise<Table> {
  const items = await db.reviewItem.findMany({
    where: { affiliation: { accountId } },
    orderBy: [{ review: { openedAt: "asc" } }, { affiliationId: "asc" }],
    include: { review: { select: { openedAt: true } }, structure: { select: { raisonSociale: true, siret: true } } },
  })
  return {
    name: "revues_des_droits",
    columns: ["structure", "siret", "ouverte_le", "droits_alors", "reponse", "repondue_le", "droits_confirmes", "suspendu_le"],
    rows: items.map(({ structure, review, ...item }) => [
      structure.raisonSociale,
      structure.siret,
      review.openedAt,
      item.held.map(profilNamed).join(", "),
      item.answer,
      item.answeredAt,
      item.confirmed.map(profilNamed).join(", "),
      item.suspendedAt,
    ]),
  }
}

async function contactsTable(accountId: string): Promise<Table> {
  const contacts = await db.contactMessage.findMany({ where: { accountId }, orderBy: { createdAt: "asc" } })
  return {
    name: "messages_a_l_equipe",
    columns: ["sujet", "page", "structure", "message", "ecrit_le", "reponse", "repondu_le"],
    rows: contacts.map(({ subject, page, structure, message, createdAt, answer, answeredAt }) => [
      subject,
      page,
      structure,
      message,
      createdAt,
      answer,
      answeredAt,
    ]),
  }
}

async function sessionsTable(accountId: string): Promise<Table> {
  const sessions = await db.session.findMany({ where: { accountId }, orderBy: { createdAt: "asc" } })
  return {
    name: "connexions",
    columns: ["ouverte_le", "vue_le", "finie_le", "adresse_ip", "navigateur", "prise_de_controle"],
    // The address and browser of a manager belong to the manager.
    rows: sessions.map(({ createdAt, lastSeenAt, revokedAt, ip, userAgent, controlReason }) => [
      createdAt,
      lastSeenAt,
      revokedAt,
      controlReason ? null : ip,
      controlReason ? null : userAgent,
      controlReason,
    ]),
  }
}

async function passkeysTable(accountId: string): Promise<Table> {
  const passkeys = await db.passkey.findMany({ where: { accountId }, orderBy: { createdAt: "asc" } })
  return {
    name: "cles_acces",
    columns: ["nom", "creee_le", "utilisee_le"],
    rows: passkeys.map(({ name, createdAt, lastUsedAt }) => [name, createdAt, lastUsedAt]),
  }
}

async function messagesTable(accountId: string): Promise<Table> {
  const messages = await db.message.findMany({ where: { accountId }, orderBy: { createdAt: "asc" } })
  return {
    name: "courriels",
    columns: ["nature", "adresse", "ecrit_le", "envoye_le", "etat"],
    rows: messages.map(({ template, toEmail, createdAt, sentAt, status }) => [template, toEmail, createdAt, sentAt, status]),
  }
}

async function journalTable(accountId: string): Promise<Table> {
  const journal = await db.journal.findMany({
    where: { OR: [{ actorId: accountId }, { targetId: accountId }] },
    orderBy: { id: "asc" },
  })
  return {
    name: "journal",
    columns: ["date", "action", "issue", "raison", "adresse_ip"],
    // Shows what others did to this account, but not their IP address.
    rows: journal.map(({ at, action, outcome, reason, ip, actorId }) => [at, action, outcome, reason, actorId === accountId ? ip : null]),
  }
}

/** Their own absences, and those in which they were asked to stand in. */
async function absencesTable(accountId: string): Promise<Table> {
  const absences = await db.absence.findMany({
    where: { OR: [{ accountId }, { standInId: accountId }] },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    include: { structure: { select: { raisonSociale: true, siret: true } } },
  })
  return {
    name: "absences",
    columns: ["role", "structure", "siret", "commence_le", "finit_le", "suppleance", "close_le"],
    rows: absences.map((one) => [
      one.accountId === accountId ? "absence" : "suppléance",
      one.structure.raisonSociale,
      one.structure.siret,
      one.startsAt,
      one.endsAt,
      one.standInStatus,
      one.endedAt,
    ]),
  }
}

/** Those that the account sent, and those that came to its address. */
async function invitationsTable(accountId: string): Promise<Table> {
  const { email } = await db.account.findUniqueOrThrow({ where: { id: accountId }, select: { email: true } })
  const invitations = await db.invitation.findMany({
    where: { OR: [{ invitedBy: accountId }, { email }] },
    orderBy: [{ invitedAt: "asc" }, { id: "asc" }],
    include: { structure: { select: { raisonSociale: true, siret: true } } },
  })
  return {
    name: "invitations",
    columns: ["sens", "structure", "siret", "adresse", "etat", "envoyee_le", "repondu_le"],
    rows: invitations.map((one) => [
      one.invitedBy === accountId ? "envoyée" : "reçue",
      one.structure.raisonSociale,
      one.structure.siret,
      one.email,
      one.status,
      one.invitedAt,
      one.decidedAt,
    ]),
  }
}

const tables = [
  accountTable,
  formerTable,
  affiliationsTable,
  listingsTable,
  invitationsTable,
  absencesTable,
  correctionsTable,
  clarificationsTable,
  reviewsTable,
  contactsTable,
  sessionsTable,
  passkeysTable,
  messagesTable,
  journalTable,
]
