import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db"

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
