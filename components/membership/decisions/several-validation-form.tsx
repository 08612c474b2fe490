"use client"
import { Button, LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useServerForm } from "@/components/ui/use-server-form"
import { validateSeveral } from "@/lib/membership/decisions/actions"
import { type RafaelProfil, rafaelProfilSheets } from "@/lib/vocabulary/profils/rules"

type Line = {
  id: string
  name: string
  about: string
  structure: string
  need: string | null
  available: RafaelProfil[]
  proposed: RafaelProfil | null
  /** The structure has no référent: this person becomes one. */
  becomesReferent: boolean
}

/** Several requests validated in one gesture, each with its own profil. */
export function SeveralValidationForm({ requests }: { requests: Line[] }) {
  const { submit, pending, summary, keptOf, errorOf } = useServerForm(validateSeveral, (id) => ({
    id,
    label: requests.find((request) => id === `profil-${request.id}`)?.name ?? "Demandes",
  }))
  return (
    <Form action={submit} className="grid gap-4">
      <ErrorSummary {...summary} />
      {requests.map(({ id, name, about, structure, need, available, proposed, becomesReferent }) => {
        const field = `profil-${id}`
        const chosen = keptOf(field, proposed ?? "")
        return (
          <Card key={id} className="grid gap-3 sm:grid-cols-2">
            <div className="min-w-0">
              <h2 className="text-lg font-semibold">{name}</h2>
              <p className="break-words text-soft">{about}</p>
              <p>{structure}</p>
              {need ? <p className="text-soft">Besoin : {need}</p> : null}
              {becomesReferent ? <p className="font-semibold text-brand">Deviendra référent·e de la structure</p> : null}
            </div>
            <SelectField key={chosen} name={field} label={`Profil Rafael de ${name}`} defaultValue={chosen} error={errorOf(field)}>
              {available.map((profil) => (
                <option key={profil} value={profil}>
                  {rafaelProfilSheets[profil].name}
                </option>
              ))}
              <option value="">Aucun profil Rafael</option>
            </SelectField>
          </Card>
        )
      })}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" disabled={pending}>
          {requests.length === 1 ? "Valider la demande" : `Valider les ${requests.length} demandes`}
        </Button>
        <LinkButton href="/demandes" tone="quiet">
          Revenir aux demandes
        </LinkButton>
      </div>
    </Form>
  )
}
