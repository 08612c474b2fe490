import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { SessionForm } from "@/components/rafael/offer/session-forms"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { deliveryOf } from "@/lib/rafael/courses/queries"
import { structuresWith } from "@/lib/rafael/rights/rules"

export const metadata: Metadata = { title: titleOf("/rafael/catalogue/sessions/nouvelle") }

const readAddress = reading({ action: words })

export default async function NewSessionPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await enter("/rafael/catalogue/sessions/nouvelle")
  const { action } = await readAddress(searchParams)
  const delivery = await deliveryOf(actor, action)
  if (!delivery || !structuresWith(actor, "offer.write").includes(delivery.course.structureId)) notFound()
  const { course, numero } = delivery
  return (
    <Page title={titleOf("/rafael/catalogue/sessions/nouvelle")} lead={`${course.title}, action ${numero}.`} width="narrow">
      <Card>
        <SessionForm deliveryId={delivery.id} />
      </Card>
      <BackLink href={at("/rafael/catalogue/formations/[id]", { id: course.id, onglet: "sessions" })}>Revenir à la formation</BackLink>
    </Page>
  )
}
