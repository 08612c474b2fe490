import type { Metadata } from "next"
import Form from "next/form"
import { AccountCard } from "@/components/accounts/account-card"
import { Page } from "@/components/layout/page"
import { Outcome } from "@/components/ui/banner"
import { Button } from "@/components/ui/button"
import { TextField } from "@/components/ui/field"
import { enter } from "@/lib/access/actor"
import { accountsForManagers } from "@/lib/accounts/queries"
import { param, type SearchParams } from "@/lib/platform/search-params"
import { isFresh } from "@/lib/sessions/rules"

export const metadata: Metadata = { title: "Comptes" }

const done: Record<string, string> = {
  deverrouille: "Le compte est déverrouillé : la personne peut essayer à nouveau tout de suite.",
  "facteurs-retires": "Les seconds facteurs sont retirés et les connexions fermées : le mot de passe suffit, et la personne est prévenue.",
}

type Props = { searchParams: SearchParams }

export default async function AccountsPage({ searchParams }: Props) {
  const actor = await enter("/admin/comptes")
  const asked = await searchParams
  const q = param(asked.q)
  const outcome = done[param(asked.fait)]
  const now = new Date()
  const accounts = await accountsForManagers(actor, q, now)
  return (
    <Page title="Comptes" lead="Pourquoi quelqu’un ne peut pas entrer, en un coup d’œil." banner={<Outcome>{outcome}</Outcome>}>
      <Form action="/admin/comptes" className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-64">
          <TextField name="q" label="Nom ou adresse e-mail" defaultValue={q} type="search" maxLength={200} />
        </div>
        <Button type="submit">Rechercher</Button>
      </Form>
      <section aria-labelledby="comptes" className="grid gap-3">
        <h2 id="comptes" className="text-xl font-semibold">
          {q ? `Comptes trouvés pour « ${q} »` : "Connexions ralenties depuis hier"}
        </h2>
        <ul className="grid gap-3">
          {accounts.map((account) => (
            <li key={account.id}>
              <AccountCard account={account} isOwn={account.id === actor.accountId} isFresh={isFresh(actor.authAt, now)} />
            </li>
          ))}
        </ul>
        {accounts.length === 0 ? (
          <p className="text-soft">{q ? "Aucun compte trouvé." : "Aucun : personne n’est gêné par de mauvais essais."}</p>
        ) : null}
      </section>
    </Page>
  )
}
