import type { Metadata } from "next"
import Form from "next/form"
import { SignupCard } from "@/components/desk/account-dossiers/signup-card"
import { AccountsTable } from "@/components/desk/account-searches/accounts-table"
import { Page } from "@/components/layout/page"
import { Outcome } from "@/components/ui/banner"
import { Button } from "@/components/ui/button"
import { Section } from "@/components/ui/card"
import { FilterLinks } from "@/components/ui/filter-links"
import { Pagination } from "@/components/ui/pagination"
import { SearchField } from "@/components/ui/search-field"
import { outcomeOf } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { findAccounts, unconfirmedSignups } from "@/lib/desk/account-searches/queries"
import { accountFilterNames, accountFilters } from "@/lib/desk/account-searches/rules"
import { accountAddress, readAccountAddress } from "@/lib/desk/account-searches/schema"
import { enter } from "@/lib/identity/entrance/actor"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"

export const metadata: Metadata = { title: titleOf("/admin/comptes") }

const readAddress = reading({ fait: words })

type Props = { searchParams: SearchParams }

export default async function AccountsPage({ searchParams }: Props) {
  const actor = await enter("/admin/comptes")
  const [params, { fait }] = await Promise.all([readAccountAddress(searchParams), readAddress(searchParams)])
  const now = new Date()
  const [{ accounts, hasMore }, signups] = await Promise.all([findAccounts(actor, params, now), unconfirmedSignups(actor, params.q)])
  const filter = params.filtre ?? "ralenti"
  const isSearch = params.q.trim() !== ""
  return (
    <Page
      title={titleOf("/admin/comptes")}
      lead="Pourquoi quelqu’un ne peut pas entrer, en un coup d’œil."
      banner={<Outcome>{outcomeOf("/admin/comptes", fait)}</Outcome>}
    >
      <Form action="/admin/comptes" className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-64">
          <SearchField
            name="q"
            label="Nom, adresse e-mail, téléphone ou structure"
            hint="Par exemple : lefèvre, sacha@, 05 56 00, mission locale."
            value={params.q}
            maxLength={100}
          />
        </div>
        <Button type="submit">Rechercher</Button>
      </Form>
      <FilterLinks
        label="Listes toutes prêtes"
        links={accountFilters.map((id) => ({
          href: accountAddress("/admin/comptes", { filtre: id }),
          name: accountFilterNames[id],
          isHere: !isSearch && id === filter,
        }))}
      />
      {signups.length > 0 ? (
        <Section id="inscriptions" title="Inscriptions dont l’adresse n’est pas confirmée">
          <ul className="grid gap-3">
            {signups.map((signup) => (
              <li key={signup.email}>
                <SignupCard signup={signup} now={now} />
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section id="comptes" title={isSearch ? `Comptes trouvés pour « ${params.q} »` : accountFilterNames[filter]}>
        <AccountsTable
          accounts={accounts}
          empty={isSearch ? "Aucun compte trouvé." : filter === "ralenti" ? "Aucun : personne n’est gêné par de mauvais essais." : "Aucun."}
        />
        <Pagination
          label="Pages des comptes"
          page={params.page}
          hasNext={hasMore}
          hrefOf={(page) => accountAddress("/admin/comptes", { ...params, page })}
        />
      </Section>
    </Page>
  )
}
