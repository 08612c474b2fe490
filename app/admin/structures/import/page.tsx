import type { Metadata } from "next"
import { ImportList } from "@/components/desk/imports/import-list"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { Outcome } from "@/components/ui/banner"
import { Button } from "@/components/ui/button"
import { Card, Section } from "@/components/ui/card"
import { ErrorSummary } from "@/components/ui/error-summary"
import { FileField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { latestImports } from "@/lib/desk/import-files/queries"
import { allColumns } from "@/lib/desk/imports/rules"
import { enter } from "@/lib/identity/entrance/actor"
import { fileRefusals } from "@/lib/identity/entrance/upload"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { lookup } from "@/lib/platform/text/lookup"

export const metadata: Metadata = { title: titleOf("/admin/structures/import") }

const refusals: Record<string, string> = {
  ...fileRefusals,
  workbook: "Ce fichier est un classeur (Excel ou LibreOffice), pas un CSV : ouvrez-le, puis enregistrez-le au format « CSV UTF-8 ».",
  "no-header": "La première ligne de ce fichier ne donne pas de noms de colonnes séparés par des points-virgules, virgules ou tabulations.",
}

const readAddress = reading({ refus: words, fait: words })

type Props = { searchParams: SearchParams }

export default async function ImportsPage({ searchParams }: Props) {
  const actor = await enter("/admin/structures/import")
  const [{ refus, fait }, imports] = await Promise.all([readAddress(searchParams), latestImports(actor)])
  const refusal = lookup(refusals, refus)
  return (
    <Page
      title={titleOf("/admin/structures/import")}
      lead="Un fichier CSV : vous dites quelle colonne porte quoi, vous voyez l’effet, puis vous lancez."
      banner={
        refusal ? (
          <ErrorSummary errors={[{ id: "fichier", label: "Fichier CSV", message: refusal }]} attempt={refusal} />
        ) : (
          <Outcome>{outcomeOf("/admin/structures/import", fait)}</Outcome>
        )
      }
    >
      <Card>
        <Form action="/api/imports" method="post" encType="multipart/form-data" className="grid gap-4">
          <FileField
            name="fichier"
            label="Fichier CSV"
            hint={`20 Mo au plus, en UTF-8 ou tel qu’Excel l’enregistre. Colonnes connues : ${allColumns.join(", ")}.`}
            error={refusal}
            accept=".csv,text/csv"
            required
          />
          <div>
            <Button type="submit">Envoyer le fichier</Button>
          </div>
        </Form>
      </Card>
      {imports.length > 0 ? (
        <Section id="imports" title="Derniers imports">
          <ImportList imports={imports} hrefOf={(id) => at("/admin/structures/import/[id]", { id })} unit="ligne" />
        </Section>
      ) : null}
      <BackLink href="/admin/structures">Revenir aux structures</BackLink>
    </Page>
  )
}
