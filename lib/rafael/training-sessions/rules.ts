/** Days as they are typed: "2027-01-15". */
export type TypedDates = { startsOn: string; endsOn: string; registrationFrom: string | null; registrationUntil: string | null }

/** With fixed dates, nobody registers once the session has begun, unless late entries are allowed. */
export function isLate(
  entryMode: "fixed_dates" | "permanent",
  { startsOn, registrationUntil, hasLateEntry }: Pick<TypedDates, "startsOn" | "registrationUntil"> & { hasLateEntry: boolean },
): boolean {
  return entryMode === "fixed_dates" && !hasLateEntry && registrationUntil !== null && registrationUntil > startsOn
}

/** The days as the database holds them. */
export function datesOf({ startsOn, endsOn, registrationFrom, registrationUntil }: TypedDates) {
  const day = (text: string) => new Date(`${text}T00:00:00Z`)
  return {
    startsOn: day(startsOn),
    endsOn: day(endsOn),
    registrationFrom: registrationFrom ? day(registrationFrom) : null,
    registrationUntil: registrationUntil ? day(registrationUntil) : null,
  }
}
