import { ActionButton } from "@/components/ui/action-button"
import { Button } from "@/components/ui/button"
import { FileField, SelectField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { When } from "@/components/ui/when"
import { remove } from "@/lib/parcourspro/campaign-files/actions"
import { type FileKind, fileKinds } from "@/lib/parcourspro/campaign-files/rules"

type Props = { year: number; files: { kind: FileKind; fileName: string; uploadedAt: Date }[]; refusal: string | undefined }

/** The papers of a year: those that are there, and the form that brings one. */
export function CampaignFiles({ year, files, refusal }: Props) {
  return (
    <div className="grid gap-4">
      <h3 className="font-semibold">Documents de l’adhésion</h3>
      {files.length > 0 ? (
        <ul className="grid gap-2">
          {files.map(({ kind, fileName, uploadedAt }) => (
            <li key={kind} className="flex flex-wrap items-center gap-3">
              <span id={`document-${year}-${kind}`} className="wrap-anywhere">
                {fileKinds[kind].name} : {fileName}, <When at={uploadedAt} />
              </span>
              <ActionButton action={remove} tone="quiet" fields={{ year: String(year), kind }} describedBy={`document-${year}-${kind}`}>
                Retirer
              </ActionButton>
            </li>
          ))}
        </ul>
      ) : null}
      <Form action="/api/imports/adhesion" method="post" encType="multipart/form-data" className="grid gap-4">
        <input type="hidden" name="year" value={year} />
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField name="kind" id={`kind-${year}`} label="Document">
            {Object.entries(fileKinds).map(([kind, { name }]) => (
              <option key={kind} value={kind}>
                {name}
              </option>
            ))}
          </SelectField>
          <FileField
            name="fichier"
            id={`fichier-${year}`}
            label={`Fichier pour ${year}`}
            hint="PDF, 5 Mo au plus ; le flyer peut être une image. Il remplace le précédent."
            error={refusal}
            accept=".pdf,.png,.jpg,.jpeg"
            required
          />
        </div>
        <div>
          <Button type="submit" tone="secondary">
            Mettre en ligne
          </Button>
        </div>
      </Form>
    </div>
  )
}
