/** The papers of the demonstration: made as a provider makes them, so that they are read, taken away and verified like any other. */
import type { ActorContext } from "@/lib/access/context"
import { issueDocument, issueMissing } from "@/lib/parcourspro/documents/operations"
import { db } from "@/lib/platform/db/client"
import { heldRights } from "@/lib/vocabulary/profils/rules"

/** Sessions whose papers are made: the last ones that are over, and the next one. */
const ofEach = { over: 2, ahead: 1 }

/** Issues the papers of some sessions that this person runs, once the region is there: their numbers are given one commit at a time. */
export async function seedPapers(now: Date, email: string) {
  const { affiliations, ...account } = await db.account.findUniqueOrThrow({
    where: { email },
    select: {
      id: true,
      firstName: true,
      lastName: true,
      email: true,
      isManager: true,
      affiliations: { where: { status: "active" }, select: heldRights },
    },
  })
  const actor = { ...account, accountId: account.id, sessionId: "", authAt: now, control: null, affiliations }
  const context: ActorContext = { actor, now, ip: null, userAgent: null, requestId: "demonstration" }
  const run = {
    event: { providerId: { in: affiliations.filter(({ isPrestataire }) => isPrestataire).map(({ structureId }) => structureId) } },
  }
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

async function made(result: Promise<{ ok: true } | { ok: false; why: string }>) {
  const issued = await result
  // Nobody to be issued one for is no fault: the rest is.
  if (!issued.ok && issued.why !== "nobody" && issued.why !== "no-presence") throw new Error(`a paper of the demonstration: ${issued.why}`)
}
