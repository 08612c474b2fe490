import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { Badge } from "@/components/ui/badge"
import { LinkButton } from "@/components/ui/button"
import { type Column, Quiet, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { counted } from "@/lib/platform/text/counts"
import { formatInstant } from "@/lib/platform/time/dates"
import { type ApplicationLine, applicationsForManagers } from "@/lib/signon/applications/queries"

const path = "/admin/applications"
export const metadata: Metadata = { title: titleOf(path) }

export default async function ApplicationsPage() {
  const actor = await enter(path)
  const applications = await applicationsForManagers(actor)
  return (
    <Page
      title={titleOf(path)}
      lead="Les outils où l’on entre avec son compte du portail : ce qu’ils lisent, qui y entre, et ce qui leur est annoncé."
    >
      <div>
        <LinkButton href="/admin/applications/nouvelle">Déclarer une application</LinkButton>
      </div>
      <Table
        caption="Applications"
        columns={columns}
        rows={applications}
        keyOf={({ id }) => id}
        empty={<p>Aucune application n’est déclarée : personne n’entre ailleurs avec son compte du portail.</p>}
      />
    </Page>
  )
}

const columns: Column<ApplicationLine>[] = [
  {
    header: "Nom",
    place: "name",
    cell: ({ id, name }) => (
      <TextLink strong href={at("/admin/applications/[id]", { id })}>
        {name}
      </TextLink>
    ),
  },
  {
    header: "État",
    cell: ({ state, failures }) => (
      <span className="flex flex-wrap gap-2">
        {state === "active" ? <Badge tone="good">Ouverte</Badge> : <Badge tone="bad">Suspendue</Badge>}
        {failures > 0 && state === "active" ? <Badge tone="wait">Ne répond pas</Badge> : null}
      </span>
    ),
  },
  // On a narrow screen the headers are gone: each value says what it is.
  { header: "Personnes", cell: ({ people }) => counted(people, "personne") },
  { header: "Dernière connexion", cell: ({ lastAt }) => (lastAt ? `Le ${formatInstant(lastAt)}` : <Quiet>Jamais</Quiet>) },
  {
    header: "Événements en attente",
    cell: ({ waiting, dead }) =>
      waiting + dead > 0 ? (
        [waiting > 0 ? `${waiting} en attente` : "", dead > 0 ? `${dead} non remis` : ""].filter(Boolean).join(", ")
      ) : (
        <Quiet>Aucun</Quiet>
      ),
  },
]
