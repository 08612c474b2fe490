/**
 * The value of a table for a word that came from outside (an address, a form, a file, the database), or undefined. Never write
 * `table[word]` for such a word: every object has a value for "constructor".
 */
export function lookup<Table extends object>(table: Table, word: string | null | undefined): Table[keyof Table] | undefined {
  return isKeyOf(table, word) ? table[word] : undefined
}

/** Whether a word that came from outside is one of the table's own. */
export function isKeyOf<Table extends object>(table: Table, word: string | null | undefined): word is Extract<keyof Table, string> {
  return typeof word === "string" && Object.hasOwn(table, word)
}
