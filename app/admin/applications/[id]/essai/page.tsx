import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { TrialForm } from "@/components/signon/trials/trial-form"
import { TrialSteps } from "@/components/signon/trials/trial-steps"
import { Banner } from "@/components/ui/banner"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { env } from "@/lib/platform/process/env"
import { applicationOf } from "@/lib/signon/applications/queries"
import { closedBecause } from "@/lib/signon/choices/rules"
import { grantedScopes } from "@/lib/signon/claims/rules"

const path = "/admin/applications/[id]/essai"
export const metadata: Metadata = { title: titleOf(path) }
const readAddress = reading({ code: words, error: words })

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

export default async function TrialPage({ params, searchParams }: Props) {
  const { id } = await params
  const actor = await enter(at(path, { id }))
  const application = (await applicationOf(actor, id)) ?? notFound()
  const { code, error } = await readAddress(searchParams)
  const isBack = Boolean(code || error)
  const closed = closedBecause(application, actor.affiliations, false)
  const trial = { applicationId: id, issuer: env.publicUrl }
  return (
    <Page
      title={titleOf(path)}
      lead={`Votre navigateur joue « ${application.name} » avec votre compte. L’application elle-même n’en sait rien, et rien d’elle ne change.`}
      width="narrow"
    >
      {closed ? (
        <Banner tone="info">
          <p>
            Hors essai, elle ne s’ouvrirait pas à votre compte :{" "}
            {closed === "no-structure" ? "il n’est rattaché à aucune structure." : "il n’a aucun des profils qui y font entrer."} L’essai
            vous laisse entrer pour montrer le reste.
          </p>
        </Banner>
      ) : null}
      {isBack ? <TrialSteps {...trial} /> : null}
      <TrialForm {...trial} scopes={grantedScopes(application)}>
        {isBack ? "Recommencer l’essai" : "Commencer l’essai"}
      </TrialForm>
      <BackLink href={at("/admin/applications/[id]", { id })}>Revenir à l’application</BackLink>
    </Page>
  )
}
