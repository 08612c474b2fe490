import "server-only"
import { db } from "@/lib/platform/db/client"
import type { Corrected } from "@/lib/search/lexemes/rules"
import type { Asked } from "@/lib/search/typed/rules"
import { corrected, type Known, lookUps } from "@/lib/search/vocabulary/rules"

/** No word of any language has so many that look like it; this is only a safety limit. */
const mostLooked = 4000

/** What the words asked may have meant. `edits`: how many letters may differ in a long word. */
export async function nearWords(asked: Asked, edits: 1 | 2): Promise<Corrected> {
  const { lexemes, deletions, sounds } = lookUps(asked, edits)
  const found = await db.$queryRaw<Known[]>`
    SELECT lexeme, structures FROM words_like(${lexemes}, ${sounds}, ${deletions}, ${mostLooked}::int)`
  return corrected(asked, [...new Map(found.map((known) => [known.lexeme, known])).values()])
}
