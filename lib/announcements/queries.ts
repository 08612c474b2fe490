import "server-only"
import { db } from "@/lib/platform/db"

/** The news to show now, newest first, at most two a tile. */
export async function currentAnnouncements(now: Date) {
  const announcements = await db.announcement.findMany({
    where: { startsAt: { lte: now }, OR: [{ endsAt: null }, { endsAt: { gt: now } }] },
    orderBy: { startsAt: "desc" },
    take: 40,
    select: { id: true, tile: true, title: true, body: true, startsAt: true },
  })
  return Object.groupBy(announcements, ({ tile }) => tile)
}
