"use client"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useServerForm } from "@/components/ui/use-server-form"
import { renew } from "@/lib/parcourspro/calendars/actions"

/** The private address of someone's calendar, shown once; asking for another one ends it. */
export function FeedForm({ hasOne }: { hasOne: boolean }) {
  const { submit, pending, summary, state } = useServerForm(renew, () => ({ id: "agenda", label: "Mon agenda" }))
  const [address] = state.revealed ?? []
  return (
    <Form action={submit} className="grid gap-4">
      <ErrorSummary {...summary} />
      {address ? (
        <TextField
          name="adresse"
          label="Adresse à copier dans votre agenda"
          hint="Elle ne s’affiche qu’une fois. Qui l’a voit vos sessions : gardez-la pour vous."
          readOnly
          value={address}
        />
      ) : null}
      <div>
        <Button type="submit" tone="secondary" disabled={pending}>
          {hasOne || address ? "Changer l’adresse" : "Créer l’adresse"}
        </Button>
      </div>
    </Form>
  )
}
