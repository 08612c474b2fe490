import type { Metadata } from "next"
import { ResetForm } from "@/components/identity/credentials/reset-forms"
import { LinkProblem } from "@/components/layout/link-problem"
import { Page } from "@/components/layout/page"
import { Card } from "@/components/ui/card"
import { titleOf } from "@/lib/access/routes"
import { tokenState } from "@/lib/identity/tokens/queries"
import { env } from "@/lib/platform/process/env"
import { secretIn } from "@/lib/platform/secrets/secrets"
import { particle } from "@/lib/platform/text/elision"
import { formatName } from "@/lib/vocabulary/accounts/rules"

export const metadata: Metadata = { title: titleOf("/mot-de-passe/[token]"), robots: "noindex" }

type Props = { params: Promise<{ token: string }> }

/** Opening the link changes nothing (mail scanners do it too): the button does. */
export default async function ResetPage({ params }: Props) {
  const token = secretIn((await params).token)
  const link = await tokenState("reset_password", token, new Date())
  const isFirst = link.state === "ready" && link.isFirstPassword
  return (
    <Page
      title={titleOf("/mot-de-passe/[token]")}
      lead={
        isFirst
          ? "Bienvenue sur le portail. Votre compte n’a pas encore de mot de passe : celui que vous choisissez l’ouvre, avec votre adresse e-mail."
          : "Un nouveau mot de passe, et votre compte est de nouveau à vous seul·e."
      }
      width="narrow"
    >
      {link.state === "ready" ? (
        <>
          <p>
            Pour le compte {particle(formatName(link.account))}
            <strong>{formatName(link.account)}</strong> ({link.account.email}).
          </p>
          {isFirst && link.account.isManager && env.secondFactorRequired ? (
            <p>Vous gérez ce portail : une fois connecté·e, vous protégerez aussi votre compte par un second facteur.</p>
          ) : null}
          <Card>
            <ResetForm
              token={token}
              isFirst={isFirst}
              email={link.account.email}
              ownWords={[link.account.firstName, link.account.lastName, link.account.email]}
            />
          </Card>
        </>
      ) : (
        <LinkProblem state={link.state} remedy={{ href: "/mot-de-passe-oublie", label: "Recevoir un nouveau lien" }} />
      )}
    </Page>
  )
}
