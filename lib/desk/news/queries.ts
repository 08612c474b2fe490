import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { db, isUuid } from "@/lib/platform/db/client"

/** The news to show now, newest first, at most two a tile. */
export async function currentAnnouncements(now: Date) {
  const announcements = await db.announcement.findMany({
    where: { startsAt: { lte: now }, OR: [{ endsAt: null }, { endsAt: { gt: now } }] },
    orderBy: { startsAt: "desc" },
    take: 40,
    select: { id: true, tile: true, category: true, title: true, body: true, startsAt: true },
  })
  return Object.groupBy(announcements, ({ tile }) => tile)
}

const written = { id: true, tile: true, category: true, title: true, body: true, startsAt: true, endsAt: true, updatedAt: true } as const
const author = { select: { firstName: true, lastName: true } } as const

export type CurrentAnnouncements = Awaited<ReturnType<typeof currentAnnouncements>>

/** All announcements, drafts first, then the latest; none for anyone but a manager. */
export async function announcementsForManagers(actor: Actor) {
  if (!can(actor, "announcement.write")) return []
  return db.announcement.findMany({
    orderBy: [{ startsAt: { sort: "desc", nulls: "first" } }, { createdAt: "desc" }],
    take: 200,
    select: { ...written, author },
  })
}

/** One announcement, whatever its state; null for anyone but a manager. */
export async function announcementOf(actor: Actor, announcementId: string) {
  if (!can(actor, "announcement.write") || !isUuid(announcementId)) return null
  return db.announcement.findUnique({ where: { id: announcementId }, select: { ...written, author } })
}
