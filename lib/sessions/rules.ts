const hour = 3_600_000

type Limits = { idle: number; absolute: number }
const person: Limits = { idle: 12 * hour, absolute: 7 * 24 * hour }
const manager: Limits = { idle: hour, absolute: 12 * hour }

/** How long a session may stay unused, and live at all, in milliseconds. */
export function sessionLimits(account: { isManager: boolean }): Limits {
  return account.isManager ? manager : person
}

export type SessionState = {
  lastSeenAt: Date
  expiresAt: Date
  revokedAt: Date | null
  isManager: boolean
  disabledAt: Date | null
}

/** Whether the session still lets its owner in. */
export function isLive(session: SessionState, now: Date): boolean {
  if (session.revokedAt || session.disabledAt) return false
  if (session.expiresAt <= now) return false
  return now.getTime() - session.lastSeenAt.getTime() < sessionLimits(session).idle
}

/** "Last seen" is precise to the minute: not every request writes. */
export function shouldTouch(session: SessionState, now: Date): boolean {
  return now.getTime() - session.lastSeenAt.getTime() > 60_000
}
