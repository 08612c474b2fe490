/** News on the tiles of the home page, written by managers, who see a draft before anyone else reads it. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { stateOf } from "@/lib/desk/news/rules"
import type { AnnouncementInput, Publication } from "@/lib/desk/news/schema"
import { asManager } from "@/lib/identity/managers/operations"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { startOf } from "@/lib/platform/time/working-days"
import { record } from "@/lib/trace/journal/operations"

type Done = { announcementId: string }

/** Saves an announcement: a new one is a draft; changes to a published one show at once. */
export function saveAnnouncement(
  context: ActorContext,
  { announcementId, ...words }: AnnouncementInput,
): Promise<Result<Done, "not-found">> {
  return asManager(context, "announcement.write", { action: "announcement.save", targetId: announcementId ?? null }, async (tx) => {
    const data = { ...words, authorId: context.actor.accountId }
    const known = announcementId && (await tx.announcement.count({ where: { id: announcementId } })) > 0
    if (announcementId && !known) return refuse("not-found")
    const { id } = announcementId
      ? await tx.announcement.update({ where: { id: announcementId }, data, select: { id: true } })
      : await tx.announcement.create({ data: { ...data, createdAt: context.now }, select: { id: true } })
    await record(tx, context, { action: "announcement.save", targetId: id })
    return ok({ announcementId: id })
  })
}

/**
 * Publishes from now or from a given day, until a given day or until it is withdrawn. It also changes those days, or publishes again an
 * announcement that is over.
 */
export function publishAnnouncement(
  context: ActorContext,
  { announcementId, startsOn, endsOn }: Publication,
): Promise<Result<Done, "not-found" | "ends-before">> {
  return asManager(context, "announcement.write", { action: "announcement.publish", targetId: announcementId }, async (tx) => {
    const found = await tx.announcement.findUnique({ where: { id: announcementId } })
    if (!found) return refuse("not-found")
    const { now } = context
    const asked = startsOn ? startOf(startsOn) : now
    // An announcement that already shows keeps the day on which it began.
    const startsAt =
      stateOf(found, now) === "published" && asked <= now ? found.startsAt : new Date(Math.max(asked.getTime(), now.getTime()))
    const endsAt = endsOn ? startOf(endsOn) : null
    if (endsAt && startsAt && endsAt <= startsAt) return refuse("ends-before")
    await tx.announcement.update({ where: { id: announcementId }, data: { startsAt, endsAt } })
    const changes = { startsAt: startsAt?.toISOString() ?? null, endsAt: endsAt?.toISOString() ?? null }
    await record(tx, context, { action: "announcement.publish", targetId: announcementId, changes })
    return ok({ announcementId })
  })
}

/** Takes an announcement off the home page; a scheduled one becomes a draft again. */
export function withdrawAnnouncement(context: ActorContext, { announcementId }: Done): Promise<Result<Done, "not-found">> {
  return asManager(context, "announcement.write", { action: "announcement.withdraw", targetId: announcementId }, async (tx) => {
    const found = await tx.announcement.findUnique({ where: { id: announcementId } })
    if (!found) return refuse("not-found")
    const isScheduled = stateOf(found, context.now) === "scheduled"
    await tx.announcement.update({ where: { id: announcementId }, data: isScheduled ? { startsAt: null } : { endsAt: context.now } })
    await record(tx, context, { action: "announcement.withdraw", targetId: announcementId })
    return ok({ announcementId })
  })
}
