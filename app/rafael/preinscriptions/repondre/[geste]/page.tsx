import type { Metadata } from "next"
import { notFound, redirect } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { periodWords, placesWords } from "@/components/rafael/offer/session-words"
import { AnswerForm } from "@/components/rafael/preregistrations/answer-forms"
import { candidateName } from "@/components/rafael/preregistrations/lists"
import { StatusBadge } from "@/components/rafael/preregistrations/status-badge"
import { Summons } from "@/components/rafael/preregistrations/summons"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { lookup } from "@/lib/platform/text/lookup"
import { meetingsToCome } from "@/lib/rafael/meetings/queries"
import { receivedOnes } from "@/lib/rafael/received/queries"
import { severalGestures } from "@/lib/rafael/several/rules"
import { readTicks } from "@/lib/rafael/several/schema"
import { answerReasons, answers } from "@/lib/rafael/states/rules"

const path = "/rafael/preinscriptions/repondre/[geste]"
export const metadata: Metadata = { title: titleOf(path) }

type Props = { params: Promise<{ geste: string }>; searchParams: SearchParams }

export default async function AnswerSeveralPage({ params, searchParams }: Props) {
  const { geste: word } = await params
  const geste = lookup(severalGestures, word)
  const actor = await enter(at(path, { geste: word }))
  if (!geste) notFound()
  const { choix, structure } = await readTicks(searchParams)
  const rows = await receivedOnes(actor, choix.slice(0, 50))
  if (rows.length === 0) redirect(at("/rafael/preinscriptions", { vue: "recues", structure, fait: "aucune" }))
  const ids = rows.map(({ id }) => id)
  const choices = answerReasons[geste]
  // A meeting is one session's: those of several sessions are summoned to new ones.
  const [sessionId, ...others] = new Set(rows.map(({ session }) => session.id))
  const meetings = geste === "summon" && sessionId && others.length === 0 ? await meetingsToCome(actor, sessionId, new Date()) : []
  return (
    <Page
      title={titleOf(path)}
      lead={`${answers[geste]} : ${counted(rows.length, "préinscription")}. Les personnes concernées seront prévenues par e-mail.`}
      width="narrow"
    >
      <ul className="grid gap-3">
        {rows.map(({ id, candidate, session, status }) => (
          <li key={id} className="grid gap-1 rounded-card border border-line bg-surface p-4">
            <span className="font-semibold">{candidateName(candidate)}</span>
            <span className="text-soft">
              {session.delivery.course.title}, {periodWords(session)} · {placesWords(session)}
            </span>
            <span>
              <StatusBadge status={status} />
            </span>
          </li>
        ))}
      </ul>
      <Card>
        {geste === "summon" ? (
          <Summons ids={ids} meetings={meetings} />
        ) : (
          <AnswerForm
            ids={ids}
            arrow={geste}
            button={answers[geste]}
            tone={choices ? "danger" : "primary"}
            {...(choices ? { choices } : {})}
          />
        )}
      </Card>
      <BackLink href={at("/rafael/preinscriptions", { vue: "recues", structure })}>Revenir sans répondre</BackLink>
    </Page>
  )
}
