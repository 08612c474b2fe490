/** All that managers read of one account. */
import "server-only"
import { cache } from "react"
import { codeGuesses, passwordGuesses } from "@/lib/access/limits"
import { type Actor, can } from "@/lib/access/permissions"
import type { EntryAffiliation } from "@/lib/desk/account-dossiers/rules"
import { liveSessionsOf } from "@/lib/identity/sessions/queries"
import { reachable } from "@/lib/membership/referents/queries"
import { db, isUuid } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { noPassword } from "@/lib/platform/secrets/password"
import { readMessage } from "@/lib/trace/messages/queries"
import { formatName, parseEmail } from "@/lib/vocabulary/accounts/rules"
import { hasGrantedProfil } from "@/lib/vocabulary/profils/rules"

const person = { select: { firstName: true, lastName: true } } as const

/** The part of an affiliation that helps to answer "why can I not get in?". */
export const entryOfAffiliation = {
  status: true,
  requestedAt: true,
  decidedAt: true,
  endedAt: true,
  reason: true,
  isReferent: true,
  rafaelProfil: true,
  suspendedProfil: true,
  isEmployeur: true,
  isPrestataire: true,
  structure: { select: { id: true, raisonSociale: true, affiliations: { where: reachable, select: { account: person } } } },
} as const satisfies Prisma.AffiliationSelect

/** The same affiliation in the words of the domain. */
export function asEntry({
  structure,
  ...affiliation
}: Prisma.AffiliationGetPayload<{ select: typeof entryOfAffiliation }>): EntryAffiliation {
  return {
    ...affiliation,
    structureName: structure.raisonSociale,
    hasProfil: hasGrantedProfil(affiliation),
    referents: structure.affiliations.map(({ account }) => formatName(account)),
  }
}

/** All that a manager needs about one account; null for anyone else, or when the account does not exist. */
export const accountFile = cache(async (actor: Actor, accountId: string, now: Date) => {
  if (!can(actor, "account.manage") || !isUuid(accountId)) return null
  const account = await db.account.findUnique({
    where: { id: accountId },
    select: {
      id: true,
      firstName: true,
      lastName: true,
      email: true,
      jobTitle: true,
      phone: true,
      isManager: true,
      createdAt: true,
      lastUsedAt: true,
      disabledAt: true,
      disabledReason: true,
      bouncedAt: true,
      erasedAt: true,
      passwordHash: true,
      totp: { select: { confirmedAt: true } },
      _count: { select: { passkeys: true } },
      affiliations: {
        orderBy: [{ requestedAt: "desc" }, { id: "asc" }],
        take: 100,
        select: {
          ...entryOfAffiliation,
          id: true,
          structureId: true,
          origin: true,
          need: true,
          decider: person,
          structure: { select: { ...entryOfAffiliation.structure.select, siret: true, types: true, state: true } },
        },
      },
      messages: {
        orderBy: { createdAt: "desc" },
        take: 10,
        select: readMessage,
      },
      nominations: { where: { status: "pending" }, select: { id: true, reason: true, proposedBy: true, proposer: person } },
    },
  })
  if (!account) return null
  const { passwordHash, totp, _count, ...rest } = account
  const [guesses, codes, sessions, failures, grants] = await Promise.all([
    passwordGuesses.state(account.email),
    codeGuesses.state(account.id),
    liveSessionsOf({ accountId, isManager: account.isManager }, now),
    db.journal.findMany({
      where: { targetId: accountId, action: "session.throttle" },
      orderBy: { id: "desc" },
      take: 5,
      select: { at: true, ip: true },
    }),
    lastGrants(account.affiliations.map(({ id }) => id)),
  ])
  return {
    ...rest,
    ...guesses,
    entries: account.affiliations.map(asEntry),
    codeFailures: codes.failures,
    hasPassword: passwordHash !== noPassword,
    hasFactor: Boolean(totp?.confirmedAt) || _count.passkeys > 0,
    sessions: account.disabledAt ? [] : sessions,
    throttles: failures,
    grants,
  }
})
export type AccountFile = NonNullable<Awaited<ReturnType<typeof accountFile>>>

/**
 * Who last changed the rights of each affiliation, and when, by affiliation id. Rights given at the validation are not here: they come
 * from the decider.
 */
async function lastGrants(affiliationIds: string[]) {
  const rows = await db.journal.findMany({
    where: {
      targetId: { in: affiliationIds },
      action: { in: ["profils.set", "affiliation.join", "referent.appoint", "referent.remove"] },
      outcome: "done",
    },
    orderBy: { id: "desc" },
    distinct: ["targetId"],
    select: { targetId: true, at: true, actorId: true },
  })
  const actors = await db.account.findMany({
    where: { id: { in: rows.flatMap(({ actorId }) => actorId ?? []) } },
    select: { id: true, firstName: true, lastName: true },
  })
  return new Map(rows.map(({ targetId, at, actorId }) => [targetId, { at, by: actors.find(({ id }) => id === actorId) ?? null }]))
}

/** The account to merge into another one, found by its exact address. */
export async function accountByAddress(actor: Actor, email: string) {
  const address = parseEmail(email)
  if (!can(actor, "account.manage") || !address) return null
  return db.account.findFirst({
    where: { email: address, erasedAt: null },
    select: {
      id: true,
      firstName: true,
      lastName: true,
      email: true,
      isManager: true,
      disabledAt: true,
      affiliations: {
        where: { status: { in: ["active", "pending"] } },
        select: { id: true, status: true, structure: { select: { raisonSociale: true } } },
      },
    },
  })
}
