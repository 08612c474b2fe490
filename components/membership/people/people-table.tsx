"use client"
import { createColumnHelper, rowSortingFeature, tableFeatures, useTable } from "@tanstack/react-table"
import { ArrowDown, ArrowUp, ArrowUpDown, Briefcase, Star } from "lucide-react"
import type { Route } from "next"
import Link from "next/link"
import { Badge } from "@/components/ui/badge"
import { EmailAddress } from "@/components/ui/email-address"
import { Quiet, TableFrame } from "@/components/ui/table"
import { at } from "@/lib/access/addresses"

/** One person as the list shows them, in words already. */
type PersonLine = {
  id: string
  name: string
  email: string
  jobTitle: string
  phone: string
  isReferent: boolean
  isEmployeur: boolean
  isDisabled: boolean
  isSelf: boolean
  /** For those who decide: the granted profils, and the month of the last sign-in. */
  profils: string[]
  lastSeen: string
}

type SortKey = "nom" | "email" | "fonction" | "connexion"

type Props = {
  caption: string
  people: PersonLine[]
  structureId: string
  /** Whether the reader sets rights and detaches. */
  mayAct: boolean
  sorting: { id: SortKey; desc: boolean }
  /** Where each header leads: the same list, ordered by it. */
  sortLinks: Record<SortKey, Route>
  empty: string
}

const features = tableFeatures({ rowSortingFeature, tableMeta: {} as { structureId: string } })
const column = createColumnHelper<typeof features, PersonLine>()
const identity = column.columns([
  column.accessor("name", { id: "nom", header: "Nom", cell: ({ row }) => <Name person={row.original} /> }),
  column.accessor("email", { id: "email", header: "Email", cell: ({ getValue }) => <EmailAddress>{getValue()}</EmailAddress> }),
  column.accessor("jobTitle", { id: "fonction", header: "Fonction", cell: ({ getValue }) => getValue() || "Non renseignée" }),
  column.accessor("phone", {
    header: "Téléphone",
    enableSorting: false,
    cell: ({ getValue }) => <span className="whitespace-nowrap">{getValue() || "Non renseigné"}</span>,
  }),
  column.accessor("isReferent", {
    header: "Référent",
    enableSorting: false,
    cell: ({ getValue }) =>
      getValue() ? (
        <Mark icon={Star} look="fill-accent text-accent">
          Référent·e
        </Mark>
      ) : (
        <Quiet>Non</Quiet>
      ),
  }),
  column.accessor("isEmployeur", {
    header: "Employeur",
    enableSorting: false,
    cell: ({ getValue }) =>
      getValue() ? (
        <Mark icon={Briefcase} look="text-brand">
          Employeur
        </Mark>
      ) : (
        <Quiet>Non</Quiet>
      ),
  }),
])
const forDeciders = column.columns([
  ...identity,
  column.accessor("lastSeen", { id: "connexion", header: "Dernière connexion" }),
  column.display({
    id: "actions",
    header: "Actions",
    cell: ({ row, table }) => <Gestures person={row.original} structureId={table.options.meta?.structureId ?? ""} />,
  }),
])

/** The people of a structure. The address says order, filters and page, and the server has applied them. */
export function PeopleTable({ caption, people, structureId, mayAct, sorting, sortLinks, empty }: Props) {
  const table = useTable({
    features,
    columns: mayAct ? forDeciders : identity,
    data: people,
    getRowId: ({ id }) => id,
    manualSorting: true,
    state: { sorting: [sorting] },
    meta: { structureId },
  })
  const headers = table.getHeaderGroups()[0]?.headers ?? []
  return (
    <TableFrame
      caption={caption}
      headers={headers.map(({ id, column: shown }) => {
        const label = String(shown.columnDef.header)
        if (!shown.getCanSort()) return { id, label, wide: id === "actions" }
        const sorted = shown.getIsSorted()
        return {
          id,
          label,
          sort: directions[sorted || "none"],
          content: <SortLink label={label} href={sortLinks[id as SortKey]} sorted={sorted} />,
        }
      })}
      rows={table.getRowModel().rows.map((row) => ({
        id: row.id,
        cells: row.getAllCells().map((cell) => <table.FlexRender key={cell.id} cell={cell} />),
      }))}
      empty={empty}
    />
  )
}

const directions = { asc: "ascending", desc: "descending", none: "none" } as const

function SortLink({ label, href, sorted }: { label: string; href: Route; sorted: false | "asc" | "desc" }) {
  const Icon = sorted === "asc" ? ArrowUp : sorted === "desc" ? ArrowDown : ArrowUpDown
  return (
    <Link href={href} scroll={false} className="inline-flex min-h-11 items-center gap-1 underline-offset-4 hover:underline">
      {label}
      <Icon aria-hidden className="size-4 shrink-0" />
    </Link>
  )
}

function Name({ person }: { person: PersonLine }) {
  return (
    <>
      <span id={`personne-${person.id}`} className="font-semibold">
        {person.name}
      </span>
      {person.isSelf ? <span className="text-soft"> (vous)</span> : null}
      {person.isDisabled ? (
        <span className="block">
          <Badge tone="bad">Compte désactivé</Badge>
        </span>
      ) : null}
      {person.profils.length > 0 ? <span className="block text-sm text-soft">{person.profils.join(", ")}</span> : null}
    </>
  )
}

function Mark({ icon: Icon, look, children }: { icon: typeof Star; look: string; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Icon aria-hidden className={`size-4 shrink-0 ${look}`} />
      {children}
    </span>
  )
}

/** Blue when a profil was granted; yellow, with words that say so, when none was. */
function Gestures({ person, structureId }: { person: PersonLine; structureId: string }) {
  const has = person.profils.length > 0
  const look = has ? "bg-brand-tint text-brand hover:bg-brand hover:text-on" : "bg-wait-tint text-wait hover:bg-wait hover:text-on"
  return (
    <div className="flex flex-wrap items-center gap-2 unfolded:w-44">
      {has ? null : (
        <span id={`droits-${person.id}`} className="text-sm font-semibold text-wait">
          Aucun droit
        </span>
      )}
      <Link
        href={at("/mes-structures/[id]/droits/[affiliation]", { id: structureId, affiliation: person.id })}
        aria-describedby={`personne-${person.id}${has ? "" : ` droits-${person.id}`}`}
        className={`inline-flex min-h-11 items-center rounded-control px-3 font-semibold whitespace-nowrap ${look}`}
      >
        Modifier les droits
      </Link>
      {person.isSelf ? null : (
        <Link
          href={at("/mes-structures/[id]/detacher/[affiliation]", { id: structureId, affiliation: person.id })}
          aria-describedby={`personne-${person.id}`}
          className="inline-flex min-h-11 items-center rounded-control px-3 font-semibold text-bad underline-offset-4 hover:underline"
        >
          Détacher
        </Link>
      )}
    </div>
  )
}
