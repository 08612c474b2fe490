"use client"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { controlLook } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { SeveralBar } from "@/components/ui/several-bar"
import { useServerForm } from "@/components/ui/use-server-form"
import { change, chooseToDetach, keep } from "@/lib/membership/review-answers/actions"
import { type RafaelProfil, rafaelProfilSheets } from "@/lib/vocabulary/profils/rules"

/** Ties the ticks of the list to the bar. */
export const reviewForm = "revue"

type Props = { reviewId: string; structureId: string; available: RafaelProfil[] }
const place = () => ({ id: reviewForm, label: "Personnes" })

/** What is done with everyone who is ticked. It stands after the list. */
export function ReviewBar({ reviewId, structureId, available }: Props) {
  const keeping = useServerForm(keep, place)
  const changing = useServerForm(change, place)
  const detaching = useServerForm(chooseToDetach, place)
  const all = [keeping, changing, detaching]
  const pending = all.some((form) => form.pending)
  return (
    <>
      {all.map(({ summary }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: three forms, always the same
        <ErrorSummary key={index} {...summary} />
      ))}
      <SeveralBar form={reviewForm} noun={["personne", "personnes"]}>
        <Form id={reviewForm} action={keeping.submit} className="flex flex-wrap items-center gap-2" aria-label="Pour les personnes cochées">
          <input type="hidden" name="reviewId" value={reviewId} />
          <input type="hidden" name="structureId" value={structureId} />
          <Button type="submit" size="bar" disabled={pending}>
            Garder
          </Button>
          <label className="inline-flex items-center gap-2">
            <span className="sr-only">Profil Rafael à donner</span>
            <select name="profil" defaultValue={changing.keptOf("profil")} className={`${controlLook} min-h-11 max-w-44 py-1! text-sm`}>
              <option value="">Aucun profil Rafael</option>
              {available.map((profil) => (
                <option key={profil} value={profil}>
                  {rafaelProfilSheets[profil].name}
                </option>
              ))}
            </select>
          </label>
          <Button type="submit" size="bar" tone="secondary" formAction={changing.submit} disabled={pending}>
            Changer
          </Button>
          <Button type="submit" size="bar" tone="danger" formAction={detaching.submit} disabled={pending}>
            Détacher
          </Button>
        </Form>
      </SeveralBar>
    </>
  )
}
