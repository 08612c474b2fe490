import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { Page } from "@/components/layout/page"
import { ActionButton } from "@/components/ui/action-button"
import { Banner } from "@/components/ui/banner"
import { env } from "@/lib/platform/env"
import { param, type SearchParams } from "@/lib/platform/search-params"
import { resendLink } from "@/lib/signups/actions"
import { sentTo } from "@/lib/signups/draft"

export const metadata: Metadata = { title: "Vérifiez votre messagerie" }

type Props = { searchParams: SearchParams }

export default async function SignupSentPage({ searchParams }: Props) {
  const asked = await searchParams
  const renvoye = param(asked.renvoye)
  const sent = await sentTo()
  if (!sent && !renvoye) redirect("/inscription")
  return (
    <Page
      title="Vérifiez votre messagerie"
      width="narrow"
      banner={
        <Banner tone="good" role="status">
          <p>
            {renvoye ? "Un nouveau message est parti" : "Un message est parti"}
            {sent ? (
              <>
                {" "}
                à <strong>{sent.email}</strong>
              </>
            ) : null}
            .
          </p>
        </Banner>
      }
    >
      <div className="grid gap-3">
        <p>
          Ouvrez-le et suivez son lien : votre demande sera transmise dès que votre adresse sera confirmée. Le lien est valable 7 jours.
        </p>
        <p className="text-soft">Rien reçu après quelques minutes ? Regardez dans les indésirables, puis demandez un nouveau message.</p>
        {env.isDemonstration ? (
          <p className="text-soft">
            Démonstration : aucun e-mail ne part, les gestionnaires lisent les messages dans Administration, Courriels.
          </p>
        ) : null}
      </div>
      {sent ? (
        <ActionButton action={resendLink} tone="secondary">
          Renvoyer le message
        </ActionButton>
      ) : null}
    </Page>
  )
}
