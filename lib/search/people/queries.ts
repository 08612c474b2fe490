/** People found by the words of their name, address or job. */
import "server-only"
import { db } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { storable } from "@/lib/platform/text/storable"

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

/** The condition that `a`, an account, answers to these words. */
export function answersTo(words: string[]): Prisma.Sql {
  return holdsAll(words, Prisma.sql`a.people_text`)
}
