import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { DeliveryForm } from "@/components/rafael/offer/delivery-form"
import { Card, Facts } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { enter } from "@/lib/identity/entrance/actor"
import { isKeyOf, lookup } from "@/lib/platform/text/lookup"
import { entryModes, funders, modes } from "@/lib/rafael/codes/rules"
import { deliveryOf } from "@/lib/rafael/courses/queries"
import { funderLines, fundersShape, placeLines } from "@/lib/rafael/deliveries/schema"
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
  const [place, ...otherPlaces] = delivery.places
  const all = fundersShape.parse(delivery.funders)
  // The first one is chosen in a list; a file may have brought one that our list does not name.
  const first = all[0] && isKeyOf(funders, all[0].code) ? all[0] : null
  const others = first ? all.slice(1) : all
  const number = (value: number | null) => (value === null ? "" : String(value))
  const tick = (value: boolean) => (value ? "on" : "")
  return (
    <Page title={`Action ${delivery.numero}`} lead={delivery.course.title} width="narrow">
      <Card>
        {mayWrite ? (
          <DeliveryForm
            key={delivery.updatedAt.toISOString()}
            target={{ deliveryId: id, seen: delivery.updatedAt.toISOString() }}
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
              funder: first?.code ?? "",
              fundedPlaces: number(first?.places ?? null),
              otherFunders: funderLines(others),
              remainingCost: delivery.remainingCost,
              accessibility: delivery.accessibility,
              accessDelay: delivery.accessDelay,
              providerSiret: delivery.providerSiret ?? "",
              placeName: place?.name ?? "",
              address: place?.address ?? "",
              postcode: place?.postcode ?? "",
              city: place?.city ?? "",
              otherPlaces: placeLines(otherPlaces),
            }}
          />
        ) : (
          <Facts
            facts={[
              ["Modalité", modes[delivery.mode]],
              ["Entrées", entryModes[delivery.entryMode]],
              ["Rythme", delivery.rhythm || "Non renseigné"],
              ["Conditions d’entrée", delivery.conditions || "Non renseignées"],
              ["Alternance", delivery.alternance || "Non renseignée"],
              ["Heures", delivery.hoursTotal === null ? "Non renseignées" : String(delivery.hoursTotal)],
              ["Public visé", delivery.publics.join(", ") || "Non renseigné"],
              [
                "Lieux",
                delivery.places.map(({ address, postcode, city }) => `${address}, ${postcode} ${city}`).join(" · ") || "Non renseignés",
              ],
              ["Financement", delivery.isFunded ? "Places financées" : "Sans place financée"],
              ["Financeurs", all.map(({ code }) => lookup(funders, code) ?? code).join(", ") || "Non renseignés"],
              ["Prix ou reste à charge", delivery.remainingCost || "Non renseigné"],
              ["Délai d’accès", delivery.accessDelay || "Non renseigné"],
              ["Accessibilité", delivery.accessibility || "Non renseignée"],
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
