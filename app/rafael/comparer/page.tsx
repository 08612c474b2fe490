import type { Metadata } from "next"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { ComparisonTable } from "@/components/rafael/offer-search/comparison-table"
import { Banner } from "@/components/ui/banner"
import { titleOf } from "@/lib/access/routes"
import { reading, type SearchParams, severalWords } from "@/lib/platform/http/search-params"
import { publishedSession } from "@/lib/rafael/offer-search/queries"
import { comparedAtMost } from "@/lib/rafael/offer-search/rules"

const path = "/rafael/comparer"
export const metadata: Metadata = { title: titleOf(path) }

const readAddress = reading({ s: severalWords })

export default async function ComparisonPage({ searchParams }: { searchParams: SearchParams }) {
  const { s } = await readAddress(searchParams)
  const chosen = [...new Set(s)]
  const asked = chosen.slice(0, comparedAtMost)
  const now = new Date()
  const found = (await Promise.all(asked.map((id) => publishedSession(id, now)))).filter((session) => session !== null)
  return (
    <Page title={titleOf(path)} lead="Ce qui distingue ces sessions vient d’abord.">
      {chosen.length > comparedAtMost ? (
        <Banner tone="wait">
          <p>
            Vous avez coché {chosen.length} sessions : les {comparedAtMost} premières sont comparées.
          </p>
        </Banner>
      ) : null}
      {found.length < 2 ? (
        <Banner tone="info">
          <p>Cochez de deux à quatre sessions dans la recherche, puis comparez-les.</p>
        </Banner>
      ) : (
        <ComparisonTable sessions={found} />
      )}
      <BackLink href="/rafael">Revenir à la recherche</BackLink>
    </Page>
  )
}
