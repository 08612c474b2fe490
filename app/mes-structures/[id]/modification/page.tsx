import type { Metadata } from "next"
import { CorrectionForm } from "@/components/desk/corrections/correction-form"
import { DifferencesTable } from "@/components/desk/corrections/differences-table"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { Banner } from "@/components/ui/banner"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { pendingCorrectionOf } from "@/lib/desk/corrections/queries"
import { enterStructure } from "@/lib/membership/entrance/structure"
import { formatInstant } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { typeOf } from "@/lib/vocabulary/structures/rules"

export const metadata: Metadata = { title: titleOf("/mes-structures/[id]/modification") }

type Props = { params: Promise<{ id: string }> }

export default async function CorrectionPage({ params }: Props) {
  const { id } = await params
  const path = at("/mes-structures/[id]", { id })
  const { actor, structure } = await enterStructure(at("/mes-structures/[id]/modification", { id }), id, "correction.send")
  const pending = await pendingCorrectionOf(actor, structure.id)
  const { raisonSociale, sigle, enseigne, address, postcode, city, types } = structure
  return (
    <Page
      title={titleOf("/mes-structures/[id]/modification")}
      lead="Corrigez ce qui ne va pas : l’équipe Cap Métiers vérifie et met la structure à jour. Rien ne change avant sa réponse."
      width="narrow"
    >
      {pending ? (
        <>
          <Banner tone="wait">
            <p>
              Une modification envoyée par {formatName(pending.account)} le {formatInstant(pending.createdAt)} est à l’étude.
            </p>
          </Banner>
          <Card className="grid gap-4">
            <DifferencesTable differences={pending.proposed} />
            {pending.message ? <p>Message : « {pending.message} »</p> : null}
          </Card>
        </>
      ) : (
        <Card>
          <CorrectionForm
            structureId={structure.id}
            current={{
              raisonSociale,
              sigle: sigle ?? "",
              enseigne: enseigne ?? "",
              address: address ?? "",
              postcode: postcode ?? "",
              city: city ?? "",
              type: typeOf(types),
            }}
            back={path}
          />
        </Card>
      )}
      {pending ? <BackLink href={path}>Revenir à la structure</BackLink> : null}
    </Page>
  )
}
