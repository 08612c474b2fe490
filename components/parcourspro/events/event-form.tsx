"use client"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField, TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { Options } from "@/components/ui/options"
import { TickField } from "@/components/ui/tick-field"
import { useActionForm } from "@/components/ui/use-action-form"
import { kindNames, natures } from "@/lib/parcourspro/codes/rules"
import { create, edit } from "@/lib/parcourspro/events/actions"
import { eventFields } from "@/lib/parcourspro/events/schema"

const labels = {
  title: "Titre",
  themeId: "Thème",
  kind: "Format",
  providerSiret: "SIRET du prestataire",
  objectives: "Objectifs",
  audience: "Public",
  prerequisites: "Prérequis",
  programme: "Programme",
  methods: "Méthodes et moyens",
  evaluation: "Évaluation",
  nature: "Nature de l’action",
  duration: "Durée, en heures",
  price: "Prix, en euros",
  adherentsOnly: "Réservée aux structures adhérentes",
  needsEmployer: "L’employeur donne d’abord son accord",
}

type Props = {
  themes: Record<string, string>
  /** The action that is changed; none for a new one. */
  current?: { eventId: string; seen: string; values: Record<string, string> }
}

/** An action of the programme, new or changed. */
export function EventForm({ themes, current }: Props) {
  const { form, field, summary, pending } = useActionForm(current ? edit : create, eventFields, {
    labels,
    defaults: current?.values ?? { price: "0", needsEmployer: "on", nature: "formation" },
  })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      {current ? (
        <>
          <input type="hidden" name="eventId" value={current.eventId} />
          <input type="hidden" name="seen" value={current.seen} />
        </>
      ) : null}
      <TextField {...field("title")} maxLength={200} />
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField {...field("themeId")}>
          <Options of={themes} none="À choisir" />
        </SelectField>
        <SelectField {...field("kind")} hint="Formation et parcours demandent d’ordinaire l’accord de l’employeur.">
          <Options of={kindNames} none="À choisir" />
        </SelectField>
        <TextField {...field("providerSiret")} inputMode="numeric" hint="La structure qui donne l’action et tient ses papiers." />
        <SelectField {...field("nature")} hint="Article L. 6313-1 du Code du travail.">
          <Options of={natures} />
        </SelectField>
        <TextField {...field("duration")} inputMode="decimal" hint="Par exemple 7 ou 3,5." />
        <TextField {...field("price")} inputMode="decimal" hint="0 : la Région et l’État paient." />
      </div>
      <TickField {...field("needsEmployer")} />
      <TickField {...field("adherentsOnly")} />
      <TextAreaField {...field("objectives")} rows={3} optional maxLength={3000} />
      <TextAreaField {...field("audience")} rows={2} optional maxLength={1000} />
      <TextAreaField {...field("prerequisites")} rows={2} optional maxLength={1000} />
      <TextAreaField {...field("programme")} rows={5} optional maxLength={5000} />
      <TextAreaField {...field("methods")} rows={3} optional maxLength={3000} />
      <TextAreaField {...field("evaluation")} rows={2} optional maxLength={1000} />
      <SubmitButton pending={pending}>Enregistrer</SubmitButton>
    </Form>
  )
}
