import { growingNumbers } from "@/lib/platform/text/numbers"

/** How long a request may wait before something happens, in working days (docs/domain.md). */
export type Delays = {
  /** First and second reminder to each référent. */
  reminders: readonly [first: number, second: number]
  /** The managers may decide too, and the applicant is told. */
  handOver: number
  /** The applicant is told that the request still waits. */
  stillWaiting: number
  /** The request expires. */
  expiry: number
}

const usual = "2,4,5,30,90"

/**
 * Reads the setting `REQUEST_DELAYS`, five growing numbers of working days; when it is empty, the delays of the domain. Null when it is
 * not valid.
 */
export function parseDelays(setting: string | undefined): Delays | null {
  const [first = 0, second = 0, handOver = 0, stillWaiting = 0, expiry] = growingNumbers(setting || usual, 5, 1000) ?? []
  return expiry === undefined ? null : { reminders: [first, second], handOver, stillWaiting, expiry }
}
