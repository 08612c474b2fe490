/** A request of an application that waits for its person, as the library of the provider keeps it (lib/signon/provider). */
import "server-only"
import * as z from "zod/mini"
import type { Actor } from "@/lib/access/permissions"
import { db, type Tx } from "@/lib/platform/db/client"
import { inFrenchOrder } from "@/lib/platform/text/french-order"
import { closedBecause } from "@/lib/signon/choices/rules"
import { grantedScopes, mayEnterFor } from "@/lib/signon/claims/rules"
import { asPlayed } from "@/lib/signon/trials/rules"

const kept = z.object({
  params: z.object({ client_id: z.uuid(), scope: z._default(z.string(), "openid"), prompt: z.optional(z.string()) }),
})

const application = {
  id: true,
  name: true,
  purpose: true,
  entry: true,
  profils: true,
  isThirdParty: true,
  scopes: true,
  structuresGrantedBy: true,
} as const

/** The application that asks, and what it asks for; null when the request is over. */
export async function requestOf(demande: string, now: Date, client: Pick<Tx, "oidcRow" | "application"> = db) {
  const row = await client.oidcRow.findFirst({
    where: { model: "Interaction", id: demande, expiresAt: { gt: now } },
    select: { payload: true },
  })
  const read = kept.safeParse(row?.payload)
  if (!read.success) return null
  const { client_id, scope } = read.data.params
  const played = await playedIn(client_id, client)
  const asks = await client.application.findFirst({ where: { id: played ?? client_id, state: "active" }, select: application })
  if (!asks) return null
  const declared = grantedScopes(asks)
  return { application: played ? asPlayed(asks) : asks, scopes: scope.split(" ").filter((one) => declared.includes(one)) }
}

const trial = z.object({ applicationId: z.uuid() })

/** The application that a manager plays under this name; undefined for one that asks for itself. */
async function playedIn(clientId: string, client: Pick<Tx, "oidcRow">) {
  const row = await client.oidcRow.findUnique({ where: { model_id: { model: "Trial", id: clientId } }, select: { payload: true } })
  return row ? trial.parse(row.payload).applicationId : undefined
}

/** What someone sees of a request: the structures for which they may enter, what is given, or why they may not; null when it is over. */
export async function choiceFor(actor: Actor, demande: string, now: Date) {
  const request = await requestOf(demande, now)
  if (!request) return null
  const memberships = await db.affiliation.findMany({
    where: { accountId: actor.accountId, status: "active" },
    orderBy: { id: "asc" },
    select: {
      id: true,
      rafaelProfil: true,
      isEmployeur: true,
      isPrestataire: true,
      structure: { select: { id: true, raisonSociale: true, sigle: true, city: true } },
    },
  })
  const closed = closedBecause(request.application, memberships, actor.control !== null)
  return {
    ...request,
    closed,
    open: closed
      ? []
      : inFrenchOrder(
          memberships.filter((membership) => mayEnterFor(request.application, membership)),
          ({ structure }) => structure.raisonSociale,
        ),
    /** Who may open it: the référents of each structure of the person. */
    deciders: closed === "no-profil" ? await decidersOf(memberships.map(({ structure }) => structure.id)) : [],
  }
}
export type Choice = NonNullable<Awaited<ReturnType<typeof choiceFor>>>

function decidersOf(structureIds: string[]) {
  return db.affiliation.findMany({
    where: { structureId: { in: structureIds }, status: "active", isReferent: true, account: { disabledAt: null } },
    orderBy: [{ personOrder: "asc" }, { id: "asc" }],
    take: 10,
    select: { id: true, account: { select: { firstName: true, lastName: true } }, structure: { select: { raisonSociale: true } } },
  })
}
