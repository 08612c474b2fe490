/** The adhesion: a référent asks for their structure, a manager decides. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { hold } from "@/lib/access/locks"
import { managersToTell } from "@/lib/identity/managers/queries"
import { asHolder, type HolderRefusal } from "@/lib/membership/holders/operations"
import type { Fee } from "@/lib/parcourspro/campaigns/rules"
import { mayAskFor } from "@/lib/parcourspro/memberships/rules"
import type { MembershipAcceptance, MembershipRefusal, MembershipRequest } from "@/lib/parcourspro/memberships/schema"
import { asProgrammeManager } from "@/lib/parcourspro/rights/operations"
import { parcoursproRights } from "@/lib/parcourspro/rights/rules"
import { follow, holdRegistrations, tellPerson } from "@/lib/parcourspro/steps/operations"
import { inYear } from "@/lib/parcourspro/year-rules/queries"
import type { Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { todayOf } from "@/lib/platform/time/working-days"
import { record } from "@/lib/trace/journal/operations"
import { queueMessages } from "@/lib/trace/messages/operations"

type Done = { structureId: string; year: number }

/** Asks for the adhesion of a structure for a year; once, and again only after a refusal. */
export function askMembership(
  context: ActorContext,
  { structureId, offer: { year, fee: label }, invoiceContact }: MembershipRequest,
): Promise<Result<Done, HolderRefusal | "not-open" | "already" | "fee-changed">> {
  return asHolder(
    context,
    parcoursproRights["employer.stand-in"],
    { action: "membership.asked", targetId: structureId },
    structureId,
    async (tx): Promise<Result<Done, "not-open" | "already" | "fee-changed">> => {
      // Two référents who ask at once wait for each other.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`membership ${structureId} ${year}`}, 0))`
      const [campaign, before] = await Promise.all([
        tx.campaign.findUnique({ where: { year } }),
        tx.membership.findUnique({ where: { structureId_year: { structureId, year } }, select: { status: true } }),
      ])
      const may = mayAskFor(campaign, before, todayOf(context.now))
      if (!may.ok || !campaign) return may.ok ? refuse("not-open") : may
      const fee = (campaign.fees as Fee[]).find((one) => one.label === label)
      if (!fee) return refuse("fee-changed")
      const data = {
        status: "asked" as const,
        charterVersion: campaign.charterVersion,
        invoiceContact,
        feeLabel: fee.label,
        amount: fee.amount,
        askedBy: context.actor.accountId,
        askedAt: context.now,
        decidedBy: null,
        decidedAt: null,
        reason: null,
      }
      await tx.membership.upsert({
        where: { structureId_year: { structureId, year } },
        create: { structureId, year, ...data },
        update: data,
      })
      await record(tx, context, { action: "membership.asked", structureId, targetId: structureId, changes: { year } })
      const { raisonSociale, siret } = await tx.structure.findUniqueOrThrow({
        where: { id: structureId },
        select: { raisonSociale: true, siret: true },
      })
      await queueMessages(tx, context.now, await managersToTell(tx), "membership-asked", { structureName: raisonSociale, siret, year })
      return ok({ structureId, year })
    },
  )
}

/** Accepts an adhesion: from now on the people of the structure may be confirmed on the adherents' actions of that year. */
export function acceptMembership(context: ActorContext, { structureId, year }: MembershipAcceptance) {
  return decide(context, { structureId, year, status: "accepted", reason: null })
}

/** Refuses an adhesion with a reason; what its people asked for on that condition, and is not confirmed, ends with a word. */
export function refuseMembership(context: ActorContext, { structureId, year, reason }: MembershipRefusal) {
  return decide(context, { structureId, year, status: "refused", reason })
}

type Decision = { structureId: string; year: number; status: "accepted" | "refused"; reason: string | null }

function decide(
  context: ActorContext,
  { structureId, year, status, reason }: Decision,
): Promise<Result<Done, "not-found" | "already-decided">> {
  const action = status === "accepted" ? "membership.accepted" : "membership.refused"
  return asProgrammeManager(
    context,
    { action, targetId: structureId },
    async () => structureId,
    async (tx): Promise<Result<Done, "already-decided">> => {
      await hold(tx, "structure", Prisma.sql`id = ${structureId}::uuid`, "read")
      const { count } = await tx.membership.updateMany({
        where: { structureId, year, status: "asked" },
        data: { status, reason, decidedAt: context.now, decidedBy: context.actor.accountId },
      })
      if (count === 0) return refuse("already-decided")
      await record(tx, context, { action, structureId, targetId: structureId, changes: { year }, reason })
      await tellReferents(tx, context, { structureId, year, status, reason })
      if (status === "refused") await endConditional(tx, context, { structureId, year })
      return ok({ structureId, year })
    },
  )
}

async function tellReferents(tx: Tx, context: ActorContext, { structureId, year, status, reason }: Decision) {
  const rows = await tx.affiliation.findMany({
    where: { structureId, status: "active", isReferent: true, account: { disabledAt: null, erasedAt: null } },
    orderBy: { accountId: "asc" },
    select: { accountId: true, account: { select: { email: true } }, structure: { select: { raisonSociale: true, siret: true } } },
  })
  const [first] = rows
  if (!first) return
  const people = rows.map(({ accountId, account }) => ({ accountId, email: account.email }))
  const { raisonSociale, siret } = first.structure
  const data = { structureName: raisonSociale, siret, year, isAccepted: status === "accepted", reason: reason ?? "" }
  await queueMessages(tx, context.now, people, "membership-decided", data)
}

/** What was asked for on the adherents' actions of that year and is not confirmed lapses, with a word. */
async function endConditional(tx: Tx, context: ActorContext, { structureId, year }: Done) {
  const ids = await tx.registration.findMany({
    where: {
      structureId,
      status: { in: ["requested", "employer_accepted", "waitlisted"] },
      session: inYear(year),
      event: { adherentsOnly: true },
    },
    select: { id: true },
  })
  const rows = await holdRegistrations(tx, Prisma.sql`id = ANY (${ids.map(({ id }) => id)}::uuid[])`)
  for (const one of rows)
    if (await follow(tx, context, one, { arrow: "lapse", side: "portal", cause: "not-adherent" }))
      await tellPerson(tx, context, one, "lapsed", "L’adhésion de votre structure n’a pas été acceptée pour cette année.")
}
