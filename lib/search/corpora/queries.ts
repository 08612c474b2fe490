/** Answers to words in anything that has an index of them: structures, the published offer (docs/search.md). */
import { type Area, regionOf } from "../areas/rules.ts"
import type { Judgement, Leniency } from "../judge/rules.ts"
import { inChunks } from "../lexemes/rules.ts"
import { abbreviated, farQuestions, nearQuestions, type PlainQuestions, plainQuestions, rarestOf, weightsOf } from "../questions/rules.ts"
import type { Asked } from "../typed/rules.ts"
import { frequencyOf, nearWords } from "../vocabulary/queries.ts"
import type { Vocabulary } from "../vocabulary/rules.ts"

/** How many candidates are read beyond the number asked for, so that the order is right. */
const margin = 40
/** More of them when a word is left out: what comes near it is looked for among many. */
const farMargin = 140
/** With this many answers to the words as typed, nobody needs corrections. */
export const enough = 5

/** What words are looked for in. */
export type Corpus<Candidate> = {
  /** Whose words correct what is typed. */
  vocabulary: Vocabulary
  /** The parts of the index that are asked, the best first. */
  chunks: readonly string[]
  /** With how many words one may be left out, when nothing has them all. */
  mayMissFrom: number
  /** The départements where people look first. */
  home?: ReadonlySet<string>
  /** Puts the broad questions, then the others when the answers are too many. */
  answering(questions: PlainQuestions, most: number): Promise<Candidate[]>
  /** Puts questions that are made of several. */
  having(questions: readonly string[], most: number): Promise<Candidate[]>
  /** The communes among the words, with their département: where nothing answers there, its surroundings are tried. */
  communesIn?(asked: Asked): Promise<Area[]>
  /** What makes two candidates one and the same. */
  keyOf(candidate: Candidate): string
  /** How a candidate answers; null: it does not. */
  judge(asked: Asked, candidate: Candidate, leniency: Leniency): Judgement | null
  compare(one: readonly [Judgement, Candidate], other: readonly [Judgement, Candidate]): number
}

/** What has the words as typed, the last one unfinished. */
export async function answersAsTyped<Candidate>(asked: Asked, corpus: Corpus<Candidate>, limit: number): Promise<Ranking<Candidate>> {
  const found = new Ranking(asked, corpus)
  const questions = questionsTo(asked, corpus)
  if (questions.broad.length > 0) found.add(await corpus.answering(questions, limit + margin))
  return found
}

/** The plain questions, each put to all the parts of the index. */
export function questionsTo(
  asked: Asked,
  { home, vocabulary, chunks }: Pick<Corpus<never>, "home" | "vocabulary" | "chunks">,
): PlainQuestions {
  const { broad, whole, home: atHome, narrower } = plainQuestions(asked, { home, countOf: frequencyOf(vocabulary) })
  const each = (questions: readonly string[]) => questions.flatMap((question) => inChunks(question, chunks))
  return { broad: each(broad), whole: each(whole), home: each(atHome), narrower: each(narrower) }
}

/** What answers, best first: as typed; too few, then with the vocabulary, and around the commune named; none, then farther. */
export async function answersTo<Candidate>(asked: Asked, corpus: Corpus<Candidate>, limit: number): Promise<Ranking<Candidate>> {
  const found = await answersAsTyped(asked, corpus, limit)
  if (found.count >= Math.min(limit, enough) || found.hasWhole) return found
  const isNone = found.count === 0
  const near = await nearWords(asked, 1, corpus.vocabulary)
  // A word that nothing has is a mistake: it must be mended before anything is looked for around.
  const communes = isNone && near.structures.every((count) => count > 0) ? ((await corpus.communesIn?.(asked)) ?? []) : []
  const around = (areas: Area[]) => (areas.length > 0 ? abbreviated({ ...asked, areas: [...asked.areas, ...areas] }, near) : [])
  found.add(await having(corpus, [...nearQuestions(asked, near, isNone), ...around(communes)], limit), { elsewhere: communes })
  if (communes.length > 0 && found.best === null) {
    const regions = communes.map((area) => ({ ...area, codes: new Set([...area.codes].flatMap((code) => [...regionOf(code)])) }))
    found.add(await having(corpus, around(regions), limit), { elsewhere: regions })
  }
  if (found.count > 0) return found
  const farther = await nearWords(asked, 2, corpus.vocabulary)
  found.add(await having(corpus, farQuestions(asked, farther), limit + farMargin), {
    mayMiss: asked.words.length >= corpus.mayMissFrom,
    weights: weightsOf(farther),
    rarest: rarestOf(farther),
  })
  return found
}

/** What was found, each thing once, in order. */
export class Ranking<Candidate> {
  private readonly found = new Map<string, [Judgement, Candidate]>()
  private readonly asked: Asked
  private readonly corpus: Corpus<Candidate>

  constructor(asked: Asked, corpus: Corpus<Candidate>) {
    this.asked = asked
    this.corpus = corpus
  }

  get count() {
    return this.found.size
  }

  /** Whether the person typed a whole name: then what they look for has been found. */
  get hasWhole() {
    return [...this.found.values()].some(([{ level, isWhole }]) => level === "exact" && isWhole)
  }

  add(candidates: readonly Candidate[], leniency: Leniency = {}) {
    for (const candidate of candidates) {
      const key = this.corpus.keyOf(candidate)
      if (this.found.has(key)) continue
      const judgement = this.corpus.judge(this.asked, candidate, leniency)
      if (judgement) this.found.set(key, [judgement, candidate])
    }
  }

  /** All that was found, the best first. What stands around the commune named is left out when something stands in it. */
  get ranked(): (readonly [Judgement, Candidate])[] {
    const ranked = [...this.found.values()].toSorted(this.corpus.compare)
    const isThere = ranked[0]?.[0].elsewhere === null
    return isThere ? ranked.filter(([{ elsewhere }]) => elsewhere === null) : ranked
  }

  /** The best answer; null when nothing answers. */
  get best(): readonly [Judgement, Candidate] | null {
    return this.ranked[0] ?? null
  }

  /** The best ones. */
  first(limit: number): Candidate[] {
    return this.ranked.slice(0, limit).map(([, candidate]) => candidate)
  }
}

function having<Candidate>(corpus: Corpus<Candidate>, questions: readonly string[], limit: number) {
  const each = questions.flatMap((question) => inChunks(question, corpus.chunks))
  return each.length > 0 ? corpus.having(each, limit + margin) : []
}
