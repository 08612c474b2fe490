import { periodWords, placesWords } from "@/components/rafael/offer/session-words"
import { Badge } from "@/components/ui/badge"
import { Card } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { formatDay } from "@/lib/platform/time/dates"
import { modes, recruitments } from "@/lib/rafael/codes/rules"
import { answersIn } from "@/lib/rafael/figures/rules"
import type { OfferCard } from "@/lib/rafael/offer-search/queries"
import { formatPlace } from "@/lib/vocabulary/structures/rules"

/** The form that compares the sessions ticked. */
export const comparison = "comparaison"

type Props = { session: OfferCard; candidat: string }

/** One session that was found. `candidat`: for whom a prescriber looks for a further wish. */
export function SessionCard({ session, candidat }: Props) {
  const { id, title, body, place, mode, entryMode, recruitment, hoursTotal, isFunded, certification, kilometres, answerDays } = session
  return (
    <Card className="grid gap-2">
      <h3 className="text-lg font-semibold">
        <TextLink strong href={at("/rafael/sessions/[id]", { id, candidat })}>
          {title}
        </TextLink>
      </h3>
      <p>
        {body}
        {place ? ` · ${formatPlace(place)}` : ""}
        {kilometres === null ? "" : `, à ${kilometres < 1 ? "moins de 1" : Math.round(kilometres)} km`} · {modes[mode]}
      </p>
      <p className="text-soft">
        {entryMode === "permanent" ? "Entrée permanente" : periodWords(session)}
        {hoursTotal === null ? "" : ` · ${hoursTotal} h`}
        {certification ? ` · ${[certification.code, certification.name].filter(Boolean).join(" ")}` : ""}
      </p>
      {answerDays === null ? null : <p className="text-sm text-soft">{answersIn(answerDays)}</p>}
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={session.taken < session.places ? "good" : "bad"}>{placesWords(session)}</Badge>
        {session.next ? (
          <TextLink href={at("/rafael/sessions/[id]", { id: session.next.id, candidat })}>
            Prochaine avec des places : {formatDay(session.next.startsOn)}
          </TextLink>
        ) : null}
        {isFunded ? <Badge tone="brand">Financée</Badge> : null}
        {recruitment === "open" ? null : <Badge tone="wait">{recruitments[recruitment]}</Badge>}
        <label className="inline-flex min-h-11 items-center gap-2">
          <input type="checkbox" form={comparison} name="s" value={id} className="size-5 accent-brand" />
          Comparer
          <span className="sr-only">
             : {title}, {periodWords(session)}
          </span>
        </label>
      </div>
    </Card>
  )
}
