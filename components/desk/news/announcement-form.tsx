"use client"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField, TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { Options } from "@/components/ui/options"
import { useActionForm } from "@/components/ui/use-action-form"
import { save } from "@/lib/desk/news/actions"
import { categories } from "@/lib/desk/news/rules"
import { announcementFields } from "@/lib/desk/news/schema"
import { tileIds, tiles } from "@/lib/desk/tiles/rules"

const labels = { tile: "Tuile", category: "Catégorie", title: "Titre", body: "Texte" }

type Props = {
  announcementId?: string
  /** Whether it is published: people then read at once what is saved. */
  isShown?: boolean
  current?: Record<string, string>
}

/** Writing a piece of news: it is kept as a draft, looked at, then published. */
export function AnnouncementForm({ announcementId, isShown = false, current = {} }: Props) {
  const { form, field, summary, pending } = useActionForm(save, announcementFields, {
    labels,
    defaults: { tile: tileIds[0], category: "evolutions", ...current },
  })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      {announcementId ? <input type="hidden" name="announcementId" value={announcementId} /> : null}
      <SelectField {...field("tile")}>
        <Options of={Object.fromEntries(tileIds.map((id) => [id, tiles[id].name]))} />
      </SelectField>
      <SelectField {...field("category")}>
        <Options of={categories} />
      </SelectField>
      <TextField {...field("title")} maxLength={120} />
      <TextAreaField
        {...field("body")}
        rows={8}
        maxLength={2000}
        hint="Markdown : **gras**, *italique*, [un lien](https://exemple.fr), et des listes avec un tiret par ligne."
      />
      {isShown ? <p className="text-wait">Cette actualité est publiée : ce que vous enregistrez se lit aussitôt.</p> : null}
      <SubmitButton pending={pending}>
        {isShown ? "Enregistrer pour tous" : announcementId ? "Enregistrer et voir l’aperçu" : "Enregistrer le brouillon"}
      </SubmitButton>
    </Form>
  )
}
