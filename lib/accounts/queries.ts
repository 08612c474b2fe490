import "server-only"
import { passwordGuesses } from "@/lib/access/limits"
import { type Actor, can } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db"
import type { Prisma } from "@/lib/platform/generated/client"
import { formatPhone } from "@/lib/platform/phone"

/** The actor's own data, and the address change that waits for its click, if any. */
export async function ownAccount(actor: Actor, now: Date) {
  const { tokens, ...account } = await db.account.findUniqueOrThrow({
    where: { id: actor.accountId },
    select: {
      firstName: true,
      lastName: true,
      jobTitle: true,
      phone: true,
      email: true,
      tokens: {
        where: { kind: "change_email", usedAt: null, expiresAt: { gt: now } },
        orderBy: { createdAt: "desc" },
        take: 1,
        select: { payload: true, createdAt: true },
      },
    },
  })
  const [change] = tokens
  const addressChange = change ? { to: (change.payload as { to: string }).to, askedAt: change.createdAt } : null
  return { ...account, phone: account.phone ? formatPhone(account.phone) : "", addressChange }
}

const day = 24 * 3_600_000

/**
 * Accounts for a manager who answers the phone: those that a text names (name or address), else those that wrong guesses
 * slowed down since yesterday; with what keeps each from signing in. None for anyone else.
 */
export async function accountsForManagers(actor: Actor, text: string, now: Date) {
  if (!can(actor, "account.manage")) return []
  const accounts = await db.account.findMany({
    where: text.trim() ? named(text) : { erasedAt: null, id: { in: await slowedDown(now) } },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }, { id: "asc" }],
    take: 30,
    select: {
      id: true,
      firstName: true,
      lastName: true,
      email: true,
      isManager: true,
      disabledAt: true,
      lastUsedAt: true,
      totp: { select: { confirmedAt: true } },
      _count: { select: { passkeys: true } },
    },
  })
  return Promise.all(
    accounts.map(async ({ totp, _count, ...account }) => ({
      ...account,
      hasFactor: Boolean(totp?.confirmedAt) || _count.passkeys > 0,
      ...(await passwordGuesses.state(account.email)),
    })),
  )
}
export type AccountForManagers = Awaited<ReturnType<typeof accountsForManagers>>[number]

/** Every word must be in a name or in the address; `%` and `_` are themselves. */
function named(text: string): Prisma.AccountWhereInput {
  const words = text.trim().split(/\s+/).slice(0, 5)
  const literal = (word: string) => ({ contains: word.replace(/[\\%_]/g, "\\$&").replaceAll("\0", ""), mode: "insensitive" }) as const
  return {
    erasedAt: null,
    AND: words.map((word) => ({ OR: [{ firstName: literal(word) }, { lastName: literal(word) }, { email: literal(word) }] })),
  }
}

async function slowedDown(now: Date) {
  const traces = await db.journal.findMany({
    where: { action: "session.throttle", at: { gte: new Date(now.getTime() - day) }, targetId: { not: null } },
    distinct: ["targetId"],
    take: 200,
    select: { targetId: true },
  })
  return traces.flatMap(({ targetId }) => (targetId ? [targetId] : []))
}
