import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { CampaignForm } from "@/components/parcourspro/campaigns/campaign-form"
import { Outcome } from "@/components/ui/banner"
import { Card, Section } from "@/components/ui/card"
import { outcomeOf } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { campaigns } from "@/lib/parcourspro/campaigns/queries"
import { wavesText } from "@/lib/parcourspro/campaigns/rules"
import { usualRules, type Wave, yearOf } from "@/lib/parcourspro/year-rules/rules"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"

const path = "/admin/campagnes"
export const metadata: Metadata = { title: titleOf(path) }
const readAddress = reading({ fait: words })

export default async function CampaignsPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await enter(path)
  const { fait } = await readAddress(searchParams)
  const written = (await campaigns(actor)) ?? []
  const next = Math.max(yearOf(new Date()), ...written.map(({ year }) => year + 1))
  return (
    <Page
      title={titleOf(path)}
      lead="Combien d’actions une personne peut suivre, combien de personnes d’une structure, et à qui les inscriptions s’ouvrent quand. Un refus nomme sa règle."
      banner={<Outcome>{outcomeOf(path, fait)}</Outcome>}
    >
      {written.map((campaign) => (
        <Section key={campaign.year} id={`annee-${campaign.year}`} title={`Année ${campaign.year}`}>
          <Card>
            <CampaignForm
              current={{
                year: String(campaign.year),
                opensOn: campaign.opensOn.toISOString().slice(0, 10),
                charterVersion: campaign.charterVersion,
                fee: String(campaign.fee / 100).replace(".", ","),
                mostActions: String(campaign.mostActions),
                mostFormations: String(campaign.mostFormations),
                mostOfStructure: String(campaign.mostOfStructure),
                waves: wavesText(campaign.waves as Wave[]),
              }}
            />
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
              fee: "0",
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
