import type { Metadata } from "next"
import Form from "next/form"
import Link from "next/link"
import { Page } from "@/components/layout/page"
import { Departed } from "@/components/search/ask/departed"
import { Button } from "@/components/ui/button"
import { Section } from "@/components/ui/card"
import { MailLink, PhoneLink, ReachLinks } from "@/components/ui/contact-links"
import { Digits } from "@/components/ui/digits"
import { SelectField } from "@/components/ui/field"
import { Letters } from "@/components/ui/letters"
import { Pagination } from "@/components/ui/pagination"
import { SearchField } from "@/components/ui/search-field"
import { type Column, Quiet, Table } from "@/components/ui/table"
import { at } from "@/lib/access/addresses"
import { can } from "@/lib/access/permissions"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { type DirectoryPerson, directoryOfPeople } from "@/lib/membership/people/queries"
import { directoryAddress, readDirectoryAddress } from "@/lib/membership/people/schema"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { rangeOf } from "@/lib/platform/text/counts"
import { departementName } from "@/lib/platform/text/departements"
import { formatPhone } from "@/lib/platform/text/phone"
import { type DirectoryLine, departements, directoryOfStructures } from "@/lib/structures/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { formatPlace, formatSiret, formatTypes } from "@/lib/vocabulary/structures/rules"

export const metadata: Metadata = { title: titleOf("/annuaires") }

type Props = { searchParams: SearchParams }

export default async function DirectoryPage({ searchParams }: Props) {
  const actor = await enter("/annuaires")
  const asked = await readDirectoryAddress(searchParams)
  const [found, places, persons] = await Promise.all([
    directoryOfStructures(actor, {
      text: asked.q,
      departement: asked.departement,
      type: asked.type,
      letter: asked.lettre,
      page: asked.page,
    }),
    departements(),
    directoryOfPeople(actor, { text: asked.personne, page: asked.pagePersonnes }),
  ])
  const listWith = (changes: Partial<typeof asked>) => directoryAddress("/annuaires", { ...asked, ...changes })
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
              {places.map((code) => (
                <option key={code} value={code}>
                  {departementName(code)}
                </option>
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
        <div className="flex flex-wrap items-center justify-between gap-x-6">
          <p aria-live="polite" className="text-soft">
            {rangeOf(found.offset, found.structures.length, found.total, "structure")}
          </p>
          {asked.q.trim() || found.pages === 1 ? null : (
            <Letters current={asked.lettre} hrefOf={(lettre) => listWith({ lettre, page: 1 })} />
          )}
        </div>
        <Departed departure={found.departure} text={asked.q} />
        <Table
          caption="Structures"
          columns={structureColumns((id) => can(actor, "structure.see", id))}
          rows={found.structures}
          keyOf={({ siret }) => siret}
          empty={asked.q ? `Aucune structure trouvée pour « ${asked.q} ».` : "Aucune structure ne répond à ces critères."}
        />
        <Pagination
          label="Pages des structures"
          page={found.page}
          pages={found.pages}
          hrefOf={(page) => listWith({ lettre: null, page })}
        />
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
          {rangeOf(persons.offset, persons.people.length, persons.total, "personne")}
        </p>
        <Table
          caption="Utilisateurs"
          columns={peopleColumns}
          rows={persons.people}
          keyOf={({ affiliationId }) => affiliationId}
          empty={asked.personne ? `Personne ne répond à « ${asked.personne} ».` : "Personne pour le moment."}
        />
        <Pagination
          label="Pages des utilisateurs"
          page={persons.page}
          pages={persons.pages}
          jump="pagePersonnes"
          hrefOf={(pagePersonnes) => listWith({ pagePersonnes })}
        />
      </Section>
    </Page>
  )
}

function structureColumns(maySee: (id: string) => boolean): Column<DirectoryLine>[] {
  return [
    {
      header: "Structure",
      place: "name",
      cell: ({ id, raisonSociale, sigle }) => (
        <>
          {maySee(id) ? (
            <Link href={at("/mes-structures/[id]", { id })} className="font-semibold text-brand underline underline-offset-4">
              {raisonSociale}
            </Link>
          ) : (
            <span className="font-semibold">{raisonSociale}</span>
          )}
          {sigle ? <span className="text-soft"> · {sigle}</span> : null}
        </>
      ),
    },
    { header: "Siret", cell: ({ siret }) => <Digits>{formatSiret(siret)}</Digits> },
    { header: "Ville", place: "under", cell: (structure) => formatPlace(structure) },
    { header: "Type", place: "none", cell: ({ types }) => formatTypes(types) },
    {
      header: "Validation",
      place: "none",
      cell: ({ referents, state }) =>
        state === "closed" ? "Aucune : structure fermée" : referents.length > 0 ? "Par le référent" : "Par Cap Métiers",
    },
    { header: "Référents", cell: ({ referents }) => (referents.length > 0 ? referents.map(formatName).join(", ") : <Quiet>Aucun</Quiet>) },
  ]
}

const peopleColumns: Column<DirectoryPerson>[] = [
  {
    header: "Nom",
    place: "name",
    cell: (person) => (
      <span className="flex items-start justify-between gap-2">
        <span className="font-semibold">{formatName(person)}</span>
        <ReachLinks name={formatName(person)} email={person.email} phone={person.phone ? formatPhone(person.phone) : ""} />
      </span>
    ),
  },
  { header: "Structure", place: "under", cell: ({ raisonSociale }) => raisonSociale },
  { header: "Fonction", cell: ({ jobTitle }) => jobTitle ?? <Quiet>Non renseignée</Quiet> },
  { header: "Email", place: "none", cell: ({ email }) => <MailLink address={email} /> },
  {
    header: "Téléphone",
    place: "none",
    cell: ({ phone }) => (phone ? <PhoneLink number={formatPhone(phone)} /> : <Quiet>Non renseigné</Quiet>),
  },
]
