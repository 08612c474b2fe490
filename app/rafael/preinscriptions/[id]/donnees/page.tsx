import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { candidateName } from "@/components/rafael/preregistrations/lists"
import { PersonContactForm, PersonErasureForm } from "@/components/rafael/preregistrations/person-forms"
import { ActionButton } from "@/components/ui/action-button"
import { Outcome } from "@/components/ui/banner"
import { DownloadLink } from "@/components/ui/button"
import { Card, Section } from "@/components/ui/card"
import { Disclosure } from "@/components/ui/disclosure"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { formatPhone } from "@/lib/platform/text/phone"
import { sendLinkTo } from "@/lib/rafael/candidate-rights/actions"
import { enterPreregistration } from "@/lib/rafael/entrance/preregistration"

const pattern = "/rafael/preinscriptions/[id]/donnees"
const readAddress = reading({ fait: words })
type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

export const metadata: Metadata = { title: "Ses données" }

/** What someone may ask of the person who accompanies them, when they have no e-mail or cannot use their page. */
export default async function PersonDataPage({ params, searchParams }: Props) {
  const { id } = await params
  const { fait } = await readAddress(searchParams)
  const { actor, preregistration: one } = await enterPreregistration(at(pattern, { id }), id)
  const { candidate } = one
  if (one.side !== "prescriber" || !one.may("withdraw") || candidate.erasedAt || actor.control) notFound()
  return (
    <Page
      title="Ses données"
      lead={`${candidateName(candidate)} peut demander chacun de ces gestes, ou le faire sur sa page.`}
      banner={<Outcome>{outcomeOf(pattern, fait)}</Outcome>}
      width="narrow"
    >
      <Section id="coordonnees" title="Corriger ses coordonnées">
        <Card>
          <PersonContactForm
            key={candidate.email}
            preregistrationId={id}
            current={{
              email: candidate.email ?? "",
              phone: candidate.phone ? formatPhone(candidate.phone) : "",
              postcode: candidate.postcode ?? "",
              city: candidate.city ?? "",
            }}
          />
        </Card>
      </Section>
      {candidate.email && one.sentAt ? (
        <Section id="lien" title="Sa page de suivi" lead="Le lien est valable 90 jours et demande sa date de naissance.">
          <ActionButton action={sendLinkTo} tone="secondary" fields={{ preregistrationId: id }}>
            Renvoyer le lien
          </ActionButton>
        </Section>
      ) : null}
      <Section id="fichier" title="Emporter ou effacer">
        <div>
          <DownloadLink href={at("/rafael/preinscriptions/[id]/donnees/fichier", { id })}>Télécharger ses données</DownloadLink>
        </div>
        <Disclosure summary="Effacer ses données" mustOpen={false}>
          <PersonErasureForm preregistrationId={id} />
        </Disclosure>
      </Section>
      <BackLink href={at("/rafael/preinscriptions/[id]", { id })}>Revenir à la préinscription</BackLink>
    </Page>
  )
}
