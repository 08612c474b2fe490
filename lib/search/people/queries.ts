/** People found by the words of their name, address or job. */
import "server-only"
import { db } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { storable } from "@/lib/platform/text/storable"
import { phoneDigits } from "@/lib/search/people/rules"

/** The words typed to find someone, each folded as the text they are looked for in: an address stays in one piece. */
export async function typedWords(text: string): Promise<string[]> {
  const typed = storable(text, 100).split(/\s+/).slice(0, 8)
  const rows = await db.$queryRaw<{ word: string }[]>`
    SELECT fold_name(typed) AS word FROM unnest(${typed}::text[]) WITH ORDINALITY t(typed, place) ORDER BY place`
  return rows.map(({ word }) => word).filter(Boolean)
}

/** The condition that `text`, folded, contains all these words; without words it is never true. */
export function holdsAll(words: string[], text: Prisma.Sql): Prisma.Sql {
  if (words.length === 0) return Prisma.sql`false`
  return Prisma.join(
    words.map((word) => Prisma.sql`${text} LIKE ${`%${word}%`}`),
    " AND ",
  )
}

/** How someone, `a`, answers to what was typed: by each of its words and by their number, or by words that are nearly theirs. */
export async function waysTo(text: string): Promise<{ exactly: Prisma.Sql; nearly: Prisma.Sql }> {
  const words = await typedWords(text)
  const byWords = holdsAll(words, Prisma.sql`a.people_text`)
  const digits = phoneDigits(text)
  const nearly = words.map((word) => Prisma.sql`(a.people_text LIKE ${`%${word}%`} OR a.id IN (SELECT people_near(${word})))`)
  return {
    exactly: digits ? Prisma.sql`(${byWords} OR a.phone LIKE ${`%${digits}%`})` : byWords,
    nearly: nearly.length > 0 ? Prisma.join(nearly, " AND ") : Prisma.sql`false`,
  }
}

/**
 * The condition that `a`, an account, answers to what was typed: exactly, or nearly when `finds` says that nobody does exactly where one
 * looks.
 */
export async function answersTo(text: string, finds: (condition: Prisma.Sql) => Promise<boolean>): Promise<Prisma.Sql> {
  const { exactly, nearly } = await waysTo(text)
  return (await finds(exactly)) ? exactly : nearly
}
