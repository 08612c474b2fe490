import type { Metadata } from "next"
import Form from "next/form"
import { RankingFigure } from "@/components/desk/figures/figures"
import { Page } from "@/components/layout/page"
import { RefusalForm } from "@/components/parcourspro/memberships/refusal-form"
import { ActionButton } from "@/components/ui/action-button"
import { Outcome } from "@/components/ui/banner"
import { Button } from "@/components/ui/button"
import { Section } from "@/components/ui/card"
import { FilterLinks } from "@/components/ui/filter-links"
import { ListHead } from "@/components/ui/list-head"
import { Pagination } from "@/components/ui/pagination"
import { SearchField } from "@/components/ui/search-field"
import { type Column, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { priceWords } from "@/lib/parcourspro/codes/rules"
import { accept } from "@/lib/parcourspro/memberships/actions"
import { allMemberships, type MembershipLine, membershipCounts } from "@/lib/parcourspro/memberships/queries"
import { type MembershipStatus, membershipStatuses } from "@/lib/parcourspro/memberships/rules"
import { membershipsAddress, readMembershipsAddress } from "@/lib/parcourspro/memberships/schema"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const path = "/admin/adhesions"
export const metadata: Metadata = { title: titleOf(path) }

export default async function MembershipsPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await enter(path)
  const { fait, ...asked } = await readMembershipsAddress(searchParams)
  const [{ rows, total, pages }, years] = await Promise.all([allMemberships(actor, asked), membershipCounts(actor)])
  return (
    <Page
      title={titleOf(path)}
      lead="Les structures qui demandent à adhérer, année par année. Un refus dit pourquoi, et ce que leurs équipes attendaient s’arrête."
      banner={<Outcome>{outcomeOf(path, fait)}</Outcome>}
    >
      {years.length > 0 ? (
        <Section id="chiffres" title="En chiffres">
          <RankingFigure
            title="Adhésions par année"
            summary={`En ${years[0]?.year} : ${counted(years[0]?.counts.accepted ?? 0, "structure adhérente", "structures adhérentes")}.`}
            header="Année"
            names={years.map(({ year }) => String(year))}
            series={(Object.keys(membershipStatuses) as MembershipStatus[]).map((status) => ({
              name: `${membershipStatuses[status]}s`,
              values: years.map(({ counts }) => counts[status]),
            }))}
          />
        </Section>
      ) : null}
      <FilterLinks
        label="État des adhésions"
        links={(Object.keys(membershipStatuses) as MembershipStatus[]).map((statut) => ({
          href: membershipsAddress(path, { statut }),
          name: `${membershipStatuses[statut]}s`,
          isHere: statut === asked.statut,
        }))}
      />
      <Form action={path} className="grid gap-4 sm:grid-cols-[1fr_auto] sm:items-end">
        <input type="hidden" name="statut" value={asked.statut} />
        <SearchField name="q" label="Nom de la structure" value={asked.q} maxLength={100} />
        <Button type="submit">Rechercher</Button>
      </Form>
      <ListHead
        count={counted(total, "adhésion")}
        file={total > 0 ? membershipsAddress(`${path}/export`, { ...asked, page: null }) : null}
      />
      <Table
        caption="Adhésions"
        columns={asked.statut === "asked" ? [...columns, decision] : columns}
        rows={rows}
        keyOf={({ structureId, year }) => `${structureId} ${year}`}
        empty={<p>{asked.statut === "asked" ? "Aucune adhésion n’attend de réponse." : "Aucune adhésion."}</p>}
      />
      <Pagination
        label="Pages des adhésions"
        page={asked.page}
        pages={pages}
        hrefOf={(page) => membershipsAddress(path, { ...asked, page })}
      />
    </Page>
  )
}

const nameId = ({ structureId, year }: Pick<MembershipLine, "structureId" | "year">) => `adhesion-${structureId}-${year}`

const columns: Column<MembershipLine>[] = [
  {
    header: "Structure",
    cell: (row) => (
      <span id={nameId(row)}>
        <TextLink href={at("/admin/structures/[id]", { id: row.structureId })}>{row.structure.raisonSociale}</TextLink>
      </span>
    ),
  },
  { header: "Année", cell: ({ year }) => year },
  { header: "Demandée le", cell: ({ askedAt }) => <When at={askedAt} /> },
  { header: "Par", cell: ({ asker }) => (asker ? formatName(asker) : "–") },
  { header: "Cotisation", cell: ({ feeLabel, amount }) => [feeLabel, priceWords(amount)].filter(Boolean).join(" : ") },
  { header: "Facture à", cell: ({ invoiceContact }) => <span className="wrap-anywhere">{invoiceContact || "–"}</span> },
  { header: "Réponse", cell: ({ decidedAt, reason }) => (decidedAt ? <Answered at={decidedAt} reason={reason} /> : "En attente") },
]

function Answered({ at: when, reason }: { at: Date; reason: string | null }) {
  return (
    <>
      <When at={when} />
      {reason ? <span className="block text-sm text-soft">« {reason} »</span> : null}
    </>
  )
}

const decision: Column<MembershipLine> = {
  header: "Répondre",
  cell: (row) => (
    <div className="grid gap-2">
      <ActionButton action={accept} fields={{ structureId: row.structureId, year: String(row.year) }} describedBy={nameId(row)}>
        Accepter
      </ActionButton>
      <RefusalForm structureId={row.structureId} year={row.year} describedBy={nameId(row)} />
    </div>
  ),
}
