import type { questionsAbout } from "@/lib/desk/errands/queries"
import { formatInstant } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"

type Questions = NonNullable<ReturnType<Awaited<ReturnType<typeof questionsAbout>>["get"]>>

/** What was asked about a listing request or a correction, and the answers. */
export function ErrandThread({ questions = [] }: { questions: Questions | undefined }) {
  if (questions.length === 0) return null
  return (
    <div className="grid gap-3">
      {questions.map(({ id, text, asker, askedAt, answer, answeredAt }) => (
        <div key={id} className="grid gap-1 border-l-4 border-line pl-3 wrap-anywhere">
          <p className="text-soft">
            Précision demandée par {formatName(asker)}, le {formatInstant(askedAt)} :
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
    </div>
  )
}
