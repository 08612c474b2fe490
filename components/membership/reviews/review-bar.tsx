"use client"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { controlLook } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { SeveralBar, useKeptTicks } from "@/components/ui/several-bar"
import { useServerForm } from "@/components/ui/use-server-form"
import { answer } from "@/lib/membership/review-answers/actions"
import { noProfil, type Place } from "@/lib/membership/review-answers/schema"
import { type RafaelProfil, rafaelProfilSheets } from "@/lib/vocabulary/profils/rules"

/** Ties the ticks of the list to the bar. */
export const reviewForm = "revue"

type Props = { reviewId: string; structureId: string; place: Place; available: RafaelProfil[] }

/** What is done with everyone who is ticked. It stands after the list. */
export function ReviewBar({ reviewId, structureId, place, available }: Props) {
  const { submit, pending, summary, state, keptOf, errorOf } = useServerForm(answer, (field) =>
    field === "profil" ? { id: field, label: "Profil Rafael à donner" } : { id: reviewForm, label: "Personnes" },
  )
  useKeptTicks(reviewForm, state)
  const chosen = keptOf("profil")
  const problem = errorOf("profil")
  return (
    <>
      <ErrorSummary {...summary} />
      <SeveralBar form={reviewForm} noun={["personne", "personnes"]}>
        <Form id={reviewForm} action={submit} className="flex flex-wrap items-center gap-2" aria-label="Pour les personnes cochées">
          <input type="hidden" name="reviewId" value={reviewId} />
          <input type="hidden" name="structureId" value={structureId} />
          <input type="hidden" name="vue" value={place.vue} />
          <input type="hidden" name="page" value={place.page} />
          <Button type="submit" size="bar" name="geste" value="garder" disabled={pending}>
            Garder
          </Button>
          <label className="inline-flex items-center gap-2">
            <span className="sr-only">Profil Rafael à donner</span>
            <select
              key={chosen}
              id="profil"
              name="profil"
              defaultValue={chosen}
              aria-invalid={problem ? true : undefined}
              aria-describedby={problem ? "profil-erreur" : undefined}
              className={`${controlLook} min-h-11 max-w-44 py-1! text-sm`}
            >
              <option value="">Profil à donner</option>
              <option value={noProfil}>Aucun profil Rafael</option>
              {available.map((profil) => (
                <option key={profil} value={profil}>
                  {rafaelProfilSheets[profil].name}
                </option>
              ))}
            </select>
          </label>
          {problem ? (
            <p id="profil-erreur" className="text-sm text-bad">
              {problem}
            </p>
          ) : null}
          <Button type="submit" size="bar" tone="secondary" name="geste" value="changer" disabled={pending}>
            Changer
          </Button>
          <Button type="submit" size="bar" tone="danger" name="geste" value="detacher" disabled={pending}>
            Détacher
          </Button>
        </Form>
      </SeveralBar>
    </>
  )
}
