/**
 * The vocabularies follow the structures and the published offer. A job learns their words after the commit, so that no transaction waits
 * for the words of another.
 */
import "server-only"
import { db, type Tx, transaction } from "@/lib/platform/db/client"
import { enqueue } from "@/lib/platform/db/jobs"
import { Prisma } from "@/lib/platform/generated/client"
import { isLearnt, learntBeginnings, learntWord, marked, type SearchWord, type Vocabulary } from "@/lib/search/vocabulary/rules"

const pageSize = 1000

/** What to learn from: structures written since a moment, one, or all; the published offer of one structure, or all of it. */
export type Lesson = { since: Date | string } | { structureId: string } | { offerOf: string } | "all" | "offer"

/** Queues a job that learns the words of what the caller's transaction writes, once that transaction is committed. */
export function toLearn(tx: Tx, lesson: Exclude<Lesson, string>) {
  return enqueue(tx, "learn-words", lesson)
}

/** A database that has structures or an offer and no words of them yet: one that has just been brought to this version, or seeded. */
export async function learnAtFirst(): Promise<void> {
  const first = { select: { lexeme: true } } as const
  if (!(await db.searchWord.findFirst({ where: { lexeme: { startsWith: "=" } }, ...first }))) await learnWords("all")
  if (!(await db.searchWord.findFirst({ where: { lexeme: { startsWith: "o=" } }, ...first }))) await learnWords("offer")
}

/**
 * Adds words to their vocabulary and returns their number. Learning twice changes nothing. Memory holds one page of words
 * at a time, whatever their number.
 */
export function learnWords(lesson: Lesson): Promise<number> {
  const vocabulary: Vocabulary = isOfStructures(lesson) ? "structures" : "offer"
  return transaction(
    async (tx) => {
      await tx.$executeRaw`
        CREATE TEMPORARY TABLE learnt_word ON COMMIT DROP AS
        SELECT word, count(*)::int AS structures FROM ${writtenIn(lesson)} AS said (words), unnest(string_to_array(words, ' ')) AS word GROUP BY 1`
      await tx.$executeRaw`CREATE INDEX ON learnt_word (word COLLATE "C")`
      if (isOfStructures(lesson)) await learnCommunes(tx, lesson)
      let learnt = 0
      for (let page = await pageAfter(tx, ""); page.length > 0; page = await pageAfter(tx, page.at(-1)?.word ?? "")) {
        const words = page.filter(({ word }) => isLearnt(word))
        // Written outside this transaction, so that nobody waits for the end of a long lesson.
        const rows = [...words.map(({ word, structures }) => learntWord(word, structures)), ...learntBeginnings(words)]
        await keep(rows, vocabulary)
        learnt += words.length
      }
      return learnt
    },
    { timeout: 3_600_000 },
  )
}

type StructureLesson = Exclude<Lesson, "offer" | { offerOf: string }>
const isOfStructures = (lesson: Lesson): lesson is StructureLesson =>
  typeof lesson === "string" ? lesson === "all" : !("offerOf" in lesson)

/** The names of the communes: what surrounds them is looked at when nothing answers there. A country has tens of thousands of them. */
async function learnCommunes(tx: Tx, lesson: StructureLesson) {
  const communes = await tx.$queryRaw<{ key: string; departement: string }[]>`
    SELECT DISTINCT rtrim(name_key(fold(city))) AS key, departement
      FROM (SELECT DISTINCT city, departement FROM structure WHERE ${structuresOf(lesson)} AND city IS NOT NULL AND departement IS NOT NULL) AS places
     WHERE fold(city) <> '' ORDER BY 1, 2`
  for (let from = 0; from < communes.length; from += pageSize)
    // Outside the transaction, as the words.
    await db.searchCommune.createMany({ data: communes.slice(from, from + pageSize), skipDuplicates: true })
}

/** The next page of words in alphabetical order, so that words with the same beginning are together. */
function pageAfter(tx: Tx, word: string) {
  return tx.$queryRaw<{ word: string; structures: number }[]>`
    SELECT word, structures FROM learnt_word WHERE word COLLATE "C" > ${word} ORDER BY word COLLATE "C" LIMIT ${pageSize}`
}

/** The texts of a lesson, folded, a row for each thing. */
function writtenIn(lesson: Lesson) {
  if (isOfStructures(lesson)) return ofStructures(structuresOf(lesson))
  if (lesson === "offer") return ofOffer(Prisma.sql`true`)
  return ofOffer(Prisma.sql`course_id IN (SELECT id FROM course WHERE structure_id = ${lesson.offerOf}::uuid AND state = 'published')`)
}

function structuresOf(lesson: StructureLesson) {
  if (lesson === "all") return Prisma.sql`true`
  return "since" in lesson ? Prisma.sql`updated_at >= ${new Date(lesson.since)}` : Prisma.sql`id = ${lesson.structureId}::uuid`
}

function ofStructures(which: Prisma.Sql) {
  return Prisma.sql`(
    SELECT concat_ws(' ', fold(raison_sociale), fold(sigle), replace(fold(sigle), ' ', ''), fold(enseigne), initials_joined(fold(raison_sociale)),
             fold(city), departement_name(departement)) FROM structure WHERE ${which})`
}

function ofOffer(which: Prisma.Sql) {
  return Prisma.sql`(SELECT concat_ws(' ', title, initials_joined(title), more, body, place) FROM offer_entry WHERE ${which})`
}

function keep(words: readonly SearchWord[], vocabulary: Vocabulary) {
  const lexemes = marked(
    words.map(({ lexeme }) => lexeme),
    vocabulary,
  )
  const sounds = marked(
    words.map(({ sound }) => sound),
    vocabulary,
  )
  const counts = words.map(({ structures }) => structures)
  return db.$executeRaw`
    INSERT INTO search_word (lexeme, structures, sound)
    SELECT lexeme, structures, sound FROM unnest(${lexemes}::text[], ${counts}::int[], ${sounds}::text[]) AS w (lexeme, structures, sound) ORDER BY lexeme
        ON CONFLICT (lexeme) DO UPDATE SET structures = greatest(search_word.structures, excluded.structures)
     WHERE search_word.structures < excluded.structures`
}
