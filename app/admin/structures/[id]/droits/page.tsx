import type { Metadata } from "next"
import Form from "next/form"
import { notFound } from "next/navigation"
import { PastRightsTable } from "@/components/desk/structure-dossiers/past-rights-table"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { Button } from "@/components/ui/button"
import { Section } from "@/components/ui/card"
import { TextField } from "@/components/ui/field"
import { at } from "@/lib/access/addresses"
import { managedStructure } from "@/lib/desk/structure-dossiers/queries"
import { enter } from "@/lib/identity/entrance/actor"
import { rightsOn } from "@/lib/membership/rights-history/queries"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { isDay } from "@/lib/platform/text/fields"
import { formatDay } from "@/lib/platform/time/dates"
import { dayOf, endOf } from "@/lib/platform/time/working-days"

const yearOfDays = 365 * 24 * 3_600_000
const readAddress = reading({ jour: words })

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const structure = await managedStructure(await enter(at("/admin/structures/[id]", { id })), id)
  return { title: structure ? `Les droits passés : ${structure.raisonSociale}` : "Page introuvable" }
}

export default async function PastRightsPage({ params, searchParams }: Props) {
  const { id } = await params
  const path = at("/admin/structures/[id]/droits", { id })
  const actor = await enter(path)
  const structure = (await managedStructure(actor, id)) ?? notFound()
  const now = new Date()
  const { jour } = await readAddress(searchParams)
  const [earliest, latest] = [dayOf(new Date(now.getTime() - yearOfDays)), dayOf(now)]
  const day = isDay(jour) && jour >= earliest && jour <= latest ? jour : latest
  const instant = new Date(Math.min(endOf(day).getTime(), now.getTime()))
  const rights = (await rightsOn(actor, id, instant)) ?? []
  return (
    <Page title="Les droits au…" lead={`Qui pouvait faire quoi dans ${structure.raisonSociale}, à la fin d’une journée.`}>
      <Form action={path} className="flex flex-wrap items-end gap-3">
        <TextField
          name="jour"
          label="Jour"
          type="date"
          defaultValue={day}
          min={earliest}
          max={latest}
          hint="Le journal remonte à douze mois."
        />
        <Button type="submit">Voir</Button>
      </Form>
      <Section id="droits" title={`Les droits au ${formatDay(new Date(`${day}T12:00:00Z`))}`}>
        <PastRightsTable rights={rights} />
      </Section>
      <BackLink href={at("/admin/structures/[id]", { id })}>Revenir à la structure</BackLink>
    </Page>
  )
}
