/** How long a request may wait before something happens, in working days (domain: "the clock"). */
export type Delays = {
  /** First and second reminder to each référent. */
  reminders: readonly [first: number, second: number]
  /** The managers may decide too, and the applicant is told. */
  handOver: number
  /** A word to the applicant. */
  stillWaiting: number
  /** The request expires. */
  expiry: number
}

const usual = "2,4,5,30,90"

/** The setting `REQUEST_DELAYS`, five growing numbers of working days, or what the domain says; null when it is neither. */
export function parseDelays(setting: string | undefined): Delays | null {
  const days = (setting || usual).split(",").map((part) => Number(part.trim()))
  const [first = 0, second = 0, handOver = 0, stillWaiting = 0, expiry = 0] = days
  const isGrowing = days.every((day, index) => Number.isInteger(day) && day > (days[index - 1] ?? 0))
  return days.length === 5 && isGrowing && expiry <= 1000 ? { reminders: [first, second], handOver, stillWaiting, expiry } : null
}
