import "server-only"
import type { RunSession } from "@/lib/parcourspro/providers/queries"
import { leastAnswers } from "@/lib/parcourspro/satisfactions/rules"
import { db } from "@/lib/platform/db/client"

/** What was thought of a session that the caller was given by `runSession`: added up, and no average of too few. */
export async function satisfactionOf({ id }: RunSession): Promise<{ answers: number; average: number | null }> {
  const { _count, _avg } = await db.satisfaction.aggregate({
    where: { registration: { sessionId: id, status: { in: ["attended", "partly"] } } },
    _count: { registrationId: true },
    _avg: { score: true },
  })
  const answers = _count.registrationId
  return { answers, average: answers < leastAnswers ? null : _avg.score }
}
