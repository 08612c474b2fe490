"use client"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField, TextAreaField, TextField } from "@/components/ui/field"
import { useActionForm } from "@/components/ui/use-action-form"
import { listingSchema } from "@/lib/listings/schema"
import { describeStructure } from "@/lib/signups/actions"

const labels = {
  siret: "SIRET",
  raisonSociale: "Raison sociale",
  sigle: "Sigle",
  address: "Adresse",
  postcode: "Code postal",
  city: "Ville",
  type: "Type de structure",
  message: "Message",
}

export function ListingForm({ before, isSignedIn }: { before: Record<string, string>; isSignedIn: boolean }) {
  const { form, field, summary, pending } = useActionForm(describeStructure, listingSchema, { labels, defaults: before })
  return (
    <form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <TextField {...field("siret")} inputMode="numeric" hint="14 chiffres, avec ou sans espaces." />
      <TextField {...field("raisonSociale")} autoComplete="organization" />
      <TextField {...field("sigle")} optional />
      <TextField {...field("address")} autoComplete="street-address" />
      <div className="grid gap-5 sm:grid-cols-[10rem_1fr]">
        <TextField {...field("postcode")} inputMode="numeric" autoComplete="postal-code" />
        <TextField {...field("city")} autoComplete="address-level2" />
      </div>
      <SelectField {...field("type")} optional>
        <option value="">Je ne sais pas</option>
        <option value="formateur">Organisme de formation</option>
        <option value="prescripteur">Prescripteur (oriente vers la formation)</option>
        <option value="les-deux">Les deux</option>
      </SelectField>
      <TextAreaField {...field("message")} optional hint="Ce qui aiderait l’équipe Cap Métiers à vous répondre." />
      <div>
        <Button type="submit" disabled={pending}>
          {isSignedIn ? "Envoyer ma demande" : "Continuer"}
        </Button>
      </div>
    </form>
  )
}
