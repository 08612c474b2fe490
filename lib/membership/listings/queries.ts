import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db/client"
import { type Establishment, findEstablishment } from "@/lib/platform/http/company-directory"
import { structureBySiret } from "@/lib/structures/queries"
import { parseSiret } from "@/lib/vocabulary/structures/rules"

/** The structures asking to be listed, oldest first; none for anyone but a manager. */
export async function pendingListings(actor: Actor) {
  if (!can(actor, "listing-request.decide")) return []
  return db.listingRequest.findMany({
    where: { status: "pending" },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    include: { applicants: { select: { account: { select: { firstName: true, lastName: true, email: true, jobTitle: true } } } } },
  })
}
export type PendingListing = Awaited<ReturnType<typeof pendingListings>>[number]

/** The actor's own listing requests still waiting. */
export function ownPendingListings(actor: Actor) {
  return db.listingRequest.findMany({
    where: { status: "pending", applicants: { some: { accountId: actor.accountId } } },
    select: { id: true, raisonSociale: true, siret: true, types: true, createdAt: true },
  })
}

/** What is known of a SIRET someone types because they do not find their structure. */
export type SiretAnswer =
  | { kind: "invalid" | "unknown" | "silent" }
  /** The structure is already in the list: the person only has to choose it, unless it is closed. */
  | { kind: "listed" | "closed-here"; siret: string; raisonSociale: string }
  /** `isAsked`: someone has asked for it already, this request will join theirs. */
  | { kind: "found" | "closed"; isAsked: boolean; fields: KnownFields }
export type KnownFields = Omit<Establishment, "isClosed">

/** Looks in our list first, then in the national directory. Anyone may call it: it does not say who asked. */
export async function answerSiret(text: string): Promise<SiretAnswer> {
  const siret = parseSiret(text)
  if (!siret) return { kind: "invalid" }
  const listed = await structureBySiret(siret)
  if (listed) return { kind: listed.state === "active" ? "listed" : "closed-here", siret, raisonSociale: listed.raisonSociale }
  const [asked, found] = await Promise.all([
    db.listingRequest.findFirst({ where: { siret, status: "pending" }, select: { id: true } }),
    findEstablishment(siret),
  ])
  if (found === "silent") return { kind: "silent" }
  if (!found) return { kind: "unknown" }
  const { isClosed, ...fields } = found
  return { kind: isClosed ? "closed" : "found", isAsked: asked !== null, fields }
}
