import type { Metadata } from "next"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { CourseForm } from "@/components/rafael/offer/course-form"
import { StructureChoice } from "@/components/structures/structure-choice"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { enterRafael } from "@/lib/rafael/entrance/structure"

export const metadata: Metadata = { title: titleOf("/rafael/catalogue/formations/nouvelle") }

const readAddress = reading({ structure: words })
const path = "/rafael/catalogue/formations/nouvelle"

export default async function NewCoursePage({ searchParams }: { searchParams: SearchParams }) {
  const { structure } = await readAddress(searchParams)
  const { structureId, structures } = await enterRafael(path, "offer.write", structure)
  return (
    <Page
      title={titleOf(path)}
      lead="L’intitulé suffit pour commencer : le brouillon se complète ensuite, à votre rythme."
      width="narrow"
      above={<StructureChoice action={path} structures={structures} structureId={structureId} />}
    >
      <Card key={structureId}>
        <CourseForm target={{ structureId }} />
      </Card>
      <BackLink href={at("/rafael/catalogue", { structure: structureId })}>Revenir au catalogue</BackLink>
    </Page>
  )
}
