import type { Metadata } from "next"
import Form from "next/form"
import { Page } from "@/components/layout/page"
import { StructureLine } from "@/components/structures/structure-line"
import { Button } from "@/components/ui/button"
import { TextField } from "@/components/ui/field"
import { enter } from "@/lib/access/actor"
import { param, type SearchParams } from "@/lib/platform/search-params"
import { searchStructures } from "@/lib/structures/queries"

export const metadata: Metadata = { title: "Annuaires" }

type Props = { searchParams: SearchParams }

export default async function DirectoryPage({ searchParams }: Props) {
  await enter("/annuaires")
  const asked = await searchParams
  const q = param(asked.q)
  const structures = q ? await searchStructures(q, 20) : []
  return (
    <Page title="Annuaires" lead="Trouvez une structure par son nom, son sigle, sa ville ou son SIRET.">
      <section aria-labelledby="structures" className="grid gap-4">
        <h2 id="structures" className="text-xl font-semibold">
          Structures
        </h2>
        <Form action="/annuaires" className="flex flex-wrap items-end gap-3">
          <div className="min-w-0 flex-1 basis-64">
            <TextField name="q" label="Nom, sigle, ville ou SIRET" defaultValue={q} type="search" />
          </div>
          <Button type="submit">Rechercher</Button>
        </Form>
        <ul className="grid gap-2">
          {structures.map((structure) => (
            <li key={structure.siret} className="rounded-control border border-line bg-surface px-4 py-3">
              <StructureLine structure={{ ...structure, city: structure.commune }} />
            </li>
          ))}
        </ul>
        {q && structures.length === 0 ? <p className="text-soft">Aucune structure trouvée pour « {q} ».</p> : null}
      </section>
    </Page>
  )
}
