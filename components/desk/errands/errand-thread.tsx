import { Exchanges } from "@/components/membership/clarifications/clarification-thread"
import type { questionsAbout } from "@/lib/desk/errands/queries"

type Questions = NonNullable<ReturnType<Awaited<ReturnType<typeof questionsAbout>>["get"]>>

/** What was asked about a listing request or a correction, and the answers. */
export function ErrandThread({ questions = [] }: { questions: Questions | undefined }) {
  if (questions.length === 0) return null
  return (
    <div className="grid gap-3">
      <h3 className="font-semibold">Précisions demandées</h3>
      <Exchanges questions={questions} />
    </div>
  )
}
