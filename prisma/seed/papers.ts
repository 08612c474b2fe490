/** The papers of the demonstration: made as a provider and a manager make them, so that they are read, taken away and verified like any other. */
import type { ActorContext } from "@/lib/access/context"
import { keepCampaignFile } from "@/lib/parcourspro/campaign-files/operations"
import type { FileKind } from "@/lib/parcourspro/campaign-files/rules"
import { issueDocument, issueMissing } from "@/lib/parcourspro/documents/operations"
import { yearOf } from "@/lib/parcourspro/year-rules/rules"
import { db } from "@/lib/platform/db/client"
import { printPdf } from "@/lib/platform/pdf/printer"
import { actingAs } from "./acting"

/** Sessions whose papers are made: the last ones that are over, and the next one. */
const ofEach = { over: 2, ahead: 1 }

/** Makes the papers of some sessions that this person runs, and those of the adhesion, once the region is there: each is a commit of its own. */
export async function seedPapers(now: Date, emails: { provider: string; manager: string }) {
  await seedSessionPapers(await actingAs(emails.provider, now))
  await seedCampaignFiles(await actingAs(emails.manager, now))
}

async function seedSessionPapers(context: ActorContext) {
  const { actor, now } = context
  const theirs = actor.affiliations.filter(({ isPrestataire }) => isPrestataire).map(({ structureId }) => structureId)
  const run = { event: { providerId: { in: theirs } } }
  const [over, ahead] = await Promise.all([
    db.eventSession.findMany({
      where: { ...run, endsAt: { lt: now }, registrations: { some: { status: "attended" } } },
      orderBy: { endsAt: "desc" },
      take: ofEach.over,
      select: { id: true },
    }),
    db.eventSession.findMany({
      where: { ...run, startsAt: { gt: now }, registrations: { some: { status: "confirmed" } } },
      orderBy: { startsAt: "asc" },
      take: ofEach.ahead,
      select: { id: true },
    }),
  ])
  for (const { id: sessionId } of [...over, ...ahead]) {
    for (const kind of ["attendees", "sheet"] as const) await made(issueDocument(context, { sessionId, kind, about: "" }))
    for (const kind of ["summons", "agreement"] as const) await made(issueMissing(context, { sessionId, kind }))
  }
  for (const { id: sessionId } of over)
    for (const kind of ["attestation", "certificate"] as const) await made(issueMissing(context, { sessionId, kind }))
}

const campaignPapers: Record<FileKind, string> = {
  charter: "Charte d’adhésion",
  form: "Formulaire d’adhésion",
  flyer: "Les salles de Cap Métiers",
}
const source = `#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(lang: "fr", font: "Figtree")
#title()
Ce document de démonstration tient lieu de celui que l’équipe Cap Métiers met en ligne.
`

async function seedCampaignFiles(context: ActorContext) {
  const year = yearOf(context.now)
  for (const [kind, name] of Object.entries(campaignPapers) as [FileKind, string][]) {
    const title = `${name} ${year}`
    const bytes = new Uint8Array(await printPdf({ source, data: { title }, at: context.now }))
    await made(keepCampaignFile(context, { year, kind, fileName: `${title}.pdf`, bytes }))
  }
}

async function made(result: Promise<{ ok: true } | { ok: false; why: string }>) {
  const issued = await result
  // Nobody to be issued one for is no fault: the rest is.
  if (!issued.ok && issued.why !== "nobody" && issued.why !== "no-presence") throw new Error(`a paper of the demonstration: ${issued.why}`)
}
