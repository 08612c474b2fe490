"use client"
import type { Route } from "next"
import { TypeField } from "@/components/structures/type-field"
import { Button, LinkButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { reportCorrection } from "@/lib/desk/corrections/actions"
import { correctedSchema } from "@/lib/desk/corrections/schema"
import { structureFieldNames } from "@/lib/vocabulary/structures/rules"

const labels = { ...structureFieldNames, message: "Message" }

/** The structure as it stands, to be corrected. */
export function CorrectionForm({ structureId, current, back }: { structureId: string; current: Record<string, string>; back: Route }) {
  const { form, field, summary, pending } = useActionForm(reportCorrection, correctedSchema, { labels, defaults: current })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="structureId" value={structureId} />
      <TextField {...field("raisonSociale")} />
      <TextField {...field("sigle")} optional />
      <TextField {...field("enseigne")} optional />
      <TextField {...field("address")} optional />
      <div className="grid gap-5 sm:grid-cols-[13rem_1fr]">
        <TextField {...field("postcode")} optional inputMode="numeric" />
        <TextField {...field("city")} optional />
      </div>
      <TypeField {...field("type")} />
      <TextAreaField {...field("message")} optional hint="Une fermeture, une fusion, un déménagement à venir… dites-le ici." />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" disabled={pending}>
          Envoyer le signalement
        </Button>
        <LinkButton tone="quiet" href={back}>
          Revenir à la structure
        </LinkButton>
      </div>
    </Form>
  )
}
