import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db/client"

/** The messages that wait for an answer, oldest first; none for anyone but a manager. */
export async function pendingContacts(actor: Actor) {
  if (!can(actor, "contact.answer")) return []
  return db.contactMessage.findMany({
    where: { answeredAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      accountId: true,
      name: true,
      email: true,
      subject: true,
      page: true,
      structure: true,
      message: true,
      createdAt: true,
    },
  })
}
export type PendingContact = Awaited<ReturnType<typeof pendingContacts>>[number]
