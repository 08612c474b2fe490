import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { PasskeyButton } from "@/components/identity/passkeys/passkey-button"
import { CodeForm } from "@/components/identity/second-factor/code-forms"
import { Page } from "@/components/layout/page"
import { ActionButton } from "@/components/ui/action-button"
import { Card } from "@/components/ui/card"
import { safeReturn } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enterHalfway } from "@/lib/identity/entrance/actor"
import { giveMyPasskey } from "@/lib/identity/passkeys/actions"
import { passkeyQuestion } from "@/lib/identity/passkeys/queries"
import { ownFactors } from "@/lib/identity/second-factor/queries"
import { signOutAction } from "@/lib/identity/sign-in/actions"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { env } from "@/lib/platform/process/env"

export const metadata: Metadata = { title: titleOf("/connexion/second-facteur") }

const readAddress = reading({ retour: words })

type Props = { searchParams: SearchParams }

/** The second half of a sign-in. */
export default async function SecondFactorPage({ searchParams }: Props) {
  const retour = safeReturn((await readAddress(searchParams)).retour)
  const { actor, missing } = await enterHalfway("/connexion/second-facteur", "give")
  if (!missing) redirect(retour)
  const { totpSince, passkeys, recoveryCodesLeft } = await ownFactors(actor)
  return (
    <Page
      title={titleOf("/connexion/second-facteur")}
      width="narrow"
      lead="Votre mot de passe est bon. Encore un geste pour prouver que c’est bien vous."
    >
      <Card className="grid gap-6">
        {totpSince || recoveryCodesLeft > 0 ? <CodeForm retour={retour} /> : null}
        {passkeys.length > 0 ? (
          <noscript>
            <p className="text-soft">Votre clé d’accès demande JavaScript : activez-le, ou donnez un code de secours.</p>
          </noscript>
        ) : null}
        {passkeys.length > 0 ? <PasskeyButton action={giveMyPasskey} question={await passkeyQuestion(new Date())} retour={retour} /> : null}
      </Card>
      <p className="text-soft">
        Vous n’avez plus ni application, ni clé, ni code de secours ? Écrivez à{" "}
        <a href={`mailto:${env.supportEmail}`} className="font-semibold underline underline-offset-4">
          {env.supportEmail}
        </a>
        .
      </p>
      <ActionButton action={signOutAction} tone="quiet">
        Se déconnecter
      </ActionButton>
    </Page>
  )
}
