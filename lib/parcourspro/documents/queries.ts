/** The papers of a session: whose they are, who reads them, and their file, made again from their row. */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { templates } from "@/lib/parcourspro/documents/templates"
import { structuresWith } from "@/lib/parcourspro/rights/rules"
import { db, isUuid } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { printPdf } from "@/lib/platform/pdf/printer"
import { lookup } from "@/lib/platform/text/lookup"

const line = {
  id: true,
  kind: true,
  year: true,
  number: true,
  version: true,
  providerId: true,
  sessionId: true,
  registrationId: true,
  structureId: true,
  template: true,
  data: true,
  sha256: true,
  code: true,
  issuedAt: true,
  session: { select: { id: true, startsAt: true, endsAt: true, event: { select: { title: true, providerId: true } } } },
  registration: { select: { accountId: true, account: { select: { firstName: true, lastName: true, erasedAt: true } } } },
  structure: { select: { raisonSociale: true } },
} as const satisfies Prisma.DocumentSelect
export type DocumentLine = Prisma.DocumentGetPayload<{ select: typeof line }>

/** The latest version of each paper of a session that the caller was given by `runSession`. */
export async function documentsOf({ id }: { id: string }): Promise<DocumentLine[]> {
  return latest(
    await db.document.findMany({
      where: { sessionId: id },
      orderBy: [{ kind: "asc" }, { number: "asc" }, { version: "desc" }],
      select: line,
    }),
  )
}

function latest(rows: DocumentLine[]) {
  const seen = new Set<string>()
  return rows.filter(({ providerId, kind, year, number }) => {
    const key = [providerId, kind, year, number].join(" ")
    return !seen.has(key) && seen.add(key)
  })
}

/** The kinds that someone reads of themselves; the list and the sheet are the provider's. */
const ofPerson = ["summons", "attestation", "certificate"]

/**
 * A paper, for those who may read it: whoever runs its session; the person it is of; the Employeurs of the structure it is made with, unless
 * that person erased their account, whose papers then stay their legal time for the provider alone. Null for anyone else. `isManager`: the reader is of the team, which leaves a trace.
 */
export async function documentFor(actor: Actor, documentId: string) {
  if (!isUuid(documentId)) return null
  const found = await db.document.findUnique({ where: { id: documentId }, select: line })
  if (!found) return null
  const isManager = can(actor, "programme.manage")
  const runs = isManager || structuresWith(actor, "provider.run").includes(found.session.event.providerId)
  const isOwn = ofPerson.includes(found.kind) && found.registration?.accountId === actor.accountId
  const isErased = found.registration !== null && found.registration.account.erasedAt !== null
  const isEmployer = found.structureId !== null && !isErased && structuresWith(actor, "employer.answer").includes(found.structureId)
  return runs || isOwn || isEmployer ? { ...found, isManager, isLatest: await isLatest(found) } : null
}

async function isLatest({ providerId, kind, year, number, version }: DocumentLine) {
  return (await db.document.count({ where: { providerId, kind, year, number, version: { gt: version } } })) === 0
}

/** The file of a paper, made again from its row; the same bytes each time. */
export function fileOf({ template, data, issuedAt }: Pick<DocumentLine, "template" | "data" | "issuedAt">): Promise<Uint8Array> {
  const source = lookup(templates, template)
  if (!source) throw new Error(`a document of an unknown template: ${template}`)
  return printPdf({ source, data, at: issuedAt })
}

/** What anyone may know of a paper whose code they hold: neither who it is of nor what it says. Null for an unknown code. */
export async function verified(code: string) {
  const found = await db.document.findUnique({ where: { code: code.trim().toLowerCase() }, select: line })
  if (!found) return null
  const { kind, year, number, version, issuedAt, sha256, session } = found
  return { kind, year, number, version, issuedAt, sha256, title: session.event.title, isLatest: await isLatest(found) }
}

/** The actor's own papers, the latest version of each, by registration. */
export async function ownDocuments({ accountId }: Actor): Promise<DocumentLine[]> {
  return latest(
    await db.document.findMany({
      where: { registration: { accountId } },
      orderBy: [{ kind: "asc" }, { number: "asc" }, { version: "desc" }],
      select: line,
    }),
  )
}
