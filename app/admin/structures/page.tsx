import type { Metadata } from "next"
import Form from "next/form"
import { StructuresTable } from "@/components/desk/structure-dossiers/structures-table"
import { Page } from "@/components/layout/page"
import { Departed } from "@/components/search/ask/departed"
import { Button, LinkButton } from "@/components/ui/button"
import { SelectField } from "@/components/ui/field"
import { FilterLinks } from "@/components/ui/filter-links"
import { Letters } from "@/components/ui/letters"
import { Pagination } from "@/components/ui/pagination"
import { SearchField } from "@/components/ui/search-field"
import { titleOf } from "@/lib/access/routes"
import { structuresForManagers } from "@/lib/desk/structure-dossiers/queries"
import { troubleNames, troubles } from "@/lib/desk/structure-dossiers/rules"
import { readStructureAddress, structureAddress } from "@/lib/desk/structure-dossiers/schema"
import { enter } from "@/lib/identity/entrance/actor"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { rangeOf } from "@/lib/platform/text/counts"
import { departementName } from "@/lib/platform/text/departements"
import { departements } from "@/lib/structures/queries"

export const metadata: Metadata = { title: titleOf("/admin/structures") }

const path = "/admin/structures"
type Props = { searchParams: SearchParams }

export default async function StructuresPage({ searchParams }: Props) {
  const actor = await enter(path)
  const params = await readStructureAddress(searchParams)
  const [{ structures, departure, total, page, pages, offset }, places] = await Promise.all([
    structuresForManagers(actor, params, new Date()),
    departements(),
  ])
  return (
    <Page title={titleOf("/admin/structures")} lead="Trouver, corriger, ouvrir et fermer les structures de la liste.">
      <div className="flex flex-wrap gap-3">
        <LinkButton href={`${path}/nouvelle`}>Créer une structure</LinkButton>
        <LinkButton href={`${path}/import`} tone="secondary">
          Importer un fichier
        </LinkButton>
      </div>
      <Form action={path} className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr_1fr_auto]">
        <div className="sm:col-span-2 lg:col-span-1">
          <SearchField name="q" label="Nom, sigle, enseigne, ville ou SIRET" value={params.q} maxLength={100} />
        </div>
        <SelectField name="departement" label="Département" defaultValue={params.departement} key={`d-${params.departement}`}>
          <option value="">Tous</option>
          {places.map((code) => (
            <option key={code} value={code}>
              {departementName(code)}
            </option>
          ))}
        </SelectField>
        <SelectField name="type" label="Type" defaultValue={params.type ?? ""} key={`t-${params.type}`}>
          <option value="">Tous</option>
          <option value="formateur">Organisme de formation</option>
          <option value="prescripteur">Prescripteur</option>
        </SelectField>
        <SelectField name="etat" label="État" defaultValue={params.etat ?? ""} key={`e-${params.etat}`}>
          <option value="">Tous</option>
          <option value="active">Ouvertes</option>
          <option value="closed">Fermées</option>
        </SelectField>
        {params.souci ? <input type="hidden" name="souci" value={params.souci} /> : null}
        <Button type="submit">Rechercher</Button>
      </Form>
      <FilterLinks
        label="Soucis"
        links={[
          { href: structureAddress(path, { ...params, souci: null, page: null }), name: "Toutes", isHere: params.souci === null },
          ...troubles.map((trouble) => ({
            href: structureAddress(path, { ...params, souci: trouble, page: null }),
            name: troubleNames[trouble],
            isHere: params.souci === trouble,
          })),
        ]}
      />
      <div className="flex flex-wrap items-center justify-between gap-x-6">
        <p aria-live="polite" className="text-soft">
          {rangeOf(offset, structures.length, total, "structure")}
        </p>
        {params.q.trim() || pages === 1 ? null : (
          <Letters current={params.lettre} hrefOf={(lettre) => structureAddress(path, { ...params, page: null, lettre })} />
        )}
      </div>
      <Departed departure={departure} text={params.q} />
      <StructuresTable structures={structures} saysDelays={params.souci === "lente"} />
      <Pagination
        label="Pages des structures"
        page={page}
        pages={pages}
        hrefOf={(page) => structureAddress(path, { ...params, lettre: null, page })}
      />
    </Page>
  )
}
