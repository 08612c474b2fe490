import type { Metadata } from "next"
import { FilesTable } from "@/components/identity/kept-files/files-table"
import { Page } from "@/components/layout/page"
import { Outcome } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { outcomeOf } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { ownFiles } from "@/lib/identity/kept-files/queries"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"

const path = "/mes-fichiers"
export const metadata: Metadata = { title: titleOf(path) }

const readAddress = reading({ fait: words })

type Props = { searchParams: SearchParams }

export default async function FilesPage({ searchParams }: Props) {
  const actor = await enter(path)
  const { fait } = await readAddress(searchParams)
  const files = await ownFiles(actor, new Date())
  return (
    <Page
      title={titleOf(path)}
      lead="Un export qui dure plus de cinq secondes continue si vous quittez la page. Il vous attend ici pendant 48 heures, pour vous seul·e."
      banner={<Outcome>{outcomeOf(path, fait)}</Outcome>}
    >
      <FilesTable files={files} />
      {files.some(({ state }) => state === "making") ? (
        <div>
          <LinkButton tone="secondary" href={path}>
            Actualiser
          </LinkButton>
        </div>
      ) : null}
    </Page>
  )
}
