import type { Metadata } from "next"
import { parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import { Page } from "@/components/layout/page"
import { SessionsTable } from "@/components/parcourspro/providers/tables"
import { StructureChoice } from "@/components/structures/structure-choice"
import { FilterLinks } from "@/components/ui/filter-links"
import { Pagination } from "@/components/ui/pagination"
import { titleOf } from "@/lib/access/routes"
import { enterProgramme } from "@/lib/parcourspro/entrance/structure"
import { providerSessions } from "@/lib/parcourspro/providers/queries"
import { addressWith, reading, type SearchParams, words } from "@/lib/platform/http/search-params"

const path = "/parcourspro/prestataire"
export const metadata: Metadata = { title: titleOf(path) }

const views = { "a-venir": "À venir", passees: "Passées" } as const
const parsers = {
  structure: words,
  onglet: parseAsStringLiteral(["a-venir", "passees"]).withDefault("a-venir"),
  page: parseAsInteger.withDefault(1),
}
const readAddress = reading(parsers)
const addressOf = addressWith(parsers)

export default async function ProviderPage({ searchParams }: { searchParams: SearchParams }) {
  const asked = await readAddress(searchParams)
  const { actor, structureId, structures } = await enterProgramme(path, "provider.run", asked.structure)
  const isOver = asked.onglet === "passees"
  const { rows = [], pages = 1 } = (await providerSessions(actor, structureId, { isOver, page: asked.page }, new Date())) ?? {}
  return (
    <Page
      title={titleOf(path)}
      lead="Les sessions du programme que votre structure donne : les demandes, les personnes attendues."
      above={<StructureChoice action={path} structures={structures} structureId={structureId} kept={{ onglet: asked.onglet }} />}
    >
      <FilterLinks
        label="Listes"
        links={(Object.keys(views) as (keyof typeof views)[]).map((onglet) => ({
          href: addressOf(path, { structure: structureId, onglet, page: null }),
          name: views[onglet],
          isHere: onglet === asked.onglet,
        }))}
      />
      <SessionsTable
        rows={rows}
        empty={isOver ? "Aucune session n’est passée." : "Aucune session à venir : l’équipe Cap Métiers les inscrit au programme."}
      />
      <Pagination
        label="Pages des sessions"
        page={asked.page}
        pages={pages}
        hrefOf={(page) => addressOf(path, { ...asked, structure: structureId, page })}
      />
    </Page>
  )
}
