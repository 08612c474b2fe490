import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { periodWords } from "@/components/parcourspro/event-sessions/session-words"
import { WithdrawForm } from "@/components/parcourspro/registrations/withdraw-form"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { ownRegistration } from "@/lib/parcourspro/registrations/queries"
import { isLiving, isPlaced } from "@/lib/parcourspro/states/rules"

const path = "/parcourspro/inscriptions/[id]/retirer"
export const metadata: Metadata = { title: titleOf(path) }

export default async function WithdrawPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const actor = await enter(at(path, { id }))
  const one = await ownRegistration(actor, id)
  if (!one || !isLiving(one.status) || actor.control) notFound()
  return (
    <Page title={titleOf(path)} lead={`${one.session.event.title}, ${periodWords(one.session)}.`} width="narrow">
      <p className="max-w-prose">
        {isPlaced(one.status)
          ? "Votre place sera proposée à la personne suivante, et le prestataire est prévenu."
          : "Votre demande s’arrête là. Vous pourrez en refaire une tant que les inscriptions sont ouvertes."}
      </p>
      <Card>
        <WithdrawForm registrationId={id} />
      </Card>
      <BackLink href="/parcourspro/inscriptions">Revenir à mes inscriptions</BackLink>
    </Page>
  )
}
