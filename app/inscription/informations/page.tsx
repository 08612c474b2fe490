import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { Page } from "@/components/layout/page"
import { Steps } from "@/components/layout/steps"
import { IdentityForm } from "@/components/membership/signups/identity-form"
import { StructureLine } from "@/components/search/ask/structure-line"
import { Card } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { delayOf } from "@/lib/membership/answer-delays/queries"
import { delaySentence } from "@/lib/membership/answer-delays/rules"
import { readDraft, readListing } from "@/lib/membership/signups/draft"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { formatPhone } from "@/lib/platform/text/phone"
import { structureBySiret } from "@/lib/structures/queries"
import { asStructure } from "@/lib/vocabulary/structures/rules"

export const metadata: Metadata = { title: titleOf("/inscription/informations") }

const readAddress = reading({ siret: words, demande: words })

type Props = { searchParams: SearchParams }

export default async function SignupIdentityPage({ searchParams }: Props) {
  const { siret, demande } = await readAddress(searchParams)
  const structure = await chosenStructure(siret, demande)
  const draft = await readDraft(demande)
  const delay = "id" in structure ? await delayOf(structure) : null
  return (
    <Page title={titleOf("/inscription/informations")} lead="Qui êtes-vous, et que devez-vous faire ?" width="narrow">
      <Steps current={2} />
      <div className="flex flex-wrap items-center justify-between gap-3 rounded-control border border-line bg-sunken px-4 py-3">
        <StructureLine structure={structure} />
        <TextLink href={at("/inscription", { demande })} tone="ink">
          Changer de structure
        </TextLink>
      </div>
      {delay ? <p className="text-soft">{delaySentence(delay, structure.departement)}</p> : null}
      <Card>
        <IdentityForm
          siret={siret}
          demande={demande}
          structureName={structure.raisonSociale}
          before={draft ? typedBefore(draft.person) : {}}
          hasPassword={draft !== null}
          ownWords={[structure.raisonSociale, structure.sigle ?? ""]}
        />
      </Card>
    </Page>
  )
}

async function chosenStructure(siret: string, demande: string) {
  if (!siret) {
    const listing = await readListing(demande)
    if (!listing) redirect("/inscription")
    return asStructure(listing)
  }
  const structure = await structureBySiret(siret)
  if (!structure) redirect("/inscription?refus=inconnue")
  if (structure.state === "closed") redirect("/inscription?refus=fermee")
  return structure
}

function typedBefore({ firstName, lastName, jobTitle, phone, need, email }: NonNullable<Awaited<ReturnType<typeof readDraft>>>["person"]) {
  return { firstName, lastName, jobTitle, phone: phone && formatPhone(phone), need: need ?? "", email }
}
