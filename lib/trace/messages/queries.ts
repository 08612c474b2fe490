import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { can } from "@/lib/access/permissions"
import { db, literal } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { offsetOf } from "@/lib/platform/http/search-params"
import type { MessageParams } from "@/lib/trace/messages/schema"

const perPage = 25

/** The columns of a message that a manager reads. */
export const readMessage = {
  id: true,
  template: true,
  toEmail: true,
  status: true,
  tries: true,
  lastError: true,
  createdAt: true,
  sentAt: true,
  deliveredAt: true,
  refusedAt: true,
  subject: true,
  text: true,
} as const
export type StoredMessage = Prisma.MessageGetPayload<{ select: typeof readMessage }>

/** A page of the messages, newest first, filtered by state and by address (or its beginning); empty for anyone but a manager. */
export async function messagesForManagers(actor: Actor, { adresse, etat, page }: MessageParams) {
  if (!can(actor, "messages.read")) return { messages: [], hasMore: false }
  const address = adresse.trim().toLowerCase().replaceAll("\0", "")
  const messages = await db.message.findMany({
    where: {
      ...(address ? { toEmail: { startsWith: literal(address) } } : {}),
      ...(etat ? states[etat] : {}),
    },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    skip: offsetOf(page, perPage),
    take: perPage + 1,
    select: readMessage,
  })
  return { messages: messages.slice(0, perPage), hasMore: messages.length > perPage }
}

/** How many messages are abandoned; 0 for anyone but a manager. */
export async function abandonedCount(actor: Actor) {
  return can(actor, "messages.read") ? db.message.count({ where: { status: "abandoned" } }) : 0
}

const states = {
  "en-file": { status: "queued" },
  echec: { status: "failed" },
  abandonne: { status: "abandoned" },
  envoye: { status: { in: ["sent", "kept"] }, refusedAt: null },
  revenu: { refusedAt: { not: null } },
} as const satisfies Record<NonNullable<MessageParams["etat"]>, Prisma.MessageWhereInput>
