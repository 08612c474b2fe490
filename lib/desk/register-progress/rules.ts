import { counted } from "@/lib/platform/text/counts"

/** What a takeover of the register did. The counts are of structures, except `rows` and `unreadable`, which count lines of the files. */
export type RegisterReport = {
  created: number
  changed: number
  /** SIRET numbers left to a manager: only the first thousand, while `heldCount` counts them all. */
  held: string[]
  heldCount: number
  /** Closed structures for which the register names a successor. */
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
