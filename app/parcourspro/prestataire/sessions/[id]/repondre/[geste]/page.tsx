import type { Metadata } from "next"
import { notFound, redirect } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { periodWords } from "@/components/parcourspro/event-sessions/session-words"
import { headWords, providerGestures } from "@/components/parcourspro/providers/tables"
import { AnswerForm } from "@/components/parcourspro/registrations/answer-form"
import { RegistrationBadge } from "@/components/parcourspro/registrations/status-badge"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { enterEventSession } from "@/lib/parcourspro/entrance/session"
import { answerAsProvider } from "@/lib/parcourspro/providers/actions"
import { sessionOnes } from "@/lib/parcourspro/providers/queries"
import { readTicks } from "@/lib/parcourspro/several/schema"
import { needsReason, providerAnswers } from "@/lib/parcourspro/states/rules"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { lookup } from "@/lib/platform/text/lookup"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const path = "/parcourspro/prestataire/sessions/[id]/repondre/[geste]"
type Props = { params: Promise<{ id: string; geste: string }>; searchParams: SearchParams }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, geste } = await params
  const { session } = await enterEventSession(at(path, { id, geste }), id)
  return { title: `Répondre, ${session.event.title}` }
}

export default async function AnswerRegistrationsPage({ params, searchParams }: Props) {
  const { id, geste } = await params
  const arrow = lookup(providerGestures, geste)
  const { actor, session } = await enterEventSession(at(path, { id, geste }), id)
  if (!arrow || actor.control) notFound()
  const back = at("/parcourspro/prestataire/sessions/[id]", { id })
  const rows = await sessionOnes(session, (await readTicks(searchParams)).choix.slice(0, 50))
  if (rows.length === 0) redirect(back)
  return (
    <Page
      title="Répondre aux demandes"
      lead={`${providerAnswers[arrow]} : ${counted(rows.length, "demande")}, ${session.event.title}, ${periodWords(session)}. ${headWords(session, 0)}.`}
      width="narrow"
    >
      <ul className="grid gap-3">
        {rows.map(({ id: registrationId, account, structure, status }) => (
          <li key={registrationId} className="grid gap-1 rounded-card border border-line bg-surface p-4">
            <span className="font-semibold">{formatName(account)}</span>
            <span className="text-soft">{structure.raisonSociale}</span>
            <span>
              <RegistrationBadge status={status} />
            </span>
          </li>
        ))}
      </ul>
      {arrow === "confirm" ? (
        <p className="text-soft">Les personnes qui n’ont plus de place passent en liste d’attente, dans l’ordre de leurs demandes.</p>
      ) : null}
      <Card>
        <AnswerForm
          action={answerAsProvider}
          ids={rows.map((row) => row.id)}
          arrow={arrow}
          button={providerAnswers[arrow]}
          isEnding={arrow === "decline"}
          reason={needsReason(arrow) ? "needed" : "none"}
          fields={{ sessionId: id }}
        />
      </Card>
      <BackLink href={back}>Revenir sans répondre</BackLink>
    </Page>
  )
}
