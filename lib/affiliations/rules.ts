import { type Actor, can } from "@/lib/access/permissions"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { type Rights, rightsFit } from "@/lib/profils/rules"
import type { StructureType } from "@/lib/structures/rules"

export type AffiliationStatus = "pending" | "active" | "refused" | "cancelled" | "expired" | "ended"
export type Transition = "validate" | "refuse" | "cancel" | "expire" | "detach"

/** The ways of the domain page: the only ones that operations take. */
export const transitions: Record<Transition, { from: AffiliationStatus; to: AffiliationStatus }> = {
  validate: { from: "pending", to: "active" },
  refuse: { from: "pending", to: "refused" },
  cancel: { from: "pending", to: "cancelled" },
  expire: { from: "pending", to: "expired" },
  detach: { from: "active", to: "ended" },
}

export type Request = { accountId: string; structureId: string; status: AffiliationStatus }

export function mayDecide<R extends Request>(actor: Actor, request: R): Result<R, "not-found" | "own-request" | "already-decided"> {
  if (!can(actor, "affiliation.decide", request.structureId)) return refuse("not-found")
  if (request.accountId === actor.accountId) return refuse("own-request")
  if (request.status !== "pending") return refuse("already-decided")
  return ok(request)
}

/** Rights may be granted with a validation when the structure's types open them. */
export function mayGrant(rights: Rights, types: readonly StructureType[]): Result<Rights, "profil-not-open"> {
  return rightsFit(rights, types) ? ok(rights) : refuse("profil-not-open")
}

/**
 * Whether the person validated becomes référent: always while the structure has none, otherwise only when a manager
 * says so. A référent's own wish counts for nothing: managers appoint.
 */
export function becomesReferent(actor: Actor, asked: boolean, structureHasReferent: boolean) {
  if (!structureHasReferent) return true
  return asked && can(actor, "referent.appoint")
}

const reminderEvery = 48 * 3_600_000

/** An applicant may remind those who decide once per 48 hours, counted from the request or the last reminder. */
export function mayRemind(request: { requestedAt: Date; lastReminderAt: Date | null }, now: Date): Result<undefined, "too-soon"> {
  const last = request.lastReminderAt ?? request.requestedAt
  return now.getTime() - last.getTime() >= reminderEvery ? ok() : refuse("too-soon")
}
