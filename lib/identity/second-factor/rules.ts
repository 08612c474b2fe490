import { withoutMarks } from "@/lib/platform/text/marks"

/** Six digits of an application, or one of the recovery codes kept for the day it is lost; spaces and case do not matter. */
export type TypedCode = { kind: "totp"; digits: string } | { kind: "recovery"; code: string } | null

export function readCode(text: string): TypedCode {
  const plain = withoutMarks(text)
    .toLowerCase()
    .replace(/[\s\p{Pd}]/gu, "")
  if (/^[0-9]{6}$/.test(plain)) return { kind: "totp", digits: plain }
  // Codes of sixteen letters were given until November 2026; they are good until they have served or are renewed.
  if (/^([a-z0-9]{16}|[a-z0-9]{24})$/.test(plain)) return { kind: "recovery", code: plain.match(/.{4}/g)?.join("-") ?? "" }
  return null
}

/** The time step of an instant: codes change every thirty seconds (RFC 6238). */
export function stepOf(now: Date) {
  return Math.floor(now.getTime() / 30_000)
}

/** Whether a factor may be removed: where a second factor is required, a manager keeps one, or the portal would lock them out. */
export function mayRemoveFactor(account: { isManager: boolean }, remaining: number, required: boolean) {
  return remaining > 0 || !(account.isManager && required)
}
