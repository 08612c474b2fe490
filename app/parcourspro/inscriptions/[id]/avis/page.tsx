import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { periodWords } from "@/components/parcourspro/event-sessions/session-words"
import { JudgementForm } from "@/components/parcourspro/satisfactions/judgement-form"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { ownRegistration } from "@/lib/parcourspro/registrations/queries"
import { leastAnswers, mayJudge } from "@/lib/parcourspro/satisfactions/rules"

const path = "/parcourspro/inscriptions/[id]/avis"
export const metadata: Metadata = { title: titleOf(path) }

export default async function JudgementPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const actor = await enter(at(path, { id }))
  const one = await ownRegistration(actor, id)
  if (!one || !mayJudge(one, new Date()) || actor.control) notFound()
  return (
    <Page title={titleOf(path)} lead={`${one.session.event.title}, ${periodWords(one.session)}.`} width="narrow">
      <p className="max-w-prose">
        Personne ne lit votre réponse : seule la moyenne se lit, à partir de {leastAnswers} réponses. Vous pouvez la changer.
      </p>
      <Card>
        <JudgementForm registrationId={id} current={String(one.satisfaction?.score ?? "")} />
      </Card>
      <BackLink href="/parcourspro/inscriptions">Revenir à mes inscriptions</BackLink>
    </Page>
  )
}
