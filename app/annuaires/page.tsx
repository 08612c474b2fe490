import type { Metadata } from "next"
import Form from "next/form"
import { Page } from "@/components/layout/page"
import { StructureLine } from "@/components/search/ask/structure-line"
import { Button } from "@/components/ui/button"
import { Section } from "@/components/ui/card"
import { EmailAddress } from "@/components/ui/email-address"
import { SelectField } from "@/components/ui/field"
import { Pagination } from "@/components/ui/pagination"
import { SearchField } from "@/components/ui/search-field"
import { type Column, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { can } from "@/lib/access/permissions"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { type DirectoryPerson, directoryOfPeople } from "@/lib/membership/people/queries"
import { directoryAddress, readDirectoryAddress } from "@/lib/membership/people/schema"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { formatPhone } from "@/lib/platform/text/phone"
import { type DirectoryLine, departements, directoryOfStructures } from "@/lib/structures/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"

export const metadata: Metadata = { title: titleOf("/annuaires") }

type Props = { searchParams: SearchParams }

export default async function DirectoryPage({ searchParams }: Props) {
  const actor = await enter("/annuaires")
  const asked = await readDirectoryAddress(searchParams)
  const [{ structures, hasMore }, places, { people, hasMore: hasMorePeople }] = await Promise.all([
    directoryOfStructures(actor, { text: asked.q, departement: asked.departement, type: asked.type, page: asked.page }),
    departements(),
    directoryOfPeople(actor, { text: asked.personne, page: asked.pagePersonnes }),
  ])
  const at = (changes: Partial<typeof asked>) => directoryAddress("/annuaires", { ...asked, ...changes })
  return (
    <Page title={titleOf("/annuaires")} lead="Les structures de la région et leurs référents, et les personnes de vos structures.">
      <Section id="structures" title="Structures">
        <Form
          action="/annuaires"
          scroll={false}
          className="flex flex-wrap items-end gap-3 rounded-card border border-line bg-surface p-4 sm:p-5"
        >
          {asked.personne ? <input type="hidden" name="personne" value={asked.personne} /> : null}
          <div className="min-w-0 flex-1 basis-64">
            <SearchField name="q" label="Nom, sigle, ville ou SIRET" value={asked.q} />
          </div>
          <div className="basis-36">
            <SelectField key={asked.departement} name="departement" label="Département" defaultValue={asked.departement}>
              <option value="">Tous</option>
              {places.map((place) => (
                <option key={place}>{place}</option>
              ))}
            </SelectField>
          </div>
          <div className="basis-56">
            <SelectField key={asked.type} name="type" label="Type" defaultValue={asked.type ?? ""}>
              <option value="">Tous</option>
              <option value="formateur">Organisme de formation</option>
              <option value="prescripteur">Prescripteur</option>
            </SelectField>
          </div>
          <Button type="submit">Rechercher</Button>
        </Form>
        <p aria-live="polite" className="text-soft">
          {countOf(structures.length, asked.page <= 1 && !hasMore, ["structure", "structures"])}
        </p>
        <Table
          caption="Structures"
          columns={structureColumns((id) => can(actor, "structure.see", id))}
          rows={structures}
          keyOf={({ siret }) => siret}
          empty={asked.q ? `Aucune structure trouvée pour « ${asked.q} ».` : "Aucune structure ne répond à ces critères."}
        />
        <Pagination label="Pages des structures" page={asked.page} hasNext={hasMore} hrefOf={(page) => at({ page })} />
      </Section>
      <Section
        id="utilisateurs"
        title="Utilisateurs"
        lead={actor.isManager ? "Les personnes de toutes les structures." : "Les personnes rattachées aux mêmes structures que vous."}
      >
        <Form action="/annuaires" scroll={false} className="flex flex-wrap items-end gap-3">
          {asked.q ? <input type="hidden" name="q" value={asked.q} /> : null}
          {asked.departement ? <input type="hidden" name="departement" value={asked.departement} /> : null}
          {asked.type ? <input type="hidden" name="type" value={asked.type} /> : null}
          <div className="min-w-0 flex-1 basis-64">
            <SearchField name="personne" label="Nom, e-mail ou fonction" value={asked.personne} />
          </div>
          <Button type="submit" tone="secondary">
            Chercher une personne
          </Button>
        </Form>
        <p aria-live="polite" className="text-soft">
          {countOf(people.length, asked.pagePersonnes <= 1 && !hasMorePeople, ["personne", "personnes"])}
        </p>
        <Table
          caption="Utilisateurs"
          columns={peopleColumns}
          rows={people}
          keyOf={({ affiliationId }) => affiliationId}
          empty={asked.personne ? `Personne ne répond à « ${asked.personne} ».` : "Personne pour le moment."}
        />
        <Pagination
          label="Pages des utilisateurs"
          page={asked.pagePersonnes}
          hasNext={hasMorePeople}
          hrefOf={(pagePersonnes) => at({ pagePersonnes })}
        />
      </Section>
    </Page>
  )
}

/** How many answers are in sight; those of other pages are not counted. */
function countOf(shown: number, isAll: boolean, [one, many]: [string, string]) {
  return `${shown} ${shown === 1 ? one : many}${isAll ? "" : " sur cette page"}`
}

function structureColumns(maySee: (id: string) => boolean): Column<DirectoryLine>[] {
  return [
    {
      header: "Structure",
      cell: (structure) => (
        <>
          <StructureLine structure={structure} />
          {maySee(structure.id) ? <TextLink href={at("/mes-structures/[id]", { id: structure.id })}>Voir la structure</TextLink> : null}
        </>
      ),
    },
    {
      header: "Validation",
      cell: ({ referents, state }) =>
        state === "closed" ? "Aucune : structure fermée" : referents.length > 0 ? "Par le référent" : "Par Cap Métiers",
    },
    { header: "Référents", cell: ({ referents }) => referents.map(formatName).join(", ") || "Aucun" },
  ]
}

const peopleColumns: Column<DirectoryPerson>[] = [
  { header: "Nom", cell: (person) => <span className="font-semibold">{formatName(person)}</span> },
  { header: "Structure", cell: ({ raisonSociale }) => raisonSociale },
  { header: "Fonction", cell: ({ jobTitle }) => jobTitle ?? "Non renseignée" },
  { header: "Email", cell: ({ email }) => <EmailAddress>{email}</EmailAddress> },
  { header: "Téléphone", cell: ({ phone }) => (phone ? <span className="whitespace-nowrap">{formatPhone(phone)}</span> : "Non renseigné") },
]
