import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { ProgrammeFigures } from "@/components/parcourspro/figures/programme-figures"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { programmeFigures } from "@/lib/parcourspro/figures/queries"
import { readFiguresAddress } from "@/lib/parcourspro/figures/schema"
import { yearOf } from "@/lib/parcourspro/year-rules/rules"
import type { SearchParams } from "@/lib/platform/http/search-params"

const path = "/admin/parcourspro/chiffres"
export const metadata: Metadata = { title: titleOf(path) }

export default async function ProgrammeFiguresPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await enter(path)
  const asked = await readFiguresAddress(searchParams)
  const now = new Date()
  const figures = (await programmeFigures(actor, now, asked)) ?? notFound()
  return (
    <Page
      title={titleOf(path)}
      lead="Les sessions ouvertes dans l’année, sans celles qui sont annulées : si elles sont pleines, suivies, et utiles. Une moyenne se lit à partir de cinq réponses."
    >
      <ProgrammeFigures asked={asked} figures={figures} thisYear={yearOf(now)} />
      <BackLink href="/admin/parcourspro">Revenir à ParcoursPro</BackLink>
    </Page>
  )
}
