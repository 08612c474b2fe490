import "server-only"
import { db, type Tx, transaction } from "@/lib/platform/db/client"
import { enqueue } from "@/lib/platform/db/jobs"
import { env } from "@/lib/platform/process/env"
import { keyedHash } from "@/lib/platform/secrets/secrets"
import { storable } from "@/lib/platform/text/storable"
import type { Catalogue, TemplateName } from "@/lib/trace/messages/catalogue"

/** The recipient of a message. A decider has more fields, which a mail does not need. */
export type Recipient = { email: string; accountId?: string }

/**
 * Writes a message and the job that sends it in the caller's transaction, so it leaves only if that transaction is committed. Returns the
 * message's id; null when the same was told to the same address less than two days ago (`sameThing`).
 */
export async function queueMessage<T extends TemplateName>(
  tx: Tx,
  now: Date,
  to: Recipient,
  template: T,
  data: Catalogue[T],
): Promise<QueuedId<T>> {
  const thing = thingOf(template, data)
  const about = thing === undefined ? null : keyedHash([template, to.email, thing].join(" "), env.secret)
  if (about && (await wasTold(tx, about, now))) return null as QueuedId<T>
  const message = await tx.message.create({
    data: { template, data, about, toEmail: to.email, accountId: to.accountId ?? null, createdAt: now },
    select: { id: true },
  })
  await enqueue(tx, "send-message", { messageId: message.id }, hurryOf(template))
  return message.id
}

/** Only what is told once in two days may be told not at all. */
type QueuedId<T extends TemplateName> = T extends keyof typeof sameThing ? string | null : string

const toldFor = 48 * 3_600_000

async function wasTold(tx: Tx, about: string, now: Date) {
  return (await tx.message.count({ where: { about, createdAt: { gt: new Date(now.getTime() - toldFor) } } })) > 0
}

/**
 * What a message is about, for those that one person can cause again and again (ask, cancel, ask again): the same thing is told once in two
 * days, whatever the way. Not for what says how things are now, such as the rights someone holds: the last word must be told.
 */
const sameThing = {
  "request-to-decide": ({ siret, applicant, reminder, toManagers }) => [siret, applicant, reminder, toManagers].join(" "),
  "request-received": ({ siret }) => siret,
  "listing-to-decide": ({ siret, applicant }) => [siret, applicant].join(" "),
  "listing-received": ({ siret }) => siret,
  "correction-to-decide": ({ siret, by, fields }) => [siret, by, ...fields].join(" "),
  "referent-change-to-decide": ({ siret, by, isLeaving }) => [siret, by, isLeaving].join(" "),
  "person-left": ({ siret, person, isLeaving }) => [siret, person, isLeaving].join(" "),
  "question-asked": ({ siret, question }) => [siret, question].join(" "),
  "preregistration-to-validate": ({ preregistrationId, by, returned, gesture }) => gesture || [preregistrationId, by, returned].join(" "),
  "preregistration-received": ({ sessionId, gesture }) => [sessionId, gesture].join(" "),
  "preregistration-withdrawn": ({ gesture, title, startsOn }) => (gesture ? [gesture, title, startsOn].join(" ") : undefined),
  "place-freed": ({ sessionId, preregistrationId }) => [sessionId, preregistrationId].join(" "),
  "registration-to-answer": ({ title, person, structureId, startsAt, reminder }) =>
    [title, person, structureId, startsAt, reminder].join(" "),
  "registration-to-validate": ({ title, person, startsAt }) => [title, person, startsAt].join(" "),
  "registration-received": ({ title, startsAt, waitsFor }) => [title, startsAt, waitsFor].join(" "),
  "event-place-freed": ({ registrationId }) => registrationId,
  "membership-asked": ({ siret, year }) => [siret, year].join(" "),
} as const satisfies { [T in TemplateName]?: (data: Catalogue[T]) => string | undefined }

function thingOf<T extends TemplateName>(template: T, data: Catalogue[T]): string | undefined {
  const told: { [T in TemplateName]?: (data: Catalogue[T]) => string | undefined } = sameThing
  return told[template]?.(data)
}

/**
 * The priority of a mail. Mails leave a few at a time, so a hundred decisions make a queue: nobody who waits at a screen must wait behind
 * it.
 */
function hurryOf(template: TemplateName) {
  if (awaited.has(template)) return 1
  return unhurried.has(template) ? -1 : 0
}

/** Mails that someone with the portal open is waiting for in their mailbox. */
const awaited: ReadonlySet<TemplateName> = new Set([
  "verify-address",
  "account-exists",
  "reset-password",
  "address-confirm",
  "address-taken",
  "first-manager",
  "first-factor",
])

/** Mails that the clock sends, which may leave by the hundred at once. */
const unhurried: ReadonlySet<TemplateName> = new Set([
  "invitation",
  "invitations-expired",
  "review-to-answer",
  "errands-waiting",
  "errand-still-waiting",
  "errand-expired",
  "profil-to-be-suspended",
  "profil-suspended",
  "profils-suspended",
  "requests-waiting",
  "requests-for-managers",
  "request-handed-over",
  "request-still-waiting",
  "request-expired",
  "account-unused",
  "preregistrations-waiting",
  "session-short",
  "registrations-waiting",
  "membership-campaign",
])

/** Queues the same message for several people. */
export async function queueMessages<T extends TemplateName>(tx: Tx, now: Date, to: Recipient[], template: T, data: Catalogue[T]) {
  for (const recipient of to) await queueMessage(tx, now, recipient, template, data)
}

/** What the provider says of a message it took: that it arrived, or that this address takes no mail. */
export type ProviderNews = { providerId: string; kind: "delivered" | "refused"; at: Date; words: string }

/**
 * Remembers whether the address of an account takes mail, because nobody should count on a référent whose mail comes back. News about an
 * address that the account no longer has, or older than what is known, changes nothing.
 */
export async function hearProvider({ providerId, kind, at, words }: ProviderNews): Promise<void> {
  const message = await db.message.findFirst({ where: { providerId }, select: { id: true, accountId: true, toEmail: true } })
  if (!message) return
  const account = { id: message.accountId ?? "", email: message.toEmail }
  if (kind === "refused") {
    const lastError = storable(words, 500)
    await db.message.update({ where: { id: message.id }, data: { lastError, refusedAt: at } })
    if (message.accountId) await db.account.updateMany({ where: { ...account, bouncedAt: null }, data: { bouncedAt: at } })
    return
  }
  await db.message.update({ where: { id: message.id }, data: { deliveredAt: at } })
  if (message.accountId) await db.account.updateMany({ where: { ...account, bouncedAt: { lt: at } }, data: { bouncedAt: null } })
}

/**
 * A clock's one message to someone, for all that they were not told yet. `note` writes down what they are told, in the same commit, and
 * returns its ids: none when another pass came first, and nothing is then sent. Whether something was.
 */
export function tellOnce<T extends TemplateName>(
  now: Date,
  { accountId, template }: { accountId: string; template: T },
  note: (tx: Tx) => Promise<{ id: string }[]>,
  dataOf: (tx: Tx, ids: string[]) => Promise<Catalogue[T]>,
): Promise<boolean> {
  return transaction(async (tx) => {
    const told = await note(tx)
    if (told.length === 0) return false
    const { email } = await tx.account.findUniqueOrThrow({ where: { id: accountId }, select: { email: true } })
    const ids = told.map(({ id }) => id)
    await queueMessage(tx, now, { email, accountId }, template, await dataOf(tx, ids))
    return true
  })
}
