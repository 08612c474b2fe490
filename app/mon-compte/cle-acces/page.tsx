import type { Metadata } from "next"
import { headers } from "next/headers"
import { redirect } from "next/navigation"
import { ProvenForm } from "@/components/identity/credentials/proven-form"
import { PasskeyForm } from "@/components/identity/passkeys/passkey-form"
import { deviceOf } from "@/components/identity/sessions/session-line"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { Card } from "@/components/ui/card"
import { titleOf } from "@/lib/access/routes"
import { enterHalfway } from "@/lib/identity/entrance/actor"
import { proveMyself } from "@/lib/identity/passkeys/actions"
import { passkeyInvitation } from "@/lib/identity/passkeys/queries"
import { needsMailbox } from "@/lib/identity/second-factor/queries"
import { isFresh } from "@/lib/identity/sessions/rules"

export const metadata: Metadata = { title: titleOf("/mon-compte/cle-acces") }

export default async function PasskeyPage() {
  const { actor, missing } = await enterHalfway("/mon-compte/cle-acces", "set-up")
  if (missing && (await needsMailbox(actor))) redirect("/mon-compte/double-authentification")
  const now = new Date()
  const userAgent = (await headers()).get("user-agent")
  return (
    <Page
      title={titleOf("/mon-compte/cle-acces")}
      width="narrow"
      lead="Votre appareil vous reconnaîtra par votre empreinte, votre visage ou son code, et vous connectera sans mot de passe."
    >
      <Card>
        {isFresh(actor.authAt, now) ? (
          <PasskeyForm invitation={await passkeyInvitation(actor, now)} suggestedName={deviceOf(userAgent)} />
        ) : (
          <ProvenForm action={proveMyself} isFresh={false} words={<p>Vous avez donné votre mot de passe il y a plus de 15 minutes.</p>}>
            Continuer
          </ProvenForm>
        )}
      </Card>
      <BackLink href="/mon-compte#securite">Revenir à mon compte</BackLink>
    </Page>
  )
}
