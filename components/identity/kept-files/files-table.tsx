import { ActionButton } from "@/components/ui/action-button"
import { Badge } from "@/components/ui/badge"
import { type Column, Quiet, Table } from "@/components/ui/table"
import { at } from "@/lib/access/addresses"
import { drop } from "@/lib/identity/kept-files/actions"
import type { OwnFile } from "@/lib/identity/kept-files/queries"
import { sizeWords } from "@/lib/identity/kept-files/rules"
import { formatInstant } from "@/lib/platform/time/dates"

/** The exports that someone may come back to. */
export function FilesTable({ files }: { files: OwnFile[] }) {
  return (
    <Table
      caption="Mes fichiers"
      columns={columns}
      rows={files}
      keyOf={({ id }) => id}
      empty={<p>Aucun fichier ne vous attend. Un export rapide se télécharge aussitôt, et n’est pas gardé ici.</p>}
    />
  )
}

const columns: Column<OwnFile>[] = [
  {
    header: "Fichier",
    wide: true,
    cell: ({ id, name, state, isOpen }) =>
      state === "ready" && isOpen ? (
        <a
          id={`fichier-${id}`}
          href={at("/mes-fichiers/[id]", { id })}
          download
          className="font-semibold wrap-anywhere text-brand underline underline-offset-4"
        >
          {name}
        </a>
      ) : (
        <span id={`fichier-${id}`} className="font-semibold wrap-anywhere">
          {name}
        </span>
      ),
  },
  { header: "État", cell: (file) => <State file={file} /> },
  { header: "Demandé", cell: ({ createdAt }) => `le ${formatInstant(createdAt)}` },
  {
    header: "Taille",
    cell: ({ state, size }) => (state === "ready" ? sizeWords(size) : <Quiet>{state === "making" ? "À venir" : "–"}</Quiet>),
  },
  { header: "Gardé", cell: ({ state, expiresAt }) => (state === "failed" ? <Quiet>–</Quiet> : `jusqu’au ${formatInstant(expiresAt)}`) },
  {
    header: "Actions",
    cell: ({ id }) => (
      <ActionButton action={drop} fields={{ fileId: id }} tone="danger" size="compact" describedBy={`fichier-${id}`}>
        Supprimer
      </ActionButton>
    ),
  },
]

function State({ file: { state, isOpen } }: { file: OwnFile }) {
  if (state === "failed") return <Badge tone="bad">Interrompu : demandez-le à nouveau</Badge>
  if (state === "making") return <Badge tone="wait">En préparation</Badge>
  return isOpen ? <Badge tone="good">Prêt</Badge> : <Badge tone="bad">Vos droits ont changé depuis</Badge>
}
