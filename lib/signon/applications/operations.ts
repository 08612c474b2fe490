/** How managers declare the applications that trust the portal. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import type { ProofRefusal } from "@/lib/identity/credentials/operations"
import { asManager, asProvenManager } from "@/lib/identity/managers/operations"
import type { Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { isPublicHost } from "@/lib/platform/http/network-address"
import { env } from "@/lib/platform/process/env"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { seal } from "@/lib/platform/secrets/sealing"
import { hashSecret, newSecret } from "@/lib/platform/secrets/secrets"
import { areOutside, type GrantRefusal, keySetOf, mayGrantStructures } from "@/lib/signon/applications/rules"
import type { ApplicationInput } from "@/lib/signon/applications/schema"
import { profilCodes, scopes } from "@/lib/signon/claims/rules"
import { record } from "@/lib/trace/journal/operations"

type Done = { applicationId: string }
type SaveRefusal = "not-found" | "changed-meanwhile" | "redirect-outside" | "logout-inside" | "event-inside" | "keys-inside"

/** Declares an application, or changes one; refused when someone else changed it since it was shown. */
export function saveApplication(context: ActorContext, input: ApplicationInput): Promise<Result<Done, SaveRefusal>> {
  const action = input.applicationId ? "application.changed" : "application.declared"
  return asManager(
    context,
    "application.manage",
    { action, targetId: input.applicationId ?? null },
    async (tx): Promise<Result<Done, SaveRefusal>> => {
      const inside = placedInside(input)
      if (inside) return refuse(inside)
      const id = input.applicationId ? await change(tx, context, input, input.applicationId) : ok(await declare(tx, context, input))
      if (!id.ok) return id
      await record(tx, context, { action, targetId: id.value })
      return ok({ applicationId: id.value })
    },
  )
}

/** Outside demonstration, an application lives on the public network, in https; the delivery itself looks again at each connection. */
function placedInside({ redirectAddresses, endAddresses, logoutAddress, eventAddress, keysAddress }: ApplicationInput) {
  if (env.allowsPrivateAddresses) return null
  if (!areOutside([...redirectAddresses, ...endAddresses])) return "redirect-outside"
  if (isInside(logoutAddress)) return "logout-inside"
  if (isInside(eventAddress)) return "event-inside"
  return isInside(keysAddress) ? "keys-inside" : null
}

function isInside(address: string) {
  const url = URL.parse(address)
  return url !== null && (url.protocol !== "https:" || url.hostname === "localhost" || !isPublicHost(url.hostname))
}

async function declare(tx: Tx, context: ActorContext, input: ApplicationInput): Promise<string> {
  const sibling = input.sibling ? await tx.application.findUnique({ where: { id: input.sibling }, select: { sector: true } }) : null
  const { id } = await tx.application.create({
    data: {
      ...(await columnsOf(input)),
      sector: sibling?.sector ?? newSecret(),
      structuresAskedBy: input.structures ? context.actor.accountId : null,
      createdBy: context.actor.accountId,
      createdAt: context.now,
      updatedAt: context.now,
    },
    select: { id: true },
  })
  return id
}

async function change(
  tx: Tx,
  context: ActorContext,
  input: ApplicationInput,
  id: string,
): Promise<Result<string, "not-found" | "changed-meanwhile">> {
  const before = await tx.application.findUnique({ where: { id }, select: { scopes: true } })
  if (!before) return refuse("not-found")
  const hadStructures = before.scopes.includes("structures")
  const asked = input.structures
    ? hadStructures
      ? {}
      : { structuresAskedBy: context.actor.accountId, structuresGrantedBy: null }
    : { structuresAskedBy: null, structuresGrantedBy: null }
  const { count } = await tx.application.updateMany({
    where: { id, ...(input.seen ? { updatedAt: new Date(input.seen) } : {}) },
    // Another address may answer: it is not left alone for what the former one did.
    data: { ...(await columnsOf(input)), ...asked, eventFailures: 0, eventRetryAt: null, updatedAt: context.now },
  })
  return count > 0 ? ok(id) : refuse("changed-meanwhile")
}

async function columnsOf(input: ApplicationInput) {
  const {
    name,
    purpose,
    isThirdParty,
    redirectAddresses,
    endAddresses,
    entry,
    eventWay,
    proof,
    signsWithEs256,
    pushesRequests,
    refreshes,
  } = input
  return {
    name,
    purpose,
    isThirdParty,
    redirectAddresses,
    endAddresses,
    logoutAddress: input.logoutAddress || null,
    entry,
    profils: profilCodes.filter((code) => input[code]),
    scopes: scopes.filter((scope) => input[scope]),
    reads: [
      ...(input.readsStructures ? ["lire:structures"] : []),
      ...(input.readsPeople ? ["lire:personnes"] : []),
      ...(input.readsRights ? ["lire:droits"] : []),
    ],
    eventWay,
    eventAddress: eventWay === "push" ? input.eventAddress : null,
    // What is not typed again stays: it is never shown.
    ...(input.eventToken ? { eventToken: await seal(input.eventToken, "event token", env.secret) } : {}),
    keys: proof === "keys" ? ((keySetOf(input.keys) ?? Prisma.DbNull) as Prisma.InputJsonObject) : Prisma.DbNull,
    keysAddress: proof === "keys-address" ? input.keysAddress : null,
    signsWithEs256,
    pushesRequests,
    refreshes,
    resourceAddress: input.resourceAddress || null,
  }
}

type Proven = Done & { currentPassword?: string | undefined }

/** A new secret, returned once and kept as its hash. An application has two at most: one replaces the other. */
export function addSecret(
  context: ActorContext,
  { applicationId, currentPassword }: Proven,
): Promise<Result<{ secret: string }, "not-found" | "two-secrets" | ProofRefusal>> {
  const attempt = { action: "application.secret-added", targetId: applicationId } as const
  return asProvenManager(
    context,
    "application.manage",
    attempt,
    currentPassword,
    async (tx): Promise<Result<{ secret: string }, "not-found" | "two-secrets">> => {
      await tx.$queryRaw`SELECT id FROM application WHERE id = ${applicationId}::uuid FOR UPDATE`
      const found = await tx.application.findUnique({ where: { id: applicationId }, select: { _count: { select: { secrets: true } } } })
      if (!found) return refuse("not-found")
      if (found._count.secrets >= 2) return refuse("two-secrets")
      const secret = newSecret()
      await tx.applicationSecret.create({ data: { applicationId, hash: hashSecret(secret), createdAt: context.now } })
      await record(tx, context, attempt)
      return ok({ secret })
    },
  )
}

/** Removes a secret: it opens nothing any more, from this instant. */
export function removeSecret(
  context: ActorContext,
  { applicationId, secretId, currentPassword }: Proven & { secretId: string },
): Promise<Result<Done, "not-found" | ProofRefusal>> {
  const attempt = { action: "application.secret-removed", targetId: applicationId } as const
  return asProvenManager(context, "application.manage", attempt, currentPassword, async (tx): Promise<Result<Done, "not-found">> => {
    const { count } = await tx.applicationSecret.deleteMany({ where: { id: secretId, applicationId } })
    if (count === 0) return refuse("not-found")
    await record(tx, context, attempt)
    return ok({ applicationId })
  })
}

/** Nobody enters any more, and what it holds opens nothing. Its declaration stays, and what waits for it is told when it is opened again. */
export function suspendApplication(context: ActorContext, { applicationId }: Done): Promise<Result<Done, "not-found">> {
  return turn(context, applicationId, { from: "active", to: "suspended", action: "application.suspended" }, async (tx) => {
    await tx.$queryRaw`SELECT end_grants(ARRAY(SELECT grant_id FROM sign_on_grant WHERE application_id = ${applicationId}::uuid))::text`
  })
}

export function resumeApplication(context: ActorContext, { applicationId }: Done): Promise<Result<Done, "not-found">> {
  return turn(context, applicationId, { from: "suspended", to: "active", action: "application.resumed" })
}

type State = "active" | "suspended"
type Turn = { from: State; to: State; action: "application.suspended" | "application.resumed" }

function turn(context: ActorContext, applicationId: string, { from, to, action }: Turn, also = async (_: Tx): Promise<void> => {}) {
  const attempt = { action, targetId: applicationId }
  return asManager(context, "application.manage", attempt, async (tx): Promise<Result<Done, "not-found">> => {
    const { count } = await tx.application.updateMany({
      where: { id: applicationId, state: from },
      data: { state: to, updatedAt: context.now },
    })
    if (count === 0) return refuse("not-found")
    await also(tx)
    await record(tx, context, attempt)
    return ok({ applicationId })
  })
}

/** A second manager lets an application read every structure of people. */
export function grantStructures(context: ActorContext, { applicationId }: Done): Promise<Result<Done, "not-found" | GrantRefusal>> {
  const attempt = { action: "application.structures-granted", targetId: applicationId } as const
  return asManager(context, "application.manage", attempt, async (tx): Promise<Result<Done, "not-found" | GrantRefusal>> => {
    const found = await tx.application.findUnique({ where: { id: applicationId } })
    if (!found) return refuse("not-found")
    const may = mayGrantStructures(found, context.actor.accountId)
    if (!may.ok) return may
    const { count } = await tx.application.updateMany({
      where: { id: applicationId, structuresGrantedBy: null, structuresAskedBy: found.structuresAskedBy },
      data: { structuresGrantedBy: context.actor.accountId, updatedAt: context.now },
    })
    if (count === 0) return refuse("already-granted")
    await record(tx, context, attempt)
    return ok({ applicationId })
  })
}

/** An event about nobody, to see whether the application hears. */
export function sendTestEvent(context: ActorContext, { applicationId }: Done): Promise<Result<Done, "not-found" | "hears-nothing">> {
  const attempt = { action: "application.tested", targetId: applicationId } as const
  return asManager(context, "application.manage", attempt, async (tx): Promise<Result<Done, "not-found" | "hears-nothing">> => {
    const found = await tx.application.findUnique({ where: { id: applicationId }, select: { eventWay: true, state: true } })
    if (!found) return refuse("not-found")
    if (found.eventWay === "none" || found.state !== "active") return refuse("hears-nothing")
    await tx.eventDelivery.create({ data: { applicationId, kind: "verification" } })
    await tx.application.update({ where: { id: applicationId }, data: { eventRetryAt: null } })
    await record(tx, context, attempt)
    return ok({ applicationId })
  })
}

/** Tells again, of what is true now, an event that nobody took. */
export function resendEvent(
  context: ActorContext,
  { applicationId, eventId }: Done & { eventId: string },
): Promise<Result<Done, "not-found">> {
  const attempt = { action: "event.resent", targetId: applicationId } as const
  return asManager(context, "application.manage", attempt, async (tx): Promise<Result<Done, "not-found">> => {
    const { count } = await tx.eventDelivery.updateMany({
      where: { id: BigInt(eventId), applicationId, deadAt: { not: null } },
      data: {
        jti: crypto.randomUUID(),
        payload: Prisma.DbNull,
        happenedAt: context.now,
        nextAt: context.now,
        tries: 0,
        deadAt: null,
        error: null,
      },
    })
    if (count === 0) return refuse("not-found")
    await tx.application.update({ where: { id: applicationId }, data: { eventRetryAt: null } })
    await record(tx, context, attempt)
    return ok({ applicationId })
  })
}
