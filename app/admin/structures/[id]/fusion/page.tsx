import type { Metadata } from "next"
import Form from "next/form"
import { notFound } from "next/navigation"
import { ProvenForm } from "@/components/credentials/proven-form"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { MergePreview } from "@/components/structure-files/merge-preview"
import { Banner } from "@/components/ui/banner"
import { Button } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { TextField } from "@/components/ui/field"
import { enter } from "@/lib/access/actor"
import { param, type SearchParams } from "@/lib/platform/search-params"
import { isFresh } from "@/lib/sessions/rules"
import { managedStructure } from "@/lib/structure-files/queries"
import { merge } from "@/lib/structure-merges/actions"
import { mergePreview } from "@/lib/structure-merges/queries"
import { structureBySiret } from "@/lib/structures/queries"
import { formatSiret, parseSiret } from "@/lib/structures/rules"

export const metadata: Metadata = { title: "Réunir deux structures" }

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

export default async function StructureMergePage({ params, searchParams }: Props) {
  const { id } = await params
  const path = `/admin/structures/${id}/fusion`
  const actor = await enter(path)
  const structure = (await managedStructure(actor, id)) ?? notFound()
  const typed = param((await searchParams).siret)
  const other = typed ? await structureBySiret(parseSiret(typed) ?? "") : null
  const preview = other ? await mergePreview(actor, id, other.id) : null
  return (
    <Page
      title="Réunir deux structures"
      lead={`${structure.raisonSociale} (${formatSiret(structure.siret)}) reste ; l’autre se ferme, et ses personnes rejoignent celle-ci avec leurs droits. Réversible pendant 30 jours.`}
      width="narrow"
    >
      <Form action={path} className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-64">
          <TextField name="siret" label="SIRET de la structure à fermer" inputMode="numeric" defaultValue={typed} maxLength={30} />
        </div>
        <Button type="submit" tone="secondary">
          Voir l’effet
        </Button>
      </Form>
      {typed && !preview ? (
        <Banner tone="bad" role="status">
          <p>{other ? "C’est la même structure." : "Aucune structure de la liste n’a ce SIRET."}</p>
        </Banner>
      ) : null}
      {preview ? (
        <Card className="grid gap-4">
          <MergePreview preview={preview} />
          <ProvenForm
            action={merge}
            fields={{ structureId: id, absorbedId: preview.absorbed.id, people: String(preview.lines.length) }}
            isFresh={isFresh(actor.authAt, new Date())}
            tone="danger"
          >
            Réunir les deux structures
          </ProvenForm>
        </Card>
      ) : null}
      <BackLink href={`/admin/structures/${id}`}>Revenir à la structure</BackLink>
    </Page>
  )
}
