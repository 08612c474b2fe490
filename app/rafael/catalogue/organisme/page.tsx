import type { Metadata } from "next"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { BodyForm } from "@/components/rafael/offer/course-form"
import { StructureChoice } from "@/components/structures/structure-choice"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { bodyOf } from "@/lib/rafael/courses/queries"
import { enterRafael } from "@/lib/rafael/entrance/structure"

export const metadata: Metadata = { title: titleOf("/rafael/catalogue/organisme") }

const readAddress = reading({ structure: words })
const path = "/rafael/catalogue/organisme"

export default async function BodyPage({ searchParams }: { searchParams: SearchParams }) {
  const { structure } = await readAddress(searchParams)
  const { actor, structureId, structures } = await enterRafael(path, "offer.write", structure)
  const body = await bodyOf(actor, structureId)
  return (
    <Page
      title={titleOf(path)}
      lead="Ce que l’offre publiée dit de votre organisme, en plus de la fiche de la structure."
      width="narrow"
      above={<StructureChoice action={path} structures={structures} structureId={structureId} />}
    >
      <Card key={structureId}>
        <BodyForm
          structureId={structureId}
          current={{ activityNumber: body?.activityNumber ?? "", email: body?.email ?? "", phone: body?.phone ?? "" }}
        />
      </Card>
      <BackLink href={at("/rafael/catalogue", { structure: structureId })}>Revenir au catalogue</BackLink>
    </Page>
  )
}
