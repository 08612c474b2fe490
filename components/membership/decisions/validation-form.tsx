"use client"
import { Button, LinkButton } from "@/components/ui/button"
import { Choice } from "@/components/ui/choice"
import { ErrorSummary } from "@/components/ui/error-summary"
import { Form } from "@/components/ui/form"
import { useServerForm } from "@/components/ui/use-server-form"
import { validate } from "@/lib/membership/decisions/actions"
import { parcoursProSheets, type RafaelProfil, rafaelProfilSheets } from "@/lib/vocabulary/profils/rules"

type Props = {
  affiliationId: string
  available: RafaelProfil[]
  proposed: RafaelProfil | null
  mayBePrestataire: boolean
  /** Whether the person becomes référent: always, by a box that is ticked or not at first, or null when this actor may not say. */
  referent: "always" | "proposed" | "choice" | null
  /** Another request waits for the reader. */
  hasNext: boolean
}

/** Validation and profils in one gesture: what fits the applicant's need is already ticked. */
export function ValidationForm({ affiliationId, available, proposed, mayBePrestataire, referent, hasNext }: Props) {
  const { submit, pending, summary, isUntouched, keptOf, errorOf } = useServerForm(validate, () => ({
    id: "rafaelProfil",
    label: "Profil Rafael",
  }))
  const chosen = keptOf("rafaelProfil", proposed ?? "")
  const error = errorOf("rafaelProfil")
  const spaces = [["isEmployeur", "employeur"] as const, ...(mayBePrestataire ? [["isPrestataire", "prestataire"] as const] : [])]
  return (
    <Form action={submit} className="grid gap-6">
      <ErrorSummary {...summary} />
      <input type="hidden" name="affiliationId" value={affiliationId} />
      <fieldset id="rafaelProfil" tabIndex={-1} aria-describedby={error ? "rafaelProfil-erreur" : undefined} className="grid gap-2">
        <legend className="mb-2 font-semibold">Profil Rafael (un seul)</legend>
        {error ? (
          <p id="rafaelProfil-erreur" className="text-sm font-semibold text-bad">
            {error}
          </p>
        ) : null}
        {available.map((profil) => (
          <Choice
            key={profil}
            type="radio"
            id={`rafaelProfil-${profil}`}
            name="rafaelProfil"
            value={profil}
            checked={profil === chosen}
            label={rafaelProfilSheets[profil].name}
          >
            {rafaelProfilSheets[profil].allows}
          </Choice>
        ))}
        <Choice type="radio" id="rafaelProfil-aucun" name="rafaelProfil" value="" checked={chosen === ""} label="Aucun profil Rafael">
          Seulement ParcoursPro.
        </Choice>
      </fieldset>
      <fieldset className="grid gap-2">
        <legend className="mb-2 font-semibold">ParcoursPro</legend>
        <p className="rounded-control bg-sunken px-4 py-3 text-soft">
          <strong className="text-ink">{parcoursProSheets.beneficiaire.name}</strong> : accordé à chaque compte validé.
        </p>
        {spaces.map(([name, profil]) => (
          <Choice key={name} type="checkbox" id={name} name={name} checked={keptOf(name) === "on"} label={parcoursProSheets[profil].name}>
            {parcoursProSheets[profil].allows}
          </Choice>
        ))}
      </fieldset>
      {referent === "always" ? (
        <p className="rounded-control border-l-4 border-brand bg-brand-tint px-4 py-3">
          <strong>Deviendra référent·e</strong> : la structure n’en a pas encore, cette personne recevra et validera les prochaines
          demandes.
        </p>
      ) : null}
      {referent === "choice" || referent === "proposed" ? (
        <Choice
          type="checkbox"
          id="becomesReferent"
          name="becomesReferent"
          checked={isUntouched ? referent === "proposed" : keptOf("becomesReferent") === "on"}
          label="Nommer référent·e de la structure"
        >
          Recevra et validera les demandes, avec les référents en place.
        </Choice>
      ) : null}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" disabled={pending}>
          Confirmer
        </Button>
        {hasNext ? (
          <Button type="submit" tone="secondary" name="puis" value="suivante" disabled={pending}>
            Valider et suivante
          </Button>
        ) : null}
        <LinkButton href="/demandes" tone="quiet">
          Revenir aux demandes
        </LinkButton>
      </div>
    </Form>
  )
}
