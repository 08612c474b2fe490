import type { Metadata } from "next"
import { ProvenForm } from "@/components/identity/credentials/proven-form"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { Banner } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { eraseMyAccount } from "@/lib/desk/personal-data/actions"
import { enter } from "@/lib/identity/entrance/actor"
import { isFresh } from "@/lib/identity/sessions/rules"
import { structuresHeldBy } from "@/lib/membership/referents/queries"
import { de } from "@/lib/platform/text/elision"

export const metadata: Metadata = { title: titleOf("/mon-compte/supprimer") }

export default async function ErasurePage() {
  const actor = await enter("/mon-compte/supprimer")
  const held = await structuresHeldBy(actor)
  return (
    <Page
      title={titleOf("/mon-compte/supprimer")}
      width="narrow"
      lead="Lisez d’abord ce qui va se passer : on ne peut pas revenir en arrière."
    >
      {held.length > 0 ? (
        <>
          <Banner tone="bad">
            <p className="font-semibold">Vous ne pouvez pas encore supprimer votre compte.</p>
            <p>
              Vous êtes la seule personne référente {de(held.map(({ raisonSociale }) => raisonSociale).join(", "))} : sans vous, personne ne
              répondrait aux demandes. Faites nommer une autre personne référente, puis revenez ici.
            </p>
          </Banner>
          <ul className="grid justify-items-start gap-2">
            {held.map(({ id, raisonSociale }) => (
              <li key={id}>
                <LinkButton tone="secondary" href={at("/mes-structures/[id]/referent", { id, depart: 1 })}>
                  Demander un changement de référent pour {raisonSociale}
                </LinkButton>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <Card className="grid gap-5">
          <ul className="grid list-disc gap-2 pl-5">
            <li>Vos droits dans Rafael et ParcoursPro disparaissent tout de suite, dans toutes vos structures.</li>
            <li>Vos demandes en attente sont annulées et toutes vos connexions fermées.</li>
            <li>Votre nom, votre adresse, votre téléphone, vos clés et vos messages sont effacés.</li>
            <li>
              Ce que d’autres tiennent de vous reste sans votre nom : les demandes que vous avez validées, et le journal pendant 12 mois.
            </li>
            <li>Votre adresse redevient libre : vous pourrez créer un nouveau compte plus tard, sans retrouver vos droits.</li>
          </ul>
          <ProvenForm action={eraseMyAccount} isFresh={isFresh(actor.authAt, new Date())} tone="danger">
            Supprimer définitivement mon compte
          </ProvenForm>
        </Card>
      )}
      <BackLink href="/mon-compte#donnees">Garder mon compte</BackLink>
    </Page>
  )
}
