"use client"
import { Button } from "@/components/ui/button"
import { Choice } from "@/components/ui/choice"
import { ErrorSummary } from "@/components/ui/error-summary"
import { Form } from "@/components/ui/form"
import { useServerForm } from "@/components/ui/use-server-form"
import { start } from "@/lib/desk/import-files/actions"
import { overwriteField } from "@/lib/desk/import-files/schema"
import { differenceLines, type Sample } from "@/lib/desk/imports/rules"
import { counted } from "@/lib/platform/text/counts"
import { formatSiret } from "@/lib/vocabulary/structures/rules"

type Props = {
  importId: string
  /** What was corrected by hand and differs from the file: it stays unless it is ticked. */
  kept: readonly Sample[]
  total: number
}

/** Loads the file, once its effect was seen. */
export function StartForm({ importId, kept, total }: Props) {
  const { submit, pending, summary } = useServerForm(start, (id) => ({ id, label: "Import" }))
  return (
    <Form action={submit} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="importId" value={importId} />
      {kept.length > 0 ? (
        <fieldset className="grid gap-2">
          <legend className="mb-2">
            <strong>Modifiées à la main.</strong> Un référent a demandé ces corrections et l’équipe les a acceptées : elles restent. Cochez
            celles que le fichier doit écraser.
          </legend>
          {kept.map(({ siret, raisonSociale, differences }) => (
            <Choice
              key={siret}
              type="checkbox"
              id={overwriteField + siret}
              name={overwriteField + siret}
              checked={false}
              label={`${raisonSociale} (${formatSiret(siret)})`}
            >
              {differences
                ? differenceLines(differences).map(({ name, from, to }) => (
                    <span key={name} className="block">
                      {name} : gardé « {from} », le fichier dit « {to} »
                    </span>
                  ))
                : null}
            </Choice>
          ))}
          {total > kept.length ? <p className="text-soft">Et {counted(total - kept.length, "autre")}, gardées aussi.</p> : null}
        </fieldset>
      ) : null}
      <div>
        <Button type="submit" disabled={pending}>
          {pending ? "Un instant…" : "Lancer l’import"}
        </Button>
      </div>
    </Form>
  )
}
