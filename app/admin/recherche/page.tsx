import type { Metadata, Route } from "next"
import Link from "next/link"
import { AccountsTable } from "@/components/desk/account-searches/accounts-table"
import { StructuresTable } from "@/components/desk/structure-dossiers/structures-table"
import { Page } from "@/components/layout/page"
import { Section } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { accountAddress } from "@/lib/desk/account-searches/schema"
import { everything } from "@/lib/desk/searches/queries"
import { pagesNamed } from "@/lib/desk/searches/rules"
import { structureAddress } from "@/lib/desk/structure-dossiers/schema"
import { enter } from "@/lib/identity/entrance/actor"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { formatName } from "@/lib/vocabulary/accounts/rules"

export const metadata: Metadata = { title: titleOf("/admin/recherche") }

const readAddress = reading({ q: words })

type Props = { searchParams: SearchParams }

export default async function EverythingPage({ searchParams }: Props) {
  const actor = await enter("/admin/recherche")
  const { q } = await readAddress(searchParams)
  const now = new Date()
  const { accounts, structures, structuresFound, requests } = await everything(actor, q, now)
  const pages = pagesNamed(q)
  const isEmpty = accounts.length + structures.length + requests.length + pages.length === 0
  return (
    <Page
      title={titleOf("/admin/recherche")}
      lead={
        q.trim() ? `Ce qui répond à « ${q.trim()} ».` : "Une personne, une structure, un SIRET, une demande, une page : dites-le en haut."
      }
    >
      {q.trim() && isEmpty ? <p className="text-soft">Rien ne répond. Essayez un autre mot, ou le début d’une adresse.</p> : null}
      {pages.length > 0 ? (
        <Section id="pages" title="Pages">
          <ul className="flex flex-wrap gap-x-6">
            {pages.map(({ page, title }) => (
              <li key={page}>
                <TextLink href={page as Route}>{title}</TextLink>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {requests.length > 0 ? (
        <Section id="demandes" title="Demandes qui attendent">
          <ul className="rounded-card border border-line bg-surface px-4 shadow-card">
            {requests.map(({ id, raisonSociale, requestedAt, ...person }) => (
              <li key={id} className="py-1.5 not-first:border-t border-line">
                <Link href={at("/demandes/[id]/valider", { id })} className="font-semibold text-brand underline underline-offset-4">
                  {formatName(person)}
                </Link>{" "}
                <span className="text-soft">
                  · {raisonSociale} · <When at={requestedAt} now={now} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {accounts.length > 0 ? (
        <Section id="comptes" title="Personnes">
          <AccountsTable accounts={accounts} empty="Aucun compte trouvé." />
          <p>
            <TextLink href={accountAddress("/admin/comptes", { q })}>Toutes les personnes qui répondent</TextLink>
          </p>
        </Section>
      ) : null}
      {structures.length > 0 ? (
        <Section id="structures" title="Structures">
          <StructuresTable structures={structures} />
          {structuresFound > structures.length ? (
            <p>
              <TextLink href={structureAddress("/admin/structures", { q })}>
                Toutes les structures qui répondent ({structuresFound})
              </TextLink>
            </p>
          ) : null}
        </Section>
      ) : null}
    </Page>
  )
}
