import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { can } from "@/lib/access/permissions"
import { db, literal } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { slice } from "@/lib/platform/http/search-params"
import { mostCounted } from "@/lib/platform/text/counts"
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

/**
 * A page of the messages, newest first, filtered by state and by address (or its beginning), and how many there are, counted up to
 * `mostCounted`; empty for anyone but a manager.
 */
export async function messagesForManagers(actor: Actor, { adresse, etat, page }: MessageParams) {
  if (!can(actor, "messages.read")) return { messages: [], ...slice(0, perPage, page) }
  const address = adresse.trim().toLowerCase().replaceAll("\0", "")
  const where = {
    ...(address ? { toEmail: { startsWith: literal(address) } } : {}),
    ...(etat ? states[etat] : {}),
  }
  const of = slice(await db.message.count({ where, take: mostCounted + 1 }), perPage, page)
  const messages = await db.message.findMany({
    where,
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    skip: of.offset,
    take: perPage,
    select: readMessage,
  })
  return { messages, ...of }
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
