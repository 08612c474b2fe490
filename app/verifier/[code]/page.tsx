import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { Banner } from "@/components/ui/banner"
import { Card, Facts } from "@/components/ui/card"
import { titleOf } from "@/lib/access/routes"
import { verified } from "@/lib/parcourspro/documents/queries"
import { documentKinds, numberWords } from "@/lib/parcourspro/documents/rules"
import { formatDay } from "@/lib/platform/time/dates"

export const metadata: Metadata = { title: titleOf("/verifier/[code]") }

/** Whether a paper is one of the portal's, and still stands: for whoever scans its code, without account and without a name. */
export default async function VerifyPage({ params }: { params: Promise<{ code: string }> }) {
  const code = decodeURIComponent((await params).code).slice(0, 60)
  const found = await verified(code)
  if (!found)
    return (
      <Page title={titleOf("/verifier/[code]")} width="narrow">
        <Banner tone="bad">
          <p>Aucun document du portail n’a ce code. Vérifiez-le, caractère par caractère.</p>
        </Banner>
      </Page>
    )
  return (
    <Page title={titleOf("/verifier/[code]")} width="narrow">
      <Banner tone={found.isLatest ? "good" : "wait"}>
        <p>
          {found.isLatest
            ? `Ce document a été établi le ${formatDay(found.issuedAt)}, et il est toujours valable.`
            : `Ce document a été établi le ${formatDay(found.issuedAt)}. Une version plus récente le remplace.`}
        </p>
      </Banner>
      <Card>
        <Facts
          facts={[
            ["Document", documentKinds[found.kind].name],
            ["Action", found.title],
            ["Numéro", `${numberWords(found.kind, found.year, found.number)}, version ${found.version}`],
            [
              "Empreinte du fichier (SHA-256)",
              <span key="sha" className="wrap-anywhere">
                {found.sha256}
              </span>,
            ],
          ]}
        />
      </Card>
    </Page>
  )
}
