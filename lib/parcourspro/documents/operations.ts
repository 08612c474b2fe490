/** Issues the papers of a session: each a commit of its own, with its number, so that none is skipped and none is lost. */
import "server-only"
import { createHash } from "node:crypto"
import { renderSVG } from "uqr"
import type { ActorContext } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import type { HolderRefusal } from "@/lib/membership/holders/operations"
import { contentOf, type Facts } from "@/lib/parcourspro/contents/rules"
import { fileOf } from "@/lib/parcourspro/documents/queries"
import { type DocumentKind, documentKinds, numberWords } from "@/lib/parcourspro/documents/rules"
import type { DocumentIssue, MissingDocuments } from "@/lib/parcourspro/documents/schema"
import { currentTemplate } from "@/lib/parcourspro/documents/templates"
import type { Trainer } from "@/lib/parcourspro/event-sessions/rules"
import { minutesPresent } from "@/lib/parcourspro/presences/rules"
import { asRunner, type RunnerSide } from "@/lib/parcourspro/rights/operations"
import { sessionRef } from "@/lib/parcourspro/steps/operations"
import { employersOf } from "@/lib/parcourspro/told/queries"
import { yearOf } from "@/lib/parcourspro/year-rules/rules"
import { db, isUuid, type Tx } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { env } from "@/lib/platform/process/env"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { newCode } from "@/lib/platform/secrets/secrets"
import { filedName, inFrenchOrder } from "@/lib/platform/text/french-order"
import { record } from "@/lib/trace/journal/operations"
import { queueMessages } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { formatSiret } from "@/lib/vocabulary/structures/rules"

type IssueRefusal = HolderRefusal | "no-presence" | "nobody" | "draft"
type Done = { sessionId: string; documentId: string }

/** Issues one paper; one that exists is issued again as a new version, with the same number. */
export function issueDocument(context: ActorContext, { sessionId, kind, about }: DocumentIssue): Promise<Result<Done, IssueRefusal>> {
  const providerOf = async (tx: Tx) =>
    (await tx.eventSession.findUnique({ where: { id: sessionId }, select: { event: { select: { providerId: true } } } }))?.event
      .providerId ?? null
  return asRunner(
    context,
    { action: "document.issued", targetId: sessionId },
    providerOf,
    async (tx, side): Promise<Result<Done, "not-found" | "no-presence" | "nobody" | "draft">> => {
      const { eventId } = await tx.eventSession.findUniqueOrThrow({ where: { id: sessionId }, select: { eventId: true } })
      await holdById(tx, "event", eventId, "change")
      await holdById(tx, "event_session", sessionId, "change")
      const session = await tx.eventSession.findUniqueOrThrow({
        where: { id: sessionId },
        select: { ...whole, registrations: { ...whole.registrations, where: { ...whole.registrations.where, ...whose(kind, about) } } },
      })
      if (session.status === "draft" || session.status === "cancelled") return refuse("draft")
      const people = peopleOf(kind, session.registrations, about)
      // A paper of a person, or of a structure, names it.
      if (documentKinds[kind].of !== "session" && (about === "" || people.length === 0))
        return refuse(kind === "summons" || kind === "agreement" ? "nobody" : "no-presence")
      return ok({ sessionId, documentId: await write(tx, context, { kind, session, people, side }) })
    },
  )
}

/** "Tout établir": every paper of a kind that is missing, each in a commit of its own. Returns how many were made. */
export async function issueMissing(
  context: ActorContext,
  { sessionId, kind }: MissingDocuments,
): Promise<Result<{ sessionId: string; count: number }, IssueRefusal>> {
  let count = 0
  // When nothing is missing the frame says why, and traces it when it is not theirs to ask.
  const targets = await missingOf(sessionId, kind)
  for (const about of targets.length > 0 ? targets : [""]) {
    const issued = await issueDocument(context, { sessionId, kind, about })
    if (!issued.ok) return issued
    count += 1
  }
  return ok({ sessionId, count })
}

/** Whom a paper of this kind is missing for: registrations, or structures. */
async function missingOf(sessionId: string, kind: DocumentKind): Promise<string[]> {
  const session = await db.eventSession.findUnique({ where: { id: sessionId }, select: { registrations: whole.registrations } })
  const rows = session ? peopleOf(kind, session.registrations, "") : []
  const made = await db.document.findMany({ where: { sessionId, kind }, select: { registrationId: true, structureId: true } })
  if (documentKinds[kind].of === "session") return []
  const of = documentKinds[kind].of === "person" ? (row: Row) => row.id : (row: Row) => row.structureId
  const done = new Set(made.map((one) => (documentKinds[kind].of === "person" ? one.registrationId : one.structureId)))
  return [...new Set(rows.map(of))].filter((id) => !done.has(id))
}

const expected = ["confirmed", "attended", "partly", "absent"] as const
const whole = {
  id: true,
  status: true,
  startsAt: true,
  endsAt: true,
  place: true,
  postcode: true,
  city: true,
  isRemote: true,
  trainers: true,
  contactName: true,
  contactEmail: true,
  contactPhone: true,
  adaptationContact: true,
  internalRules: true,
  halfDays: { orderBy: { startsAt: "asc" }, select: { id: true, startsAt: true, endsAt: true } },
  event: {
    include: {
      provider: {
        select: {
          id: true,
          raisonSociale: true,
          siret: true,
          address: true,
          postcode: true,
          city: true,
          trainingBody: { select: { activityNumber: true } },
        },
      },
    },
  },
  registrations: {
    where: { status: { in: [...expected] } },
    orderBy: { id: "asc" },
    select: {
      id: true,
      status: true,
      structureId: true,
      needsAdaptation: true,
      accountId: true,
      account: { select: { firstName: true, lastName: true, email: true, erasedAt: true } },
      structure: { select: { id: true, raisonSociale: true, siret: true, address: true, postcode: true, city: true } },
      presences: { select: { state: true, halfDay: { select: { startsAt: true, endsAt: true } } } },
    },
  },
} as const satisfies Prisma.EventSessionSelect
type Whole = Prisma.EventSessionGetPayload<{ select: typeof whole }>
type Row = Whole["registrations"][number]

/**
 * Those whom a paper is about. An attestation and a certificate are of people whose presence is noted, and who came; a convocation and an
 * agreement, of people who have a place. Nobody absent, withdrawn or erased.
 */
function peopleOf(kind: DocumentKind, rows: readonly Row[], about: string): Row[] {
  const came = kind === "attestation" || kind === "certificate"
  const concerned = rows.filter(
    ({ id, structureId, status, account }) =>
      !account.erasedAt &&
      (came ? status === "attended" || status === "partly" : status !== "absent" || documentKinds[kind].of === "session") &&
      (about === "" || documentKinds[kind].of === "session" || about === (documentKinds[kind].of === "person" ? id : structureId)),
  )
  return inFrenchOrder(concerned, ({ account }) => filedName(account))
}

/** What is read of the people of a session: those of one paper, rather than two hundred for each. */
function whose(kind: DocumentKind, about: string): Prisma.RegistrationWhereInput {
  const { of } = documentKinds[kind]
  if (of === "session" || !isUuid(about)) return {}
  return of === "person" ? { id: about } : { structureId: about }
}

type ToWrite = { kind: DocumentKind; session: Whole; people: Row[]; side: RunnerSide }

async function write(tx: Tx, context: ActorContext, { kind, session, people, side }: ToWrite): Promise<string> {
  const { of } = documentKinds[kind]
  const [first] = people
  const target = {
    registrationId: of === "person" ? (first?.id ?? null) : null,
    structureId: of === "session" ? null : (first?.structureId ?? null),
  }
  const { provider } = session.event
  const before = await tx.document.findFirst({
    where: { sessionId: session.id, kind, ...target },
    orderBy: { version: "desc" },
    select: { year: true, number: true, version: true, providerId: true },
  })
  const numbered = before ?? {
    providerId: provider.id,
    year: yearOf(context.now),
    number: await nextNumber(tx, provider.id, kind, yearOf(context.now)),
    version: 0,
  }
  const version = numbered.version + 1
  const number = numberWords(kind, numbered.year, numbered.number)
  const facts = factsOf(context, { kind, session, people, side }, { number, version })
  const code = newCode()
  const verify = `${env.publicUrl}/verifier/${code}`
  const data = { ...stored(contentOf(kind, documentKinds[kind].name, facts)), number, verify, qr: renderSVG(verify, { border: 1 }) }
  // A second of the file is a second: what is kept of the instant is what is written in it.
  const issuedAt = new Date(Math.floor(context.now.getTime() / 1000) * 1000)
  const file = await fileOf({ template: currentTemplate, data, issuedAt })
  const { id } = await tx.document.create({
    data: {
      ...target,
      kind,
      providerId: numbered.providerId,
      year: numbered.year,
      number: numbered.number,
      version,
      sessionId: session.id,
      data,
      template: currentTemplate,
      sha256: createHash("sha256").update(file).digest("hex"),
      code,
      issuedBy: context.actor.accountId,
      issuedAt,
    },
    select: { id: true },
  })
  const about = { structureId: provider.id, targetId: id }
  if (version === 1) await record(tx, context, { action: "document.issued", ...about, changes: { number } })
  else await record(tx, context, { action: "document.reissued", ...about, changes: { number, version } })
  await tell(tx, context, { kind, session, people, side }, { documentId: id, number })
  return id
}

/** The next number of a provider, a kind and a year. The row is held: two at once wait, and a rollback gives the number back. */
async function nextNumber(tx: Tx, providerId: string, kind: DocumentKind, year: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ last: number }[]>`
    INSERT INTO document_counter (provider_id, kind, year, last) VALUES (${providerId}::uuid, ${kind}::document_kind, ${year}, 1)
    ON CONFLICT (provider_id, kind, year) DO UPDATE SET last = document_counter.last + 1 RETURNING last`
  return row?.last ?? 1
}

/** Absent parts are written as empty ones: the template asks for each. */
function stored({ sections, ...content }: ReturnType<typeof contentOf>) {
  return {
    ...content,
    sections: sections.map(({ heading, paragraphs = [], facts = [], items = [], table, signatures = [] }) => ({
      heading,
      paragraphs: paragraphs.flatMap((text) => text.split("\n")).filter(Boolean),
      facts,
      items,
      table: table ?? null,
      signatures,
    })),
  } as const
}

type Numbered = { number: string; version: number }
type Address = { address: string | null; postcode: string | null; city: string | null }
const addressOf = ({ address, postcode, city }: Address) => [address, [postcode, city].filter(Boolean).join(" ")].filter(Boolean).join(", ")

function factsOf({ actor, now }: ActorContext, { kind, session, people, side }: ToWrite, { number, version }: Numbered): Facts {
  const { event } = session
  const [first] = people
  const isSession = documentKinds[kind].of === "session"
  return {
    number,
    version,
    issuedAt: now,
    provider: {
      raisonSociale: event.provider.raisonSociale,
      siret: formatSiret(event.provider.siret),
      address: addressOf(event.provider),
      activityNumber: event.provider.trainingBody?.activityNumber ?? null,
    },
    representative: side === "provider" ? formatName(actor) : "",
    event,
    session: {
      halfDays: session.halfDays,
      place: session.isRemote
        ? `À distance${session.place ? `, ${session.place}` : ""}`
        : addressOf({ ...session, address: session.place }),
      trainers: session.trainers as Trainer[],
      contact: [session.contactName, session.contactEmail, session.contactPhone].filter(Boolean).join(", "),
      adaptationContact: session.adaptationContact,
      internalRules: session.internalRules,
    },
    people: people.map(({ account, structure, presences }) => ({
      name: formatName(account),
      structure: structure.raisonSociale,
      minutes: minutesPresent(presences.map(({ state, halfDay }) => ({ ...halfDay, state }))),
    })),
    adaptations: people.filter(({ needsAdaptation }) => needsAdaptation).length,
    employer:
      first && !isSession
        ? { raisonSociale: first.structure.raisonSociale, siret: formatSiret(first.structure.siret), address: addressOf(first.structure) }
        : null,
  }
}

/** The person of a paper hears of it; so do the Employeurs, of what is made with them. A mail carries a link, no file. */
async function tell(
  tx: Tx,
  context: ActorContext,
  { kind, session, people }: ToWrite,
  { documentId, number }: { documentId: string; number: string },
) {
  const [first] = people
  const { of, name } = documentKinds[kind]
  if (!first || of === "session") return
  const own = of === "person" ? [{ email: first.account.email, accountId: first.accountId }] : []
  const employers =
    kind === "attestation" ? [] : (await employersOf(tx, first.structureId)).filter(({ accountId }) => accountId !== first.accountId)
  const readers = [...own, ...employers.map(({ email, accountId }) => ({ email, accountId }))]
  await queueMessages(tx, context.now, readers, "document-ready", { ...sessionRef({ session }), documentId, number, name })
}
