/**
 * What a table says of a word that came from outside (an address, a form, a file, the database), or undefined. Never read such a table
 * by `table[word]`: every object answers to "constructor".
 */
export function lookup<Table extends object>(table: Table, word: string | null | undefined): Table[keyof Table] | undefined {
  return isKeyOf(table, word) ? table[word] : undefined
}

/** Whether a word that came from outside is one of the table's own. */
export function isKeyOf<Table extends object>(table: Table, word: string | null | undefined): word is Extract<keyof Table, string> {
  return typeof word === "string" && Object.hasOwn(table, word)
}
