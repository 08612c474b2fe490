import { Card } from "@/components/ui/card"
import type { AskedClarification } from "@/lib/membership/clarifications/queries"
import { formatInstant } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"

/** What was asked of the applicant, and what they answered. */
export function ClarificationThread({ questions }: { questions: AskedClarification[] }) {
  if (questions.length === 0) return null
  return (
    <Card className="grid gap-4">
      <h2 className="text-lg font-semibold">Précisions demandées</h2>
      <Exchanges questions={questions} />
    </Card>
  )
}

type Exchange = Pick<AskedClarification, "id" | "text" | "asker" | "askedAt" | "answer" | "answeredAt">

/** Questions and their answers, one after the other. */
export function Exchanges({ questions }: { questions: Exchange[] }) {
  return (
    <>
      {questions.map(({ id, text, asker, askedAt, answer, answeredAt }) => (
        <div key={id} className="grid gap-1 border-l-4 border-line pl-3 wrap-anywhere">
          <p className="text-soft">
            {formatName(asker)}, le {formatInstant(askedAt)} :
          </p>
          <p className="whitespace-pre-line">« {text} »</p>
          {answer && answeredAt ? (
            <>
              <p className="text-soft">Réponse du {formatInstant(answeredAt)} :</p>
              <p className="font-medium whitespace-pre-line">« {answer} »</p>
            </>
          ) : (
            <p className="text-wait">Pas encore de réponse.</p>
          )}
        </div>
      ))}
    </>
  )
}
