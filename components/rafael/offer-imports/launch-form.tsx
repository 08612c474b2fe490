"use client"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { TickField } from "@/components/ui/tick-field"
import { useActionForm } from "@/components/ui/use-action-form"
import { counted } from "@/lib/platform/text/counts"
import { launchOfferImport } from "@/lib/rafael/offer-imports/actions"
import { launchFields } from "@/lib/rafael/offer-imports/schema"

const labels = { places: "Places de chacune de ces sessions", publish: "Publier les nouvelles formations complètes" }

type Props = { importId: string; withoutPlaces: number; publishable: number }

/** What the file does not say, then the button that loads it. */
export function LaunchForm({ importId, withoutPlaces, publishable }: Props) {
  const { form, field, summary, pending } = useActionForm(launchOfferImport, launchFields, { labels, defaults: { publish: "on" } })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="importId" value={importId} />
      {withoutPlaces > 0 ? (
        <TextField
          {...field("places")}
          inputMode="numeric"
          maxLength={4}
          hint={`LHÉO n’a pas d’élément pour la capacité : ${counted(withoutPlaces, "nouvelle session", "nouvelles sessions")} n’en disent rien. Vous pourrez la changer session par session.`}
        />
      ) : (
        <input type="hidden" name="places" value="" />
      )}
      {publishable > 0 ? (
        <TickField
          {...field("publish")}
          hint={`${counted(publishable, "formation n’a", "formations n’ont")} rien à compléter. Les autres restent en brouillon, avec la liste de ce qui leur manque.`}
        />
      ) : null}
      <SubmitButton pending={pending}>Lancer</SubmitButton>
    </Form>
  )
}
