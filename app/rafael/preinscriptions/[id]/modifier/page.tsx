import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { dayValue } from "@/components/rafael/offer/session-words"
import { DossierForm } from "@/components/rafael/preregistrations/dossier-form"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { formatPhone } from "@/lib/platform/text/phone"
import { enterPreregistration } from "@/lib/rafael/entrance/preregistration"
import { isUnsent } from "@/lib/rafael/states/rules"

const pattern = "/rafael/preinscriptions/[id]/modifier"
export const metadata: Metadata = { title: "Modifier la préinscription" }

export default async function EditPreregistrationPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { preregistration: one } = await enterPreregistration(at(pattern, { id }), id)
  if (!isUnsent(one.status) || !one.may("edit")) notFound()
  const { candidate } = one
  return (
    <Page title="Modifier la préinscription" lead={one.session.delivery.course.title} width="narrow">
      <Card>
        <DossierForm
          target={{ preregistrationId: id }}
          isPermanent={one.session.delivery.entryMode === "permanent"}
          isInformed={candidate.noticeAt !== null}
          current={{
            lastName: candidate.lastName,
            firstName: candidate.firstName,
            birthDate: dayValue(candidate.birthDate),
            email: candidate.email ?? "",
            phone: candidate.phone ? formatPhone(candidate.phone) : "",
            postcode: candidate.postcode ?? "",
            city: candidate.city ?? "",
            situation: candidate.situation ?? "",
            identifier: candidate.identifier ?? "",
            level: candidate.level === null ? "" : String(candidate.level),
            needsAdaptation: candidate.needsAdaptation ? "on" : "",
            adaptationContact: candidate.adaptationContact ?? "",
            project: one.project,
            wishedStart: dayValue(one.wishedStart),
          }}
        />
      </Card>
      <BackLink href={at("/rafael/preinscriptions/[id]", { id })}>Revenir à la préinscription</BackLink>
    </Page>
  )
}
