import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { Steps } from "@/components/layout/steps"
import { ResumeDraft } from "@/components/membership/signups/resume-draft"
import { StructureStep } from "@/components/membership/signups/structure-step"
import { FoundStructures } from "@/components/search/ask/found-structures"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { searchForVisitor } from "@/lib/identity/entrance/searches"
import { hasDeviceDraft } from "@/lib/membership/signups/draft"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { lookup } from "@/lib/platform/text/lookup"

export const metadata: Metadata = { title: titleOf("/inscription") }

const refusals: Record<string, string> = {
  inconnue: "Cette structure est introuvable. Choisissez-en une dans la liste.",
  fermee: "Cette structure est fermée : elle ne peut pas être choisie.",
}

const readAddress = reading({ q: words, refus: words, demande: words })

type Props = { searchParams: SearchParams }

export default async function SignupStructurePage({ searchParams }: Props) {
  const { q, refus, demande } = await readAddress(searchParams)
  return (
    <Page title={titleOf("/inscription")} lead="Commençons par la structure pour laquelle vous travaillez." width="narrow">
      <Steps current={1} />
      {(await hasDeviceDraft()) ? <ResumeDraft /> : null}
      <Card>
        <StructureStep initialText={q} demande={demande} refused={lookup(refusals, refus)} />
      </Card>
      {q ? (
        <FoundStructures
          text={q}
          found={await searchForVisitor(q, 20)}
          hrefOf={(siret) => at("/inscription/informations", { siret, demande })}
        />
      ) : null}
    </Page>
  )
}
