import { ask } from "../../platform/db/asking.ts"
import type { Corrected } from "../lexemes/rules.ts"
import type { Asked } from "../typed/rules.ts"
import { corrected, knownIn, lookUps, marked, type SearchWord, type Vocabulary } from "./rules.ts"

/** No word of any language has so many that look like it; this is only a safety limit. */
const mostLooked = 4000

/** What the words asked may have meant, in one of the vocabularies. `edits`: how many letters may differ in a long word. */
export async function nearWords(asked: Asked, edits: 1 | 2, vocabulary: Vocabulary): Promise<Corrected> {
  const looked = lookUps(asked, edits)
  const own = <Text extends string | null>(texts: readonly Text[]) => marked(texts, vocabulary)
  const found = await ask<SearchWord>(
    "search",
    "words_like",
    "SELECT lexeme, structures, sound FROM words_like($1, $2, $3, $4, $5, $6, $7, $8)",
    [
      own(looked.lexemes),
      own(looked.doubted),
      own(looked.begun),
      looked.edits,
      own(looked.sounds),
      own(looked.starts),
      edits === 2,
      mostLooked,
    ],
  )
  return corrected(asked, knownIn(found, vocabulary))
}
