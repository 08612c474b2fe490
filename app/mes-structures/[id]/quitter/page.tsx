import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { Page } from "@/components/layout/page"
import { LeavingForm } from "@/components/membership/departures/leaving-form"
import { Banner } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enterStructure } from "@/lib/membership/entrance/structure"
import { profilNames } from "@/lib/vocabulary/profils/rules"

export const metadata: Metadata = { title: titleOf("/mes-structures/[id]/quitter") }

type Props = { params: Promise<{ id: string }> }

export default async function LeavePage({ params }: Props) {
  const { id } = await params
  const path = at("/mes-structures/[id]", { id })
  const { actor, structure } = await enterStructure(at("/mes-structures/[id]/quitter", { id }), id, "structure.see")
  const own = actor.affiliations.find(({ structureId }) => structureId === structure.id)
  if (!own) notFound()
  return (
    <Page title={titleOf("/mes-structures/[id]/quitter")} lead={structure.raisonSociale} width="narrow">
      {own.isReferent ? (
        <Banner tone="info">
          <p className="font-semibold">Vous êtes référent·e de cette structure.</p>
          <p>Avant de partir, faites nommer quelqu’un d’autre : l’équipe Cap Métiers s’en occupe dès que vous le lui dites.</p>
          <LinkButton tone="quiet" className="justify-self-start px-0!" href={at("/mes-structures/[id]/referent", { id, depart: 1 })}>
            Contactez-nous
          </LinkButton>
        </Banner>
      ) : (
        <Card className="grid gap-5">
          <ul className="grid list-disc gap-1 pl-5">
            <li>Vos droits pour cette structure sont fermés dès votre confirmation : {profilNames(own).join(", ")}.</li>
            <li>Ses référents sont prévenus ; vous n’avez personne d’autre à appeler.</li>
            <li>Votre compte et vos autres structures ne changent pas. Pour revenir, il faudra une nouvelle demande.</li>
          </ul>
          <LeavingForm affiliationId={own.id} back={path} />
        </Card>
      )}
      <p className="text-soft">
        Vous changez d’employeur ?{" "}
        <LinkButton tone="quiet" className="px-0!" href="/mes-structures/changement-employeur">
          Prévenez toutes vos structures d’un coup
        </LinkButton>
      </p>
    </Page>
  )
}
