const french = new Intl.Collator("fr", { ignorePunctuation: true })

/**
 * In the order of a French dictionary: "Élodie" beside "Elodie", names in other letters after Z. The database sorts as its server was set up
 * to, so what is short enough to be read whole is put in order here.
 */
export function inFrenchOrder<Row>(rows: readonly Row[], wordsOf: (row: Row) => string): Row[] {
  return rows.toSorted((a, b) => french.compare(wordsOf(a), wordsOf(b)))
}

/** What a person is filed under: the surname first. */
export const filedName = ({ firstName, lastName }: { firstName: string; lastName: string }) => `${lastName} ${firstName}`
