import type { Metadata } from "next"
import { ImportList } from "@/components/desk/imports/import-list"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { StructureChoice } from "@/components/structures/structure-choice"
import { Outcome } from "@/components/ui/banner"
import { Button } from "@/components/ui/button"
import { Card, Section } from "@/components/ui/card"
import { ErrorSummary } from "@/components/ui/error-summary"
import { FileField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { fileRefusals } from "@/lib/identity/entrance/upload"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { lookup } from "@/lib/platform/text/lookup"
import { enterRafael } from "@/lib/rafael/entrance/structure"
import { latestOfferImports } from "@/lib/rafael/offer-imports/queries"

const path = "/rafael/catalogue/import"
export const metadata: Metadata = { title: titleOf(path) }

const refusals: Record<string, string> = {
  ...fileRefusals,
  "structure-closed": "Cette structure est fermée : son offre ne change plus.",
}

const readAddress = reading({ structure: words, refus: words, fait: words })

type Props = { searchParams: SearchParams }

export default async function OfferImportsPage({ searchParams }: Props) {
  const { structure, refus, fait } = await readAddress(searchParams)
  const { actor, structureId, structures } = await enterRafael(path, "offer.write", structure)
  const imports = await latestOfferImports(actor, structureId)
  const refusal = lookup(refusals, refus)
  return (
    <Page
      title={titleOf(path)}
      lead="Un fichier LHÉO 2.3 : vous voyez l’effet, puis vous lancez."
      banner={
        refusal ? (
          <ErrorSummary errors={[{ id: "fichier", label: "Fichier LHÉO", message: refusal }]} attempt={refusal} />
        ) : (
          <Outcome>{outcomeOf(path, fait)}</Outcome>
        )
      }
      above={<StructureChoice action={path} structures={structures} structureId={structureId} />}
    >
      {actor.control ? null : (
        <Card>
          <Form action="/api/imports/offre" method="post" encType="multipart/form-data" className="grid gap-4">
            <input type="hidden" name="structure" value={structureId} />
            <FileField
              name="fichier"
              label="Fichier LHÉO"
              hint="XML, 20 Mo au plus. Ce que le fichier ne dit pas reste comme vous l’avez saisi ; rien n’est archivé."
              error={refusal}
              accept=".xml,text/xml,application/xml"
              required
            />
            <div>
              <Button type="submit">Envoyer le fichier</Button>
            </div>
          </Form>
        </Card>
      )}
      {imports.length > 0 ? (
        <Section id="imports" title="Derniers imports">
          <ImportList imports={imports} hrefOf={(id) => at("/rafael/catalogue/import/[id]", { id })} unit="formation" />
        </Section>
      ) : null}
      <BackLink href={at("/rafael/catalogue", { structure: structureId })}>Revenir au catalogue</BackLink>
    </Page>
  )
}
