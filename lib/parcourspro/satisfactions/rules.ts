/** What people thought of a session: one question, answered by those who came. */
import type { Status } from "@/lib/parcourspro/states/rules"

export const question = "Cette action vous est-elle utile dans votre travail ?"

/** The answers, from the worst to the best. */
export const scores = { "1": "Pas du tout", "2": "Peu", "3": "Moyennement", "4": "Beaucoup", "5": "Tout à fait" } as const

/** Fewer answers than these would tell what one person thought. */
export const leastAnswers = 5

/** For how long after its end a session may be judged. */
const openFor = 90 * 24 * 3_600_000

type Judged = { status: Status; session: { endsAt: Date | null } }

/** Whether someone may say what they thought of this, or say it anew: they came, and it is over since not too long. */
export function mayJudge({ status, session: { endsAt } }: Judged, now: Date): boolean {
  const came = status === "attended" || status === "partly"
  return came && endsAt !== null && endsAt <= now && now.getTime() < endsAt.getTime() + openFor
}

/** Answers added up: "4,2 sur 5, 12 réponses"; how many are missing before the average may be read. */
export function satisfactionWords({ answers, average }: { answers: number; average: number | null }): string {
  if (answers === 0) return "Aucune réponse"
  const count = `${answers} réponse${answers > 1 ? "s" : ""}`
  if (average === null || answers < leastAnswers) return `${count} : la moyenne se lit à partir de ${leastAnswers}`
  return `${average.toFixed(1).replace(".", ",")} sur 5, ${count}`
}
