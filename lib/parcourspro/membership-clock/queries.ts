/** Whom a pass of the clock tells of an adhesion, and of which structures: rows of (structure_id, account_id, year). */
import "server-only"
import { db } from "@/lib/platform/db/client"
import { type MembershipNoticeKind, Prisma } from "@/lib/platform/generated/client"

export type Kind = MembershipNoticeKind

/** The days on which each kind is told, of a campaign `c`; each once, so that a pass may come late. */
const days: Record<Kind, Prisma.Sql> = {
  opening: Prisma.sql`c.opens_on AND c.opens_on + 30`,
  ends_soon: Prisma.sql`make_date(c.year - 1, 12, 15) AND make_date(c.year - 1, 12, 31)`,
  reminder: Prisma.sql`make_date(c.year, 1, 15) AND make_date(c.year, 1, 30)`,
  reminder_again: Prisma.sql`make_date(c.year, 1, 31) AND make_date(c.year, 2, 28)`,
}

/** Those that had joined for the year before: only to them does an adhesion end. */
const former = Prisma.sql`EXISTS (SELECT FROM membership m WHERE m.structure_id = s.id AND m.year = c.year - 1 AND m.status = 'accepted')`

/** The référents of the structures that have not asked for a year whose adhesions are open, and were not told so yet. */
export function untold(kind: Kind, today: string): Prisma.Sql {
  const whose = kind === "opening" ? Prisma.sql`(c.tells_all OR ${former})` : former
  return Prisma.sql`
    SELECT s.id AS structure_id, t.account_id, c.year FROM campaign c CROSS JOIN structure s JOIN referent_to_tell t ON t.structure_id = s.id
     WHERE c.opens_on <= ${today}::date AND ${today}::date BETWEEN ${days[kind]} AND s.state = 'active' AND ${whose}
       AND NOT EXISTS (SELECT FROM membership m WHERE m.structure_id = s.id AND m.year = c.year)
       AND NOT EXISTS (SELECT FROM membership_notice n WHERE n.structure_id = s.id AND n.account_id = t.account_id AND n.year = c.year
                        AND n.kind = ${kind}::membership_notice_kind)`
}

/** The people who have something of this kind to be told, with the year: "account year". */
export async function peopleToTell(kind: Kind, today: string): Promise<string[]> {
  const found = await db.$queryRaw<{ id: string; year: number }[]>`
    SELECT DISTINCT account_id AS id, year FROM (${untold(kind, today)}) u ORDER BY 1, 2`
  return found.map(({ id, year }) => `${id} ${year}`)
}
