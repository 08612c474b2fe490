"use client"
import { createColumnHelper, rowSortingFeature, tableFeatures, useTable } from "@tanstack/react-table"
import { ArrowDown, ArrowUp, ArrowUpDown, Briefcase, Link2, Star, Unlink2 } from "lucide-react"
import type { Route } from "next"
import Link from "next/link"
import { Badge } from "@/components/ui/badge"
import { MailLink, PhoneLink, ReachLinks } from "@/components/ui/contact-links"
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

type Meta = { structureId: string; mayAct: boolean }
const nowhere: Meta = { structureId: "", mayAct: false }
const features = tableFeatures({ rowSortingFeature, tableMeta: {} as Meta })
const column = createColumnHelper<typeof features, PersonLine>()
const identity = column.columns([
  column.accessor("name", {
    id: "nom",
    header: "Nom",
    cell: ({ row, table }) => <Name person={row.original} {...(table.options.meta ?? nowhere)} />,
  }),
  column.accessor("email", { id: "email", header: "Email", cell: ({ getValue }) => <MailLink address={getValue()} /> }),
  column.accessor("jobTitle", {
    id: "fonction",
    header: "Fonction",
    cell: ({ getValue }) => getValue() || <Quiet>Non renseignée</Quiet>,
  }),
  column.accessor("phone", {
    header: "Téléphone",
    enableSorting: false,
    cell: ({ getValue }) => (getValue() ? <PhoneLink number={getValue()} /> : <Quiet>Non renseigné</Quiet>),
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
    cell: ({ row, table }) => <Gestures person={row.original} {...(table.options.meta ?? nowhere)} />,
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
    meta: { structureId, mayAct },
  })
  const headers = table.getHeaderGroups()[0]?.headers ?? []
  return (
    <TableFrame
      caption={caption}
      headers={headers.map(({ id, column: shown }) => {
        const label = String(shown.columnDef.header)
        const place = placeOf(id)
        if (!shown.getCanSort()) return { id, label, place }
        const sorted = shown.getIsSorted()
        return {
          id,
          label,
          place,
          sort: directions[sorted || "none"],
          content: <SortLink label={label} href={sortLinks[id as SortKey]} sorted={sorted} />,
        }
      })}
      groups={[
        {
          id: "",
          head: null,
          rows: table.getRowModel().rows.map((row) => ({
            id: row.id,
            cells: row.getAllCells().map((cell) => <table.FlexRender key={cell.id} cell={cell} />),
          })),
        },
      ]}
      empty={empty}
    />
  )
}

function placeOf(id: string) {
  if (id === "nom") return "name"
  if (id === "actions") return "actions"
  return ["email", "phone", "connexion"].includes(id) ? "none" : "line"
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

function Name({ person, structureId, mayAct }: { person: PersonLine } & Meta) {
  return (
    <div className="flex items-start gap-x-1 unfolded:min-w-48">
      <div className="min-w-0 flex-1">
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
        {mayAct && person.profils.length === 0 ? (
          <span id={`droits-${person.id}`} className="block text-sm font-semibold text-wait">
            Aucun droit
          </span>
        ) : null}
        {person.isSelf && person.isReferent ? (
          <span className="block text-sm text-soft">
            On ne se détache pas soi-même :{" "}
            <Link href={at("/mes-structures/[id]/referent", { id: structureId })} className="text-brand underline underline-offset-4">
              annoncer mon départ
            </Link>
          </span>
        ) : null}
      </div>
      <ReachLinks name={person.name} email={person.email} phone={person.phone} />
    </div>
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

const gesture =
  "inline-flex min-h-11 items-center gap-1.5 rounded-control px-2.5 text-sm font-semibold whitespace-nowrap pointer-fine:min-h-8 folded:min-w-11 folded:justify-center forced-colors:border"

/** The three links of the guide: blue when a profil was granted, yellow when none was, red to detach; each with its words. */
function Gestures({ person, structureId }: { person: PersonLine } & Meta) {
  const has = person.profils.length > 0
  const look = has ? "bg-brand-tint text-brand hover:bg-brand hover:text-on" : "bg-wait-tint text-wait hover:bg-wait hover:text-on"
  return (
    <div className="flex items-center justify-end gap-1.5">
      <Link
        href={at("/mes-structures/[id]/droits/[affiliation]", { id: structureId, affiliation: person.id })}
        prefetch={false}
        aria-describedby={`personne-${person.id}${has ? "" : ` droits-${person.id}`}`}
        className={`${gesture} ${look}`}
      >
        <Link2 aria-hidden className="size-4 shrink-0" />
        <span className="folded:sr-only">Modifier les droits</span>
      </Link>
      {person.isSelf ? null : (
        <Link
          href={at("/mes-structures/[id]/detacher/[affiliation]", { id: structureId, affiliation: person.id })}
          prefetch={false}
          aria-describedby={`personne-${person.id}`}
          className={`${gesture} text-bad underline-offset-4 hover:bg-bad-tint hover:underline`}
        >
          <Unlink2 aria-hidden className="size-4 shrink-0" />
          <span className="folded:sr-only">Détacher</span>
        </Link>
      )}
    </div>
  )
}
