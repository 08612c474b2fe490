import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { DetachmentForm } from "@/components/membership/departures/detachment-form"
import { Banner } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { can } from "@/lib/access/permissions"
import { mayDetach } from "@/lib/membership/departures/rules"
import { enterStructure, unknownAffiliation } from "@/lib/membership/entrance/structure"
import { personOf } from "@/lib/membership/people/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { profilNames } from "@/lib/vocabulary/profils/rules"

type Props = { params: Promise<{ id: string; affiliation: string }> }

async function found(params: Props["params"]) {
  const { id, affiliation } = await params
  const { actor, structure } = await enterStructure(
    at("/mes-structures/[id]/detacher/[affiliation]", { id, affiliation }),
    id,
    "affiliation.detach",
  )
  return {
    actor,
    structure,
    person: (await personOf(actor, structure.id, affiliation)) ?? (await unknownAffiliation("affiliation.detach", affiliation)),
  }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { person } = await found(params)
  return { title: `Détacher ${formatName(person.account)}` }
}

export default async function DetachPage({ params }: Props) {
  const { actor, structure, person } = await found(params)
  const path = at("/mes-structures/[id]", { id: structure.id })
  const otherReferents = structure.affiliations.filter((other) => other.id !== person.id && !other.account.disabledAt).length
  const may = mayDetach(actor, { ...person, structureId: structure.id }, { otherReferents, withoutReferent: false })
  const name = formatName(person.account)
  const mayForce = !may.ok && may.why === "last-referent" && can(actor, "referent.appoint")
  return (
    <Page title={`Détacher ${name}`} lead={structure.raisonSociale} width="narrow">
      {may.ok || mayForce ? (
        <Card className="grid gap-5">
          <div className="grid gap-2">
            <p>
              {name} n’aura plus accès à <strong>{structure.raisonSociale}</strong>. Dès votre confirmation, y compris dans ses onglets
              ouverts :
            </p>
            <ul className="grid list-disc gap-1 pl-5">
              <li>ses droits sont fermés : {profilNames(person).join(", ")} ;</li>
              {person.isReferent ? <li>cette personne n’est plus référente de la structure ;</li> : null}
              <li>un e-mail la prévient ; son compte et ses autres structures ne changent pas.</li>
            </ul>
            <p className="text-soft">Pour revenir, il faudra une nouvelle demande : les droits ne reviendront pas d’eux-mêmes.</p>
          </div>
          <DetachmentForm affiliationId={person.id} mayForce={mayForce} back={path} />
        </Card>
      ) : (
        <Refused why={may.why} structureId={structure.id} />
      )}
    </Page>
  )
}

function Refused({ why, structureId }: { why: string; structureId: string }) {
  if (why === "oneself")
    return (
      <Banner tone="info">
        <p className="font-semibold">Vous ne pouvez pas vous détacher vous-même.</p>
        <p>
          Vous quittez la structure ?{" "}
          <LinkButton tone="quiet" className="px-0!" href={at("/mes-structures/[id]/referent", { id: structureId, depart: 1 })}>
            Contactez-nous
          </LinkButton>{" "}
          : le message est déjà prêt.
        </p>
      </Banner>
    )
  return (
    <Banner tone="bad">
      <p className="font-semibold">
        {why === "last-referent"
          ? "C’est la seule personne référente de cette structure."
          : "Cette personne n’est plus rattachée à la structure."}
      </p>
      {why === "last-referent" ? <p>Sans elle, personne ne répondrait aux demandes. Faites d’abord nommer un autre référent.</p> : null}
      <LinkButton tone="quiet" className="justify-self-start px-0!" href={at("/mes-structures/[id]", { id: structureId })}>
        Revenir à la liste des utilisateurs
      </LinkButton>
    </Banner>
  )
}
