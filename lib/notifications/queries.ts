import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { can } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db"

/** The latest messages, newest first; none for anyone but a manager. */
export async function latestMessages(actor: Actor) {
  if (!can(actor, "messages.read")) return []
  return db.message.findMany({
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: 100,
    select: {
      id: true,
      template: true,
      toEmail: true,
      status: true,
      tries: true,
      lastError: true,
      createdAt: true,
      sentAt: true,
      subject: true,
      text: true,
    },
  })
}
export type StoredMessage = Awaited<ReturnType<typeof latestMessages>>[number]
