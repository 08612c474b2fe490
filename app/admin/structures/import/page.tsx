import type { Metadata } from "next"
import Link from "next/link"
import { statusNames } from "@/components/imports/import-progress"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { Badge } from "@/components/ui/badge"
import { Banner, Outcome } from "@/components/ui/banner"
import { Button } from "@/components/ui/button"
import { Card, Section } from "@/components/ui/card"
import { enter } from "@/lib/access/actor"
import { formatName } from "@/lib/accounts/rules"
import { latestImports } from "@/lib/imports/queries"
import { allColumns } from "@/lib/imports/rules"
import { formatInstant } from "@/lib/platform/dates"
import { param, type SearchParams } from "@/lib/platform/search-params"

export const metadata: Metadata = { title: "Importer des structures" }

const done: Record<string, string> = { abandonne: "Le fichier est abandonné : la liste n’a pas changé." }
const refusals: Record<string, string> = {
  "fichier-absent": "Choisissez un fichier.",
  "no-header": "La première ligne de ce fichier ne donne pas de noms de colonnes séparés par des points-virgules, virgules ou tabulations.",
}

type Props = { searchParams: SearchParams }

export default async function ImportsPage({ searchParams }: Props) {
  const actor = await enter("/admin/structures/import")
  const [asked, imports] = await Promise.all([searchParams, latestImports(actor)])
  const refusal = refusals[param(asked.refus)]
  return (
    <Page
      title="Importer des structures"
      lead="Un fichier CSV : vous dites quelle colonne porte quoi, vous voyez l’effet, puis vous lancez."
      banner={
        refusal ? (
          <Banner tone="bad" role="status">
            <p>{refusal}</p>
          </Banner>
        ) : (
          <Outcome>{done[param(asked.fait)]}</Outcome>
        )
      }
    >
      <Card>
        <form action="/api/imports" method="post" encType="multipart/form-data" className="grid gap-4">
          <div className="grid gap-1.5">
            <label htmlFor="fichier" className="font-semibold">
              Fichier CSV
            </label>
            <p id="fichier-aide" className="text-sm text-soft">
              20 Mo au plus, en UTF-8 ou tel qu’Excel l’enregistre. Colonnes connues : {allColumns.join(", ")}.
            </p>
            <input
              id="fichier"
              name="fichier"
              type="file"
              accept=".csv,text/csv"
              required
              aria-describedby="fichier-aide"
              className="w-full rounded-control border border-line-strong bg-surface p-2 file:mr-3 file:min-h-10 file:rounded-control file:border-0 file:bg-sunken file:px-3 file:font-semibold"
            />
          </div>
          <div>
            <Button type="submit">Envoyer le fichier</Button>
          </div>
        </form>
      </Card>
      {imports.length > 0 ? (
        <Section id="imports" title="Derniers imports">
          <ul className="grid gap-3">
            {imports.map(({ id, fileName, status, createdAt, total, author }) => (
              <li key={id}>
                <Card className="flex flex-wrap items-center justify-between gap-3">
                  <div className="min-w-0">
                    <Link
                      href={`/admin/structures/import/${id}`}
                      className="font-semibold text-brand underline underline-offset-4 wrap-anywhere"
                    >
                      {fileName}
                    </Link>
                    <p className="text-soft">
                      {total.toLocaleString("fr-FR")} lignes · {formatName(author)}, le {formatInstant(createdAt)}
                    </p>
                  </div>
                  <Badge tone={status === "done" ? "good" : status === "failed" ? "bad" : "wait"}>{statusNames[status]}</Badge>
                </Card>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <BackLink href="/admin/structures">Revenir aux structures</BackLink>
    </Page>
  )
}
