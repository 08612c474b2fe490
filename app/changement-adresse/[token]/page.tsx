import type { Metadata } from "next"
import { LinkProblem } from "@/components/layout/link-problem"
import { Page } from "@/components/layout/page"
import { ActionButton } from "@/components/ui/action-button"
import { titleOf } from "@/lib/access/routes"
import { stopNewAddress } from "@/lib/identity/accounts/actions"
import { addressChangePayload } from "@/lib/identity/accounts/schema"
import { tokenState } from "@/lib/identity/tokens/queries"
import { secretIn } from "@/lib/platform/secrets/secrets"

export const metadata: Metadata = { title: titleOf("/changement-adresse/[token]"), robots: "noindex" }

type Props = { params: Promise<{ token: string }> }

/** What the old address may do about a change that its owner did not ask for. */
export default async function StopAddressChangePage({ params }: Props) {
  const token = secretIn((await params).token)
  const link = await tokenState("stop_email_change", token, new Date())
  return (
    <Page
      title={titleOf("/changement-adresse/[token]")}
      lead="Si quelqu’un d’autre que vous a demandé ce changement, arrêtez-le ici."
      width="narrow"
    >
      {link.state === "ready" ? (
        <>
          <p>
            Le compte garde, ou retrouve, l’adresse <strong>{addressChangePayload.parse(link.payload).from}</strong>. Toutes ses connexions
            sont fermées, les clés d’accès et les codes ajoutés depuis une semaine sont retirés, le mot de passe actuel ne sert plus, et un
            lien pour en choisir un autre part à cette adresse.
          </p>
          <p className="text-soft">C’est vous qui avez demandé ce changement ? Fermez cette page : il suit son cours.</p>
          <ActionButton action={stopNewAddress} fields={{ token }} tone="danger">
            Arrêter ce changement
          </ActionButton>
        </>
      ) : (
        <LinkProblem state={link.state} remedy={{ href: "/mot-de-passe-oublie", label: "Choisir un nouveau mot de passe" }} />
      )}
    </Page>
  )
}
