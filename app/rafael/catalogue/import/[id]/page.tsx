import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { ImportProgress, type ImportStatus } from "@/components/desk/imports/import-progress"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { LaunchForm } from "@/components/rafael/offer-imports/launch-form"
import { OfferReportView } from "@/components/rafael/offer-imports/offer-report"
import { ActionButton } from "@/components/ui/action-button"
import { Banner, Outcome } from "@/components/ui/banner"
import { DownloadLink } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { counted } from "@/lib/platform/text/counts"
import { giveUpOfferImport } from "@/lib/rafael/offer-imports/actions"
import { offerImportOf } from "@/lib/rafael/offer-imports/queries"

export const metadata: Metadata = { title: titleOf("/rafael/catalogue/import/[id]") }

/** The state that the import has just reached, for whoever waited for it. */
const announced: Partial<Record<ImportStatus, string>> = {
  checked: "Le fichier est lu. Rien n’a encore changé : voici ce que ferait l’import.",
  done: "L’import est terminé.",
}

type Props = { params: Promise<{ id: string }> }

export default async function OfferImportPage({ params }: Props) {
  const { id } = await params
  const path = at("/rafael/catalogue/import/[id]", { id })
  const actor = await enter(path)
  const found = (await offerImportOf(actor, id)) ?? notFound()
  const { status, report, done, total, error, fileName, structureId } = found
  const isOver = status === "done" || status === "cancelled"
  const isAtWork = status === "checking" || status === "running"
  return (
    <Page
      title={titleOf("/rafael/catalogue/import/[id]")}
      lead={`${fileName}, environ ${counted(total, "formation")}.`}
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
      {isAtWork ? (
        <ImportProgress
          address={at("/rafael/catalogue/import/[id]/etat", { id })}
          status={status}
          done={done}
          total={total}
          unit="formation"
        />
      ) : null}
      {status === "cancelled" ? <p>Ce fichier a été abandonné : ce qui n’était pas encore importé ne le sera pas.</p> : null}
      {report && !isAtWork ? (
        <Card className="grid gap-5">
          <OfferReportView report={report} isDone={status !== "checked"} />
          {report.rejectedCount > 0 ? (
            <div>
              <DownloadLink href={`${path}/rapport`}>Télécharger les rejets (CSV)</DownloadLink>
            </div>
          ) : null}
          {status === "checked" && report.created + report.changed > 0 && !actor.control ? (
            <LaunchForm importId={id} withoutPlaces={report.withoutPlaces} publishable={report.publishable} />
          ) : null}
          {status === "checked" && report.created + report.changed === 0 ? <p>Il n’y a rien à importer de ce fichier.</p> : null}
        </Card>
      ) : null}
      {isOver || actor.control ? null : (
        <ActionButton action={giveUpOfferImport} fields={{ importId: id }} tone="danger">
          Abandonner ce fichier
        </ActionButton>
      )}
      <BackLink href={at("/rafael/catalogue/import", { structure: structureId })}>
        {isOver ? "Importer un autre fichier" : "Revenir aux imports"}
      </BackLink>
    </Page>
  )
}
