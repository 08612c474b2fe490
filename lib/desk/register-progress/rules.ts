import { counted } from "@/lib/platform/text/counts"

/** What a takeover of the register did. Counts of structures, but for `rows` and `unreadable`, which count lines of the files. */
export type RegisterReport = {
  created: number
  changed: number
  /** Numbers left to a manager, the first thousand of `heldCount`. */
  held: string[]
  heldCount: number
  /** Closed ones for which the register names another. */
  succeeded: number
  rows: number
  unreadable: number
}

/** The report, in words. */
export function toldReport({ created, changed, heldCount, held, succeeded, rows, unreadable }: RegisterReport): string[] {
  const done = `${counted(rows, "ligne")} : ${created} créées, ${changed} modifiées, ${succeeded} reprises par une autre, ${unreadable} sans numéro valide.`
  if (heldCount === 0) return [done]
  const why = "fermées au registre alors que des personnes y sont rattachées, ou rouvertes après une fusion"
  return [done, `${counted(heldCount, "structure")} à traiter par un gestionnaire (${why}) :`, ...held.map((siret) => `  ${siret}`)]
}
