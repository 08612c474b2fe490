const hour = 3_600_000

/** How long an invitation waits, in milliseconds: fourteen days from its last mail. */
export const invitationLifetime = 14 * 24 * hour

/** So many invitations may wait in a structure at once. */
export const mostWaiting = 500

/** The same person hears of the same structure once in two days, in milliseconds. */
const toldFor = 48 * hour

/** From when the mail of an invitation may leave again. */
export function toldAgainFrom({ sentAt }: { sentAt: Date }): Date {
  return new Date(sentAt.getTime() + toldFor)
}

/** Whether the mail of an invitation may leave again. */
export function mayBeToldAgain(invitation: { sentAt: Date }, now: Date): boolean {
  return now >= toldAgainFrom(invitation)
}

/** Since when a mail counts as recent, or the refusal of whoever was invited. */
export function lately(now: Date): Date {
  return new Date(now.getTime() - toldFor)
}

export type InvitationStatus = "sent" | "accepted" | "declined" | "expired" | "cancelled"

/** The state as it is at `now`: nobody waits for the clock to see that an invitation has expired. */
export function stateOf({ status, expiresAt }: { status: InvitationStatus; expiresAt: Date }, now: Date): InvitationStatus {
  return status === "sent" && expiresAt <= now ? "expired" : status
}
