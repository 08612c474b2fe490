import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { ColumnsForm } from "@/components/desk/imports/columns-form"
import { ImportProgress, type ImportStatus } from "@/components/desk/imports/import-progress"
import { ImportReportView } from "@/components/desk/imports/import-report"
import { StartForm } from "@/components/desk/imports/start-form"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { ActionButton } from "@/components/ui/action-button"
import { Banner, Outcome } from "@/components/ui/banner"
import { DownloadLink } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { drop } from "@/lib/desk/import-files/actions"
import { beginningOf, importOf } from "@/lib/desk/import-files/queries"
import { enter } from "@/lib/identity/entrance/actor"
import { counted } from "@/lib/platform/text/counts"

export const metadata: Metadata = { title: titleOf("/admin/structures/import/[id]") }

/** The state that the import has just reached, for whoever waited for it. */
const announced: Partial<Record<ImportStatus, string>> = {
  checked: "Le fichier est lu. Rien n’a encore changé : voici ce que ferait l’import.",
  done: "L’import est terminé.",
}

type Props = { params: Promise<{ id: string }> }

export default async function ImportPage({ params }: Props) {
  const { id } = await params
  const path = at("/admin/structures/import/[id]", { id })
  const actor = await enter(path)
  const found = (await importOf(actor, id)) ?? notFound()
  const { status, report, header, map, done, total, error, fileName } = found
  const mayMap = status === "uploaded" || status === "checked" || status === "failed"
  const { rows, guessed } = mayMap ? await beginningOf(actor, id) : { rows: [], guessed: null }
  const isOver = status === "done" || status === "cancelled"
  return (
    <Page
      title={titleOf("/admin/structures/import/[id]")}
      lead={`${fileName}, ${counted(total, "ligne")}.`}
      banner={
        <>
          <Outcome>{announced[status]}</Outcome>
          {error ? (
            <Banner tone="bad" role="status">
              <p>{error}</p>
            </Banner>
          ) : null}
        </>
      }
    >
      {status === "checking" || status === "running" ? (
        <ImportProgress address={at("/admin/structures/import/[id]/etat", { id })} status={status} done={done} total={total} />
      ) : null}
      {status === "cancelled" ? <p>Ce fichier a été abandonné : la liste n’a pas changé.</p> : null}
      {report && status !== "running" && status !== "checking" ? (
        <Card className="grid gap-4">
          <ImportReportView report={report} isDone={status === "done"} />
          {report.rejectedCount > 0 ? (
            <div>
              <DownloadLink href={`${path}/rapport`}>Télécharger le rapport des lignes refusées</DownloadLink>
            </div>
          ) : null}
          {status === "checked" ? <StartForm importId={id} kept={report.samples.kept} total={report.kept} /> : null}
        </Card>
      ) : null}
      {mayMap ? (
        <Card className="grid gap-5">
          <h2 className="text-lg font-semibold">{status === "checked" ? "Changer les colonnes" : "Quelle colonne porte quoi ?"}</h2>
          {guessed ? (
            <Banner tone="wait">
              <p>
                Ce fichier n’est pas en UTF-8. Il est lu comme celui d’un{" "}
                {guessed.encoding === "macintosh" ? "Excel pour Mac" : "ancien Excel"}
                {guessed.words.length > 0 ? <> : {guessed.words.map((word) => `« ${word.trim()} »`).join(", ")}</> : null}.
              </p>
              <p>Des lettres sont fausses ? Abandonnez, puis enregistrez-le au format « CSV UTF-8 ».</p>
            </Banner>
          ) : null}
          {header.some((name) => / \(\d+\)$/.test(name)) ? (
            <Banner tone="wait">
              <p>Des colonnes portent le même nom : la seconde est suivie de « (2) ». Vérifiez laquelle est choisie.</p>
            </Banner>
          ) : null}
          <ColumnsForm importId={id} header={header} map={map} rows={rows} isChecked={status === "checked"} />
        </Card>
      ) : null}
      {isOver ? null : (
        <ActionButton action={drop} fields={{ importId: id }} tone="danger">
          Abandonner ce fichier
        </ActionButton>
      )}
      <BackLink href="/admin/structures/import">{isOver ? "Importer un autre fichier" : "Revenir aux imports"}</BackLink>
    </Page>
  )
}
