import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { hold, holdById } from "@/lib/access/locks"
import { asManager } from "@/lib/identity/managers/operations"
import { managersToTell } from "@/lib/identity/managers/queries"
import { openRequest } from "@/lib/membership/affiliations/operations"
import type { Listing } from "@/lib/membership/listings/schema"
import type { Tx } from "@/lib/platform/db/client"
import { type AffiliationOrigin, Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse, tolerate } from "@/lib/platform/result"
import { toLearn } from "@/lib/search/vocabulary/operations"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage, queueMessages } from "@/lib/trace/messages/operations"
import { deciderOf, formatName } from "@/lib/vocabulary/accounts/rules"
import type { Need } from "@/lib/vocabulary/profils/rules"
import { typesOf } from "@/lib/vocabulary/structures/rules"

type Applicant = { accountId: string; origin: AffiliationOrigin; need: Need | null }

/** Asks for a structure to be listed; a second person asking for the same SIRET joins the first request. */
export async function openListingRequest(tx: Tx, context: Context, applicant: Applicant, listing: Listing) {
  const account = await tx.account.findUniqueOrThrow({ where: { id: applicant.accountId } })
  const { type, sigle, message, ...rest } = listing
  // One pending row per SIRET: the partial index decides when two people ask at once. Even an existing pending row is written to: a
  // manager who decides it at this moment then waits for us, or we find it decided and open another.
  const [request] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO listing_request (siret, raison_sociale, sigle, address, postcode, city, types, message, created_at)
    VALUES (${rest.siret}, ${rest.raisonSociale}, ${sigle || null}, ${rest.address}, ${rest.postcode}, ${rest.city},
            ${typesOf(type)}::structure_type[], ${message || null}, ${context.now})
    ON CONFLICT (siret) WHERE status = 'pending' DO UPDATE SET siret = excluded.siret
    RETURNING id`
  if (!request) throw new Error("an upsert returns its row")
  const { count } = await tx.listingApplicant.createMany({
    data: [{ listingRequestId: request.id, requestedAt: context.now, ...applicant }],
    skipDuplicates: true,
  })
  if (count === 0) return
  const structure = { structureName: rest.raisonSociale, siret: rest.siret }
  await queueMessages(tx, context.now, await managersToTell(tx), "listing-to-decide", {
    ...structure,
    applicant: formatName(account),
    listingRequestId: request.id,
  })
  await queueMessage(tx, context.now, { email: account.email, accountId: account.id }, "listing-received", {
    ...structure,
    firstName: account.firstName,
  })
  await record(tx, context, { action: "listing-request.send", actorId: account.id, targetId: request.id })
}

type Refused = "not-found" | "own-request" | "already-decided"

/**
 * Adds the structure to the list and opens the request of everyone who was waiting for it. If an import has listed the structure
 * meanwhile, it is used as it is.
 */
export function acceptListing(
  context: ActorContext,
  { listingRequestId }: { listingRequestId: string },
): Promise<Result<{ listingRequestId: string }, Refused>> {
  return answerListing(context, listingRequestId, { status: "accepted" }, async (tx, request) => {
    const { siret, raisonSociale, sigle, address, postcode, city, types, applicants } = request
    const structure = await tx.structure.upsert({
      where: { siret },
      create: { siret, raisonSociale, sigle, address, postcode, city, types },
      update: {},
      select: { id: true },
    })
    await toLearn(tx, { structureId: structure.id })
    await tx.listingRequest.update({ where: { id: listingRequestId }, data: { structureId: structure.id } })
    for (const { accountId, origin, need } of applicants) {
      const opened = await openRequest(tx, context, { accountId, structureId: structure.id, origin, need })
      // The structure may be in the list but closed: the applicants' requests then go to the structure that replaces it, or are not
      // opened.
      tolerate(opened, "structure-closed", "account-closed", "already-attached")
    }
    await record(tx, context, { action: "listing-request.accept", structureId: structure.id, targetId: listingRequestId })
  })
}

/** Refuses to list a structure; everyone who asked is told why. */
export function refuseListing(
  context: ActorContext,
  { listingRequestId, reason }: { listingRequestId: string; reason: string },
): Promise<Result<{ listingRequestId: string }, Refused>> {
  return answerListing(context, listingRequestId, { status: "refused", reason }, async (tx, { raisonSociale, siret, applicants }) => {
    for (const { account } of applicants)
      await queueMessage(tx, context.now, { email: account.email, accountId: account.id }, "listing-refused", {
        structureName: raisonSociale,
        siret,
        firstName: account.firstName,
        by: formatName(context.actor),
        reason,
      })
    await record(tx, context, { action: "listing-request.refuse", targetId: listingRequestId, reason })
  })
}

const answered = {
  decider: true,
  applicants: { include: { account: { select: { id: true, email: true, firstName: true } } } },
} as const
type Answered = Prisma.ListingRequestGetPayload<{ include: typeof answered }>

/** Takes the request for this manager's answer; managers never answer a request they made themselves. */
function answerListing(
  context: ActorContext,
  id: string,
  decision: { status: "accepted" | "refused"; reason?: string },
  work: (tx: Tx, request: Answered) => Promise<void>,
): Promise<Result<{ listingRequestId: string }, Refused>> {
  const { actor, now } = context
  return asManager(context, "listing-request.decide", { action: "listing-request.decide", targetId: id }, async (tx) => {
    // The accounts are locked before the request, as everywhere: disabling or erasing one of them waits, without a deadlock.
    await hold(tx, "account", Prisma.sql`id IN (SELECT account_id FROM listing_applicant WHERE listing_request_id = ${id}::uuid)`, "read")
    if ((await tx.listingApplicant.count({ where: { listingRequestId: id, accountId: actor.accountId } })) > 0) return refuse("own-request")
    const { count } = await tx.listingRequest.updateMany({
      where: { id, status: "pending" },
      data: { ...decision, decidedAt: now, decidedBy: actor.accountId },
    })
    const request = await tx.listingRequest.findUnique({ where: { id }, include: answered })
    if (!request) return refuse("not-found")
    if (count === 0) return refuse("already-decided", deciderOf(request))
    // Someone may have joined the request since the accounts were locked.
    await holdById(
      tx,
      "account",
      request.applicants.map(({ accountId }) => accountId),
      "read",
    )
    await work(tx, request)
    return ok({ listingRequestId: id })
  })
}
