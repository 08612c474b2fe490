import type { Metadata } from "next"
import { headers } from "next/headers"
import { Page } from "@/components/layout/page"
import { PasskeyForm } from "@/components/passkeys/passkey-form"
import { deviceOf } from "@/components/sessions/session-line"
import { LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { enterHalfway } from "@/lib/access/actor"
import { passkeyInvitation } from "@/lib/passkeys/queries"
import { isFresh } from "@/lib/sessions/rules"

export const metadata: Metadata = { title: "Ajouter une clé d’accès" }

export default async function PasskeyPage() {
  const { actor } = await enterHalfway("/mon-compte/cle-acces", "set-up")
  const now = new Date()
  const userAgent = (await headers()).get("user-agent")
  return (
    <Page
      title="Ajouter une clé d’accès"
      width="narrow"
      lead="Votre appareil vous reconnaîtra par votre empreinte, votre visage ou son code, et vous connectera sans mot de passe."
    >
      <Card>
        <PasskeyForm
          invitation={await passkeyInvitation(actor, now)}
          isFresh={isFresh(actor.authAt, now)}
          suggestedName={deviceOf(userAgent)}
        />
      </Card>
      <div>
        <LinkButton tone="quiet" href="/mon-compte#securite">
          Revenir à mon compte
        </LinkButton>
      </div>
    </Page>
  )
}
