import type { Metadata } from "next"
import Form from "next/form"
import { notFound } from "next/navigation"
import { MergePreview } from "@/components/desk/structure-dossiers/merge-preview"
import { ProvenForm } from "@/components/identity/credentials/proven-form"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { Button } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextField } from "@/components/ui/field"
import { at } from "@/lib/access/addresses"
import { managedStructure } from "@/lib/desk/structure-dossiers/queries"
import { merge } from "@/lib/desk/structure-merges/actions"
import { mergePreview } from "@/lib/desk/structure-merges/queries"
import { enter } from "@/lib/identity/entrance/actor"
import { isFresh } from "@/lib/identity/sessions/rules"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { structureBySiret } from "@/lib/structures/queries"
import { formatSiret, parseSiret } from "@/lib/vocabulary/structures/rules"

const readAddress = reading({ siret: words })

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const structure = await managedStructure(await enter(at("/admin/structures/[id]", { id })), id)
  return { title: structure ? `Réunir deux structures : ${structure.raisonSociale}` : "Page introuvable" }
}

export default async function StructureMergePage({ params, searchParams }: Props) {
  const { id } = await params
  const path = at("/admin/structures/[id]/fusion", { id })
  const actor = await enter(path)
  const structure = (await managedStructure(actor, id)) ?? notFound()
  const { siret: typed } = await readAddress(searchParams)
  const other = typed ? await structureBySiret(parseSiret(typed) ?? "") : null
  const problem = typed && problemOf(typed, other?.id, id)
  const preview = other ? await mergePreview(actor, id, other.id) : null
  return (
    <Page
      title="Réunir deux structures"
      lead={`${structure.raisonSociale} (${formatSiret(structure.siret)}) reste ; l’autre se ferme, et ses personnes rejoignent celle-ci avec leurs droits. Réversible pendant 30 jours.`}
      width="narrow"
    >
      {problem ? (
        <ErrorSummary errors={[{ id: "siret", label: "SIRET de la structure à fermer", message: problem }]} attempt={typed} />
      ) : null}
      <Form action={path} className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-64">
          <TextField
            name="siret"
            label="SIRET de la structure à fermer"
            inputMode="numeric"
            defaultValue={typed}
            maxLength={30}
            error={problem || undefined}
          />
        </div>
        <Button type="submit" tone="secondary">
          Voir l’effet
        </Button>
      </Form>
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
      <BackLink href={at("/admin/structures/[id]", { id })}>Revenir à la structure</BackLink>
    </Page>
  )
}

function problemOf(typed: string, found: string | undefined, id: string) {
  if (!parseSiret(typed)) return "Ce numéro SIRET n’est pas valide : vérifiez ses 14 chiffres."
  if (!found) return "Aucune structure de la liste n’a ce SIRET."
  return found === id ? "C’est la même structure." : undefined
}
