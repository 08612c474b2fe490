import type { Metadata } from "next"
import { parseAsInteger } from "nuqs/server"
import { Page } from "@/components/layout/page"
import { CampaignFiles } from "@/components/parcourspro/campaigns/campaign-files"
import { CampaignForm } from "@/components/parcourspro/campaigns/campaign-form"
import { Outcome } from "@/components/ui/banner"
import { Card, Section } from "@/components/ui/card"
import { ErrorSummary } from "@/components/ui/error-summary"
import { outcomeOf } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { fileRefusals } from "@/lib/identity/entrance/upload"
import { campaigns } from "@/lib/parcourspro/campaigns/queries"
import { type Fee, feesText, wavesText } from "@/lib/parcourspro/campaigns/rules"
import { usualRules, type Wave, yearOf } from "@/lib/parcourspro/year-rules/rules"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { lookup } from "@/lib/platform/text/lookup"

const path = "/admin/campagnes"
export const metadata: Metadata = { title: titleOf(path) }
const readAddress = reading({ fait: words, refus: words, annee: parseAsInteger })

const refusals: Record<string, string> = {
  ...fileRefusals,
  "not-found": "Enregistrez d’abord les règles de cette année.",
  "too-large": "Ce fichier dépasse 5 Mo : réduisez-le.",
  "wrong-type": "Ce fichier n’est pas d’un type accepté : un PDF, ou pour le flyer une image PNG ou JPEG.",
}

export default async function CampaignsPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await enter(path)
  const { fait, refus, annee } = await readAddress(searchParams)
  const refusal = lookup(refusals, refus)
  const written = (await campaigns(actor)) ?? []
  const next = Math.max(yearOf(new Date()), ...written.map(({ year }) => year + 1))
  return (
    <Page
      title={titleOf(path)}
      lead="Combien d’actions une personne peut suivre, combien de personnes d’une structure, et à qui les inscriptions s’ouvrent quand. Un refus nomme sa règle."
      banner={
        refusal ? (
          <ErrorSummary errors={[{ id: `fichier-${annee ?? written[0]?.year}`, label: "Document", message: refusal }]} attempt={refusal} />
        ) : (
          <Outcome>{outcomeOf(path, fait)}</Outcome>
        )
      }
    >
      {written.map((campaign) => (
        <Section key={campaign.year} id={`annee-${campaign.year}`} title={`Année ${campaign.year}`}>
          <Card>
            <CampaignForm
              current={{
                year: String(campaign.year),
                opensOn: campaign.opensOn.toISOString().slice(0, 10),
                charterVersion: campaign.charterVersion,
                fees: feesText(campaign.fees as Fee[]),
                tellsAll: campaign.tellsAll ? "on" : "",
                mostActions: String(campaign.mostActions),
                mostFormations: String(campaign.mostFormations),
                mostOfStructure: String(campaign.mostOfStructure),
                waves: wavesText(campaign.waves as Wave[]),
              }}
            />
          </Card>
          <Card>
            <CampaignFiles year={campaign.year} files={campaign.files} refusal={annee === campaign.year ? refusal : undefined} />
          </Card>
        </Section>
      ))}
      <Section id="nouvelle" title="Une autre année" lead="Sans règles écrites, une année suit celles-ci.">
        <Card>
          <CampaignForm
            current={{
              year: String(next),
              opensOn: `${next - 1}-12-01`,
              charterVersion: `${next}-1`,
              fees: "Cotisation ; 0",
              tellsAll: "on",
              mostActions: String(usualRules.mostActions),
              mostFormations: String(usualRules.mostFormations),
              mostOfStructure: String(usualRules.mostOfStructure),
              waves: "",
            }}
          />
        </Card>
      </Section>
    </Page>
  )
}
