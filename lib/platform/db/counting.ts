import "server-only"
import { db } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { mostCounted } from "@/lib/platform/text/counts"

/** How many rows `FROM …` gives, counted up to one more than `mostCounted`: a longer list says "plus de 10 000" instead of being read whole. */
export async function countUpTo(from: Prisma.Sql): Promise<number> {
  const [row] = await db.$queryRaw<
    { count: number }[]
  >`SELECT count(*)::int AS count FROM (SELECT 1 ${from} LIMIT ${mostCounted + 1}) counted`
  return row?.count ?? 0
}
