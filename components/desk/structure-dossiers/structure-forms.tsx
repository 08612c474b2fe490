"use client"
import { SiretHelp } from "@/components/membership/listings/siret-help"
import { TypeField } from "@/components/structures/type-field"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { create, edit } from "@/lib/desk/structures/actions"
import { creationSchema } from "@/lib/desk/structures/schema"
import { structureFields } from "@/lib/structures/schema"
import { structureFieldNames as labels } from "@/lib/vocabulary/structures/rules"

type Field = ReturnType<typeof useActionForm>["field"]

/** A structure that is not in the list yet. */
export function CreationForm() {
  const { form, field, fill, watched, summary, pending } = useActionForm(create, creationSchema, { labels })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <TextField {...field("siret")} inputMode="numeric" hint="14 chiffres, avec ou sans espaces." />
      <SiretHelp
        siret={watched("siret")}
        isSignedIn
        isManager
        onFound={({ name, ...found }) => {
          for (const [key, value] of Object.entries({ raisonSociale: name, ...found })) if (value && !watched(key)) fill(key, value)
        }}
      />
      <Fields field={field} />
      <TypeField {...field("type")} />
      <SubmitButton pending={pending}>Créer la structure</SubmitButton>
    </Form>
  )
}

type EditionProps = { structureId: string; seen: string; current: Record<string, string> }

/** The data of a structure; its types are changed apart, because they take rights away. */
export function EditionForm({ structureId, seen, current }: EditionProps) {
  const { form, field, summary, pending } = useActionForm(edit, structureFields, { labels, defaults: current })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="structureId" value={structureId} />
      <input type="hidden" name="seen" value={seen} />
      <Fields field={field} />
      <SubmitButton pending={pending}>Enregistrer</SubmitButton>
    </Form>
  )
}

function Fields({ field }: { field: Field }) {
  return (
    <>
      <TextField {...field("raisonSociale")} />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField {...field("sigle")} optional />
        <TextField {...field("enseigne")} optional />
      </div>
      <TextField {...field("address")} optional />
      <div className="grid gap-5 sm:grid-cols-[13rem_1fr]">
        <TextField {...field("postcode")} optional inputMode="numeric" />
        <TextField {...field("city")} optional />
      </div>
    </>
  )
}
