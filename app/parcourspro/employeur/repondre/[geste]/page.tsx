import type { Metadata } from "next"
import { notFound, redirect } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { employerGestures } from "@/components/parcourspro/employers/requests-table"
import { periodWords } from "@/components/parcourspro/event-sessions/session-words"
import { AnswerForm } from "@/components/parcourspro/registrations/answer-form"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { answerAsEmployer } from "@/lib/parcourspro/employers/actions"
import { answersFor, employerOnes } from "@/lib/parcourspro/employers/queries"
import { waitingOnes } from "@/lib/parcourspro/oversight/queries"
import { structuresWith } from "@/lib/parcourspro/rights/rules"
import { readTicks } from "@/lib/parcourspro/several/schema"
import { employerAnswers, needsReason } from "@/lib/parcourspro/states/rules"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { lookup } from "@/lib/platform/text/lookup"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const path = "/parcourspro/employeur/repondre/[geste]"
export const metadata: Metadata = { title: titleOf(path) }

type Props = { params: Promise<{ geste: string }>; searchParams: SearchParams }

export default async function AnswerRequestsPage({ params, searchParams }: Props) {
  const { geste } = await params
  const arrow = lookup(employerGestures, geste)
  const actor = await enter(at(path, { geste }))
  if (!arrow || actor.control) notFound()
  const { choix, structure } = await readTicks(searchParams)
  const rows = actor.isManager ? await waitingOnes(actor, choix.slice(0, 50)) : await employerOnes(actor, choix.slice(0, 50))
  const isEmployer = structuresWith(actor, "employer.answer").includes(structure)
  const back = actor.isManager
    ? at("/admin/parcourspro", { vue: "inscriptions" })
    : isEmployer || !(await answersFor(actor, structure))
      ? at("/parcourspro/employeur", { structure: isEmployer ? structure : null })
      : at("/parcourspro/employeur/sans-employeur", { structure })
  if (rows.length === 0) redirect(back)
  return (
    <Page
      title={titleOf(path)}
      lead={`${employerAnswers[arrow]} : ${counted(rows.length, "demande")}. Les personnes concernées seront prévenues par e-mail.`}
      width="narrow"
    >
      <ul className="grid gap-3">
        {rows.map(({ id, account, session }) => (
          <li key={id} className="grid gap-1 rounded-card border border-line bg-surface p-4">
            <span className="font-semibold">{formatName(account)}</span>
            <span className="text-soft">
              {session.event.title}, {periodWords(session)}
            </span>
          </li>
        ))}
      </ul>
      <Card>
        <AnswerForm
          action={answerAsEmployer}
          ids={rows.map(({ id }) => id)}
          arrow={arrow}
          button={employerAnswers[arrow]}
          isEnding={arrow !== "accept"}
          // A manager answers in someone else's place, and says why.
          reason={needsReason(arrow) || actor.isManager ? "needed" : "none"}
        />
      </Card>
      <BackLink href={back}>Revenir sans répondre</BackLink>
    </Page>
  )
}
