/** Two presses of a button, and two edits, told apart by their time. */

/** What was made since this instant, and is the same, was made by the same press of a button, sent twice. */
export function justBefore(now: Date) {
  return new Date(now.getTime() - 10_000)
}

/** Two edits never have the same time, because a form compares this time to know whether it is out of date. */
export function later(now: Date) {
  return new Date(Math.max(now.getTime(), Date.now()))
}
