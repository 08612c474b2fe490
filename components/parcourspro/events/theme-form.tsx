"use client"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { add } from "@/lib/parcourspro/themes/actions"
import { themeFields } from "@/lib/parcourspro/themes/schema"

/** One more theme. */
export function ThemeForm() {
  const { form, field, summary, pending } = useActionForm(add, themeFields, { labels: { name: "Nouveau thème" } })
  return (
    <Form {...form} className="grid gap-4 sm:grid-cols-[1fr_auto] sm:items-end">
      <div className="sm:col-span-2">
        <ErrorSummary {...summary} />
      </div>
      <TextField {...field("name")} maxLength={80} />
      <Button type="submit" disabled={pending}>
        Ajouter
      </Button>
    </Form>
  )
}
