import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { DeliveryForm } from "@/components/rafael/offer/delivery-form"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { courseOf } from "@/lib/rafael/courses/queries"
import { structuresWith } from "@/lib/rafael/rights/rules"

export const metadata: Metadata = { title: titleOf("/rafael/catalogue/actions/nouvelle") }

const readAddress = reading({ formation: words })

export default async function NewDeliveryPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await enter("/rafael/catalogue/actions/nouvelle")
  const { formation } = await readAddress(searchParams)
  const course = await courseOf(actor, formation)
  if (!course || !structuresWith(actor, "offer.write").includes(course.structureId)) notFound()
  return (
    <Page
      title={titleOf("/rafael/catalogue/actions/nouvelle")}
      lead={`Comment, où et à qui « ${course.title} » est donnée.`}
      width="narrow"
    >
      <Card>
        <DeliveryForm target={{ courseId: course.id }} />
      </Card>
      <BackLink href={at("/rafael/catalogue/formations/[id]", { id: course.id, onglet: "actions" })}>Revenir à la formation</BackLink>
    </Page>
  )
}
