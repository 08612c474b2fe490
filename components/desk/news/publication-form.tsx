"use client"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { publish } from "@/lib/desk/news/actions"
import { publicationFields } from "@/lib/desk/news/schema"

const labels = { startsOn: "Publier à partir du", endsOn: "Retirer le" }

type Props = { announcementId: string; startsOn: string; endsOn: string; isShown: boolean }

/** When a piece of news shows. */
export function PublicationForm({ announcementId, startsOn, endsOn, isShown }: Props) {
  const { form, field, summary, pending } = useActionForm(publish, publicationFields, { labels, defaults: { startsOn, endsOn } })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="announcementId" value={announcementId} />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField {...field("startsOn")} type="date" optional hint="Vide : tout de suite." />
        <TextField {...field("endsOn")} type="date" optional hint="Vide : jusqu’à ce que vous la retiriez." />
      </div>
      <SubmitButton pending={pending}>{isShown ? "Changer les dates" : "Publier"}</SubmitButton>
    </Form>
  )
}
