import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { DeliveryForm } from "@/components/rafael/offer/delivery-form"
import { Card, Facts } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { enter } from "@/lib/identity/entrance/actor"
import { entryModes, modes } from "@/lib/rafael/codes/rules"
import { courseOf, deliveryOf } from "@/lib/rafael/courses/queries"
import { missingToPublish } from "@/lib/rafael/courses/rules"
import { fundersShape } from "@/lib/rafael/deliveries/schema"
import { structuresWith } from "@/lib/rafael/rights/rules"

const pattern = "/rafael/catalogue/actions/[id]"
type Props = { params: Promise<{ id: string }> }

async function opened(id: string) {
  const actor = await enter(at(pattern, { id }))
  const delivery = await deliveryOf(actor, id)
  return delivery ? { actor, delivery } : notFound()
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { delivery } = await opened((await params).id)
  return { title: `Action ${delivery.numero}, ${delivery.course.title}` }
}

export default async function DeliveryPage({ params }: Props) {
  const { id } = await params
  const { actor, delivery } = await opened(id)
  const mayWrite = structuresWith(actor, "offer.write").includes(delivery.course.structureId) && !actor.control
  const course = await courseOf(actor, delivery.course.id)
  const missing = course
    ? missingToPublish(course.facts).flatMap((one) => (one.part === "delivery" && one.id === id ? [one.field] : []))
    : []
  const [place] = delivery.places
  const number = (value: number | null) => (value === null ? "" : String(value))
  const tick = (value: boolean) => (value ? "on" : "")
  return (
    <Page title={`Action ${delivery.numero}`} lead={delivery.course.title} width="narrow">
      <Card>
        {mayWrite ? (
          <DeliveryForm
            key={delivery.updatedAt.toISOString()}
            target={{ deliveryId: id, seen: delivery.updatedAt.toISOString() }}
            missing={missing}
            current={{
              mode: delivery.mode,
              entryMode: delivery.entryMode,
              rhythm: delivery.rhythm,
              alternance: delivery.alternance,
              hoursCentre: number(delivery.hoursCentre),
              hoursCompany: number(delivery.hoursCompany),
              publics: delivery.publics.join(", "),
              conditions: delivery.conditions,
              isLevelRequired: tick(delivery.isLevelRequired),
              isFunded: tick(delivery.isFunded),
              funder: fundersShape.parse(delivery.funders)[0]?.code ?? "",
              remainingCost: delivery.remainingCost,
              accessibility: delivery.accessibility,
              accessDelay: delivery.accessDelay,
              providerSiret: delivery.providerSiret ?? "",
              placeName: place?.name ?? "",
              address: place?.address ?? "",
              postcode: place?.postcode ?? "",
              city: place?.city ?? "",
            }}
          />
        ) : (
          <Facts
            facts={[
              ["Modalité", modes[delivery.mode]],
              ["Entrées", entryModes[delivery.entryMode]],
              ["Rythme", delivery.rhythm || "Non renseigné"],
              ["Conditions d’entrée", delivery.conditions || "Non renseignées"],
              ["Lieu", place ? `${place.address}, ${place.postcode} ${place.city}` : "Non renseigné"],
              ["Financement", delivery.isFunded ? "Places financées" : "Sans place financée"],
            ]}
          />
        )}
      </Card>
      <BackLink href={at("/rafael/catalogue/formations/[id]", { id: delivery.course.id, onglet: "actions" })}>
        Revenir à la formation
      </BackLink>
    </Page>
  )
}
