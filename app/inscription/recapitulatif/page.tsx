import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { Page } from "@/components/layout/page"
import { Steps } from "@/components/layout/steps"
import { StructureLine } from "@/components/search/ask/structure-line"
import { ActionButton } from "@/components/ui/action-button"
import { Card, Facts } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { WhatNext } from "@/components/ui/what-next"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { sendMyRequest } from "@/lib/membership/signups/actions"
import { readDraft } from "@/lib/membership/signups/draft"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { meantAddress } from "@/lib/platform/text/mail-domains"
import { formatPhone } from "@/lib/platform/text/phone"
import { structureBySiret } from "@/lib/structures/queries"
import { needWords } from "@/lib/vocabulary/profils/rules"
import { asStructure } from "@/lib/vocabulary/structures/rules"

export const metadata: Metadata = { title: titleOf("/inscription/recapitulatif") }

const readAddress = reading({ demande: words })

export default async function SignupCheckPage({ searchParams }: { searchParams: SearchParams }) {
  const { demande } = await readAddress(searchParams)
  const draft = await readDraft(demande)
  if (!draft) redirect("/inscription")
  const { target, person } = draft
  const { listing } = target
  const structure = target.siret ? await structureBySiret(target.siret) : listing && asStructure(listing)
  if (!structure) redirect("/inscription?refus=inconnue")
  const meant = meantAddress(person.email)
  const back = at("/inscription/informations", { siret: target.siret, demande })
  return (
    <Page title={titleOf("/inscription/recapitulatif")} lead="Vérifiez vos réponses avant d’envoyer." width="narrow">
      <Steps current={3} />
      <Card className="grid gap-4">
        <div className="flex flex-wrap items-start justify-between gap-3">
          <StructureLine structure={structure} />
          <TextLink href={at("/inscription", { demande })} tone="ink">
            Changer de structure
          </TextLink>
        </div>
        <hr className="border-line" />
        <Facts
          facts={[
            ["Prénom", person.firstName || "Aucun : un seul nom"],
            ["Nom", person.lastName],
            ["Fonction", person.jobTitle],
            ["Téléphone", person.phone ? formatPhone(person.phone) : "Non renseigné"],
            ["Besoin", person.need ? needWords[person.need] : "Non précisé"],
            ["Adresse e-mail", person.email],
            ["Mot de passe", "Choisi, gardé secret"],
          ]}
        />
        {meant ? (
          <p className="rounded-control bg-wait-tint px-3 py-2 text-wait">
            Adresse e-mail : vouliez-vous dire <strong className="wrap-anywhere">{meant}</strong> ? Sinon, envoyez-la telle quelle.
          </p>
        ) : null}
        <div>
          <TextLink href={back} tone="ink">
            Modifier mes informations
          </TextLink>
        </div>
      </Card>
      <ActionButton action={sendMyRequest} fields={{ demande }}>
        Envoyer ma demande
      </ActionButton>
      <WhatNext
        steps={[
          "Vous recevez un lien pour confirmer votre adresse.",
          "Dès que c’est fait, votre demande part à la personne qui peut la valider.",
          "Vous êtes prévenu·e de sa réponse par e-mail.",
          "Si vous êtes la première personne de cette structure, vous en devenez référent·e : vous recevrez et validerez les demandes de vos collègues.",
        ]}
      />
    </Page>
  )
}
