import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { InvitationsTable } from "@/components/membership/invitations/invitations-table"
import { InviteForm } from "@/components/membership/invitations/invite-form"
import { Banner, Outcome } from "@/components/ui/banner"
import { Section } from "@/components/ui/card"
import { ListHead } from "@/components/ui/list-head"
import { Pagination } from "@/components/ui/pagination"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { enterStructure } from "@/lib/membership/entrance/structure"
import { invitationsAddress, readInvitationsAddress } from "@/lib/membership/invitation-lists/schema"
import { invitationsOf } from "@/lib/membership/invitations/queries"
import { referentState } from "@/lib/membership/referents/queries"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { availableRafaelProfils, mayBePrestataire } from "@/lib/vocabulary/profils/rules"

const pattern = "/mes-structures/[id]/invitations"

export const metadata: Metadata = { title: titleOf(pattern) }

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

export default async function InvitationsPage({ params, searchParams }: Props) {
  const { id } = await params
  const path = at(pattern, { id })
  const { actor, structure } = await enterStructure(path, id, "invitation.send")
  const now = new Date()
  const asked = await readInvitationsAddress(searchParams)
  const [{ invitations, total, waiting, page, pages }, referents] = await Promise.all([
    invitationsOf(actor, structure.id, asked.page, now),
    referentState(structure.id),
  ])
  return (
    <Page
      title={titleOf(pattern)}
      lead={`Invitez des personnes à rejoindre ${structure.raisonSociale} : qui accepte est rattaché·e aussitôt, avec les droits choisis ici.`}
      banner={<Outcome>{outcomeOf(pattern, asked.fait) ?? sentWords(asked)}</Outcome>}
    >
      {actor.isManager && referents === "none" ? (
        <Banner tone="info">
          <p>Cette structure n’a pas de référent : la première personne qui accepte votre invitation le devient.</p>
        </Banner>
      ) : null}
      {structure.state === "closed" ? (
        <Banner tone="bad">
          <p>Cette structure est fermée : on ne peut plus y inviter personne.</p>
        </Banner>
      ) : (
        <InviteForm
          structureId={structure.id}
          available={availableRafaelProfils(structure.types)}
          mayBePrestataire={mayBePrestataire(structure.types)}
        />
      )}
      <Section id="invitations" title="Invitations">
        <ListHead count={`${counted(total, "invitation")}, dont ${waiting.toLocaleString("fr-FR")} en attente`} file={null} />
        <InvitationsTable invitations={invitations} structureId={structure.id} now={now} />
        <Pagination
          label="Pages des invitations"
          page={page}
          pages={pages}
          hrefOf={(target) => invitationsAddress(path, { page: target })}
        />
      </Section>
      <p>
        <TextLink href={at("/mes-structures/[id]", { id: structure.id })}>Revenir à la structure</TextLink>
      </p>
    </Page>
  )
}

/** What the list that was just sent did; nothing when none was. */
function sentWords({ envoyees, validees, inchangees, retenues }: Record<"envoyees" | "validees" | "inchangees" | "retenues", number>) {
  if (envoyees + validees + inchangees + retenues <= 0) return undefined
  const parts = [
    envoyees > 0 ? `${counted(envoyees, "invitation")} ${envoyees > 1 ? "partent" : "part"}` : null,
    validees > 0 ? `${counted(validees, "demande")} ${validees > 1 ? "sont validées" : "est validée"}` : null,
    inchangees > 0 ? `rien ne change pour ${counted(inchangees, "personne")}` : null,
    retenues > 0
      ? `${counted(retenues, "invitation")} n’${retenues > 1 ? "ont" : "a"} pas pu partir maintenant : envoyez la liste à nouveau dans une heure`
      : null,
  ].filter(Boolean)
  const said = parts.join(" ; ")
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`
}
