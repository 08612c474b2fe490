import "server-only"
import type { Actor, ActorAffiliation, Control } from "@/lib/access/permissions"
import {
  type ControllerState,
  isLive,
  type MissingFactor,
  mayGoOn,
  missingFactor,
  type SessionState,
  shouldTouch,
} from "@/lib/identity/sessions/rules"
import { db, isUuid } from "@/lib/platform/db/client"
import { env } from "@/lib/platform/process/env"

type Row = SessionState & {
  accountId: string
  firstName: string
  lastName: string
  email: string
  authAt: Date
  secondFactorAt: Date | null
  hasTotp: boolean
  hasPasskey: boolean
  affiliations: ActorAffiliation[]
  isControlled: boolean
  control: (Omit<Control, "expiresAt"> & ControllerState) | null
}

/** The person behind a session, and the second factor that must still be given or set up before the session opens anything. */
export type OpenSession = { actor: Actor; missing: MissingFactor | null }

/**
 * The person behind a session, with the rights they have at this very moment; null when the session is not valid. One indexed query, in
 * plain SQL because every page runs it.
 */
export async function sessionOf(sessionId: string, now: Date): Promise<OpenSession | null> {
  if (!isUuid(sessionId)) return null
  const [row] = await db.$queryRaw<Row[]>`
    SELECT s.last_seen_at AS "lastSeenAt", s.expires_at AS "expiresAt", s.revoked_at AS "revokedAt",
           s.auth_at AS "authAt", s.second_factor_at AS "secondFactorAt",
           a.id AS "accountId", a.first_name AS "firstName", a.last_name AS "lastName", a.email,
           a.is_manager AS "isManager", a.disabled_at AS "disabledAt",
           EXISTS (SELECT FROM totp t WHERE t.account_id = a.id AND t.confirmed_at IS NOT NULL) AS "hasTotp",
           EXISTS (SELECT FROM passkey k WHERE k.account_id = a.id) AS "hasPasskey",
           coalesce((SELECT json_agg(json_build_object(
               'id', f.id, 'structureId', f.structure_id, 'isReferent', f.is_referent,
               'isStandIn', EXISTS (SELECT FROM standing_in(${now}) i WHERE i.structure_id = f.structure_id AND i.account_id = a.id),
               'rafaelProfil', f.rafael_profil, 'isEmployeur', f.is_employeur, 'isPrestataire', f.is_prestataire))
             FROM affiliation f WHERE f.account_id = a.id AND f.status = 'active'), '[]') AS affiliations,
           CASE WHEN s.controlled_by IS NOT NULL THEN (
             SELECT json_build_object('accountId', m.id, 'sessionId', own.id, 'firstName', m.first_name, 'lastName', m.last_name,
                 'email', m.email, 'isManager', m.is_manager, 'isDisabled', m.disabled_at IS NOT NULL,
                 'isSessionLive', own.revoked_at IS NULL AND own.expires_at > ${now})
               FROM session own JOIN account m ON m.id = own.account_id WHERE own.id = s.controller_session_id AND m.id = s.controlled_by)
             END AS control, s.controlled_by IS NOT NULL AS "isControlled"
      FROM session s JOIN account a ON a.id = s.account_id
     WHERE s.id = ${sessionId}::uuid AND a.erased_at IS NULL`
  if (!row || !isLive(row, now)) return null
  if (row.isControlled && !(row.control && mayGoOn(row.control, row, env.control))) return null
  if (shouldTouch(row, now)) await db.session.updateMany({ where: { id: sessionId }, data: { lastSeenAt: now } })
  const { accountId, firstName, lastName, email, isManager, authAt, affiliations, expiresAt } = row
  return {
    actor: {
      accountId,
      sessionId,
      firstName,
      lastName,
      email,
      isManager,
      authAt,
      affiliations,
      control: controlOf(row.control, expiresAt),
    },
    // The manager in control has already given a second factor of their own.
    missing: row.control ? null : missingFactor(row, env.secondFactorRequired),
  }
}

/** `backFrom`: the account whose control has just ended in this browser, and the manager's own session, for its cookie. */
export type SessionHere = OpenSession & {
  backFrom: { accountId: string; own: { accountId: string; sessionId: string; maxAgeSeconds: number } } | null
}

/**
 * The session that a browser's cookie opens. When it was a control, and has ended, in whatever way, it is the manager's own: they are back in it
 * without signing in again, if it lives.
 */
export async function sessionHere(sessionId: string, now: Date): Promise<SessionHere | null> {
  const session = await sessionOf(sessionId, now)
  if (session) return { ...session, backFrom: null }
  if (!isUuid(sessionId)) return null
  const ended = await db.session.findUnique({
    where: { id: sessionId },
    select: { accountId: true, controlledBy: true, controllerSession: { select: { id: true, accountId: true, expiresAt: true } } },
  })
  const { controllerSession: own = null } = ended ?? {}
  if (!ended?.controlledBy || own?.accountId !== ended.controlledBy) return null
  const back = await sessionOf(own.id, now)
  if (!back) return null
  const maxAgeSeconds = Math.max(1, Math.floor((own.expiresAt.getTime() - now.getTime()) / 1000))
  return { ...back, backFrom: { accountId: ended.accountId, own: { accountId: own.accountId, sessionId: own.id, maxAgeSeconds } } }
}

function controlOf(row: Row["control"], expiresAt: Date): Control | null {
  if (!row) return null
  const { accountId, sessionId, firstName, lastName } = row
  return { accountId, sessionId, firstName, lastName, expiresAt }
}

/** As `sessionOf`, but null while a second factor is missing: a half-finished sign-in gives no actor. */
export async function actorOfSession(sessionId: string, now: Date): Promise<Actor | null> {
  const session = await sessionOf(sessionId, now)
  return session && session.missing === null ? session.actor : null
}

const shown = {
  id: true,
  createdAt: true,
  lastSeenAt: true,
  expiresAt: true,
  revokedAt: true,
  ip: true,
  userAgent: true,
  controlReason: true,
  controller: { select: { firstName: true, lastName: true } },
} as const

/** The actor's sessions that are still valid, the most recently seen first. */
export async function ownSessions(actor: Actor, now: Date) {
  const sessions = await liveSessionsOf(actor, now)
  return sessions.map((session) => ({ ...session, isThisOne: session.id === actor.sessionId }))
}
export type OwnSession = Awaited<ReturnType<typeof ownSessions>>[number]

/** The sessions of an account that are still valid, for its owner, or for a manager whose right the caller has checked. */
export async function liveSessionsOf({ accountId, isManager }: { accountId: string; isManager: boolean }, now: Date) {
  const sessions = await db.session.findMany({
    where: { accountId, revokedAt: null, expiresAt: { gt: now } },
    orderBy: [{ lastSeenAt: "desc" }, { id: "asc" }],
    take: 50,
    select: shown,
  })
  return sessions.filter((session) => isLive({ ...session, isManager, disabledAt: null }, now))
}

/** The past times when managers took control of the actor's account, latest first: the owner can still see them afterwards. */
export function pastControls(actor: Actor, now: Date) {
  return db.session.findMany({
    where: { accountId: actor.accountId, NOT: { controlledBy: null }, OR: [{ revokedAt: { not: null } }, { expiresAt: { lte: now } }] },
    orderBy: { createdAt: "desc" },
    take: 20,
    select: shown,
  })
}
