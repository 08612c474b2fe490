const minute = 60_000
const hour = 60 * minute

type Limits = { idle: number; absolute: number }
const person: Limits = { idle: 12 * hour, absolute: 7 * 24 * hour }
const manager: Limits = { idle: hour, absolute: 12 * hour }

/** How long a session may stay unused (`idle`), and how long it may live in all (`absolute`), in milliseconds. */
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

/** "Last seen" is precise to the minute, so that not every request writes to the database. */
export function shouldTouch(session: SessionState, now: Date): boolean {
  return now.getTime() - session.lastSeenAt.getTime() > minute
}

/** Whether the password was given recently enough for actions that ask for it again (addresses, passwords, keys, erasure). */
export function isFresh(authAt: Date, now: Date): boolean {
  return now.getTime() - authAt.getTime() < 15 * minute
}

/** "give": the account has a second factor that this session has not given yet. "set-up": the account must have one and has none. */
export type MissingFactor = "give" | "set-up"

type Factors = { isManager: boolean; hasTotp: boolean; hasPasskey: boolean; secondFactorAt: Date | null }

/**
 * What stops a session that gave the right password from going further. Someone who set up codes gives one. A manager, where a second
 * factor is required, gives a code or a passkey, or first sets one up.
 */
export function missingFactor({ isManager, hasTotp, hasPasskey, secondFactorAt }: Factors, required: boolean): MissingFactor | null {
  if (secondFactorAt) return null
  if (hasTotp) return "give"
  if (!isManager || !required) return null
  return hasPasskey ? "give" : "set-up"
}

/** The global switch, and the addresses of the managers who may use it; an empty list means all managers. */
export type ControlSettings = { isOn: boolean; managers: readonly string[] }

/** Whether the settings let this manager take control at all. */
export function isOpenTo(email: string, { isOn, managers }: ControlSettings) {
  return isOn && (managers.length === 0 || managers.includes(email))
}

export type ControllerState = { email: string; isManager: boolean; isDisabled: boolean; isSessionLive: boolean }

/** Whether a control already taken may go on, checked at each request: anything that would have refused it now ends it. */
export function mayGoOn(controller: ControllerState, target: { isManager: boolean }, settings: ControlSettings) {
  if (!controller.isManager || controller.isDisabled || !controller.isSessionLive) return false
  return !target.isManager && isOpenTo(controller.email, settings)
}
