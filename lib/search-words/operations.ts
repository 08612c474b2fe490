/** The vocabulary follows the structures: it is learnt once they are committed, by a job, so that no writer waits for another's words. */
import "server-only"
import { db, type Tx } from "@/lib/platform/db"
import { Prisma } from "@/lib/platform/generated/client"
import { enqueue } from "@/lib/platform/jobs"
import { isLearnt, learntBeginnings, learntWord, type SearchWord } from "@/lib/search-words/rules"

const batchSize = 2000

/** Which structures to learn from: those written from a moment on, one, or all. */
export type Lesson = { since: Date | string } | { structureId: string } | "all"

/** Has the words of what the caller's transaction writes learnt once it is committed. */
export function toLearn(tx: Tx, lesson: Exclude<Lesson, "all">) {
  return enqueue(tx, "learn-words", lesson)
}

/** A database that has structures and no vocabulary yet: one that has just been brought to this version, or seeded. */
export async function learnAtFirst(): Promise<void> {
  if (!(await db.searchWord.findFirst({ select: { lexeme: true } }))) await learnWords("all")
}

/** Adds the words of structures to the vocabulary; learning twice changes nothing. Says how many words there were. */
export async function learnWords(lesson: Lesson): Promise<number> {
  const counted = await db.$queryRaw<{ word: string; structures: number }[]>`
    SELECT word, count(*)::int AS structures
      FROM structure, unnest(string_to_array(concat_ws(' ', fold(raison_sociale), fold(sigle), replace(fold(sigle), ' ', ''), fold(enseigne),
             initials_joined(fold(raison_sociale)), fold(city), departement_name(departement)), ' ')) AS word
     WHERE ${writtenIn(lesson)} GROUP BY 1`
  const words = counted.filter(({ word }) => isLearnt(word))
  const learnt = [...words.map(({ word, structures }) => learntWord(word, structures)), ...learntBeginnings(words)]
  for (let from = 0; from < learnt.length; from += batchSize) await keep(learnt.slice(from, from + batchSize))
  return words.length
}

function writtenIn(lesson: Lesson) {
  if (lesson === "all") return Prisma.sql`true`
  return "since" in lesson ? Prisma.sql`updated_at >= ${new Date(lesson.since)}` : Prisma.sql`id = ${lesson.structureId}::uuid`
}

function keep(words: SearchWord[]) {
  return db.$executeRaw`
    INSERT INTO search_word (lexeme, structures, sound, deletions)
    SELECT lexeme, structures, sound, deletions
      FROM jsonb_to_recordset(${JSON.stringify(words)}::jsonb) AS w(lexeme text, structures int, sound text, deletions int[]) ORDER BY lexeme
        ON CONFLICT (lexeme) DO UPDATE SET structures = greatest(search_word.structures, excluded.structures)
     WHERE search_word.structures < excluded.structures`
}
