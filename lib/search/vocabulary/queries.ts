import { ask } from "../../platform/db/asking.ts"
import type { Corrected, Frequency } from "../questions/rules.ts"
import type { Asked } from "../typed/rules.ts"
import { corrected, knownIn, lookUps, marked, markOf, type SearchWord, type Vocabulary } from "./rules.ts"

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

/** How often the frequent words are read; sooner when that failed. */
const readAgainAfter = { milliseconds: 600_000, failed: 30_000 }
let known: { counts: ReadonlyMap<string, number>; until: number } = { counts: new Map(), until: 0 }

/**
 * How many have each of the most frequent words, as this process last knew it. Nobody waits for them: they say what to look for first, and not
 * what is found.
 */
export function frequencyOf(vocabulary: Vocabulary): Frequency {
  if (performance.now() > known.until) void readFrequent()
  const mark = markOf(vocabulary)
  return (lexeme) => known.counts.get(mark + lexeme) ?? 0
}

async function readFrequent() {
  // Whoever asks meanwhile does not read them too.
  known = { ...known, until: performance.now() + readAgainAfter.milliseconds }
  try {
    // The number is that of the index search_word_frequent.
    const words = await ask<{ lexeme: string; structures: number }>(
      "search",
      "frequent",
      "SELECT lexeme, structures FROM search_word WHERE structures >= 500 ORDER BY structures DESC LIMIT 4000",
      [],
    )
    known = { ...known, counts: new Map(words.map(({ lexeme, structures }) => [lexeme, structures])) }
  } catch {
    // Those known before are as good; whoever searches at this moment is told that the database is away.
    known = { ...known, until: performance.now() + readAgainAfter.failed }
  }
}
