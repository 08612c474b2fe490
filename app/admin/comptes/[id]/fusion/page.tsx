import type { Metadata } from "next"
import Form from "next/form"
import { notFound } from "next/navigation"
import { ProvenForm } from "@/components/identity/credentials/proven-form"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { Button } from "@/components/ui/button"
import { Card, Facts } from "@/components/ui/card"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextField } from "@/components/ui/field"
import { at } from "@/lib/access/addresses"
import { accountByAddress, accountFile } from "@/lib/desk/account-dossiers/queries"
import { mergeInto } from "@/lib/desk/account-merges/actions"
import { enter } from "@/lib/identity/entrance/actor"
import { isFresh } from "@/lib/identity/sessions/rules"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const readAddress = reading({ email: words })

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const account = await accountFile(await enter(at("/admin/comptes/[id]", { id })), id, new Date())
  return { title: account ? `Réunir deux comptes : ${formatName(account)}` : "Page introuvable" }
}

export default async function AccountMergePage({ params, searchParams }: Props) {
  const { id } = await params
  const path = at("/admin/comptes/[id]/fusion", { id })
  const actor = await enter(path)
  const now = new Date()
  const { email } = await readAddress(searchParams)
  const account = (await accountFile(actor, id, now)) ?? notFound()
  const other = await accountByAddress(actor, email)
  const isOther = other !== null && other.id !== id
  const problem = email && !isOther ? (other ? "C’est le même compte." : "Aucun compte n’a cette adresse.") : undefined
  return (
    <Page title="Réunir deux comptes" lead={`${formatName(account)} a deux comptes : celui-ci reste, l’autre se ferme.`} width="narrow">
      <Card>
        <Facts
          facts={[
            ["Compte qui reste", account.email],
            [
              "Ses structures",
              account.affiliations
                .filter(({ status }) => status === "active")
                .map(({ structure }) => structure.raisonSociale)
                .join(", ") || "Aucune",
            ],
          ]}
        />
      </Card>
      {problem ? (
        <ErrorSummary errors={[{ id: "email", label: "Adresse e-mail du compte à fermer", message: problem }]} attempt={email} />
      ) : null}
      <Form action={path} className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-64">
          <TextField
            name="email"
            label="Adresse e-mail du compte à fermer"
            type="email"
            defaultValue={email}
            maxLength={254}
            error={problem}
          />
        </div>
        <Button type="submit" tone="secondary">
          Trouver ce compte
        </Button>
      </Form>
      {isOther ? (
        <Card className="grid gap-4">
          <Facts
            facts={[
              ["Compte à fermer", `${formatName(other)} (${other.email})`],
              [
                "Ce qui rejoint le compte qui reste",
                other.affiliations
                  .map(({ structure, status }) => `${structure.raisonSociale}${status === "pending" ? " (demande en attente)" : ""}`)
                  .join(", ") || "Rien : aucun rattachement",
              ],
            ]}
          />
          <ProvenForm
            action={mergeInto}
            fields={{ accountId: id, absorbedId: other.id }}
            isFresh={isFresh(actor.authAt, now)}
            tone="danger"
            words={
              <p>
                Les rattachements, les droits et les demandes passent au compte {account.email}. Le compte {other.email} est désactivé, et
                les deux adresses sont prévenues. Assurez-vous qu’il s’agit de la même personne : vous pourrez les séparer de nouveau
                pendant 30 jours.
              </p>
            }
          >
            Réunir les deux comptes
          </ProvenForm>
        </Card>
      ) : null}
      <BackLink href={at("/admin/comptes/[id]", { id })}>Revenir au compte</BackLink>
    </Page>
  )
}
