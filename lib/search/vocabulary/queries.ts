import "server-only"
import { db } from "@/lib/platform/db/client"
import type { Corrected } from "@/lib/search/lexemes/rules"
import type { Asked } from "@/lib/search/typed/rules"
import { corrected, type Known, kept, knownIn, lookUps, type Vocabulary } from "@/lib/search/vocabulary/rules"

/** No word of any language has so many that look like it; this is only a safety limit. */
const mostLooked = 4000

/** What the words asked may have meant, in one of the vocabularies. `edits`: how many letters may differ in a long word. */
export async function nearWords(asked: Asked, edits: 1 | 2, vocabulary: Vocabulary): Promise<Corrected> {
  const { lexemes, deletions, sounds } = kept(lookUps(asked, edits), vocabulary)
  const found = await db.$queryRaw<Known[]>`
    SELECT lexeme, structures FROM words_like(${lexemes}, ${sounds}, ${deletions}, ${mostLooked}::int)`
  return corrected(asked, knownIn(found, vocabulary))
}
