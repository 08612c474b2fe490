"use client"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { TickField } from "@/components/ui/tick-field"
import { useActionForm } from "@/components/ui/use-action-form"
import { save } from "@/lib/parcourspro/campaigns/actions"
import { campaignFields } from "@/lib/parcourspro/campaigns/schema"

const labels = {
  year: "Année",
  opensOn: "Adhésions à partir du",
  charterVersion: "Version de la charte",
  fees: "Cotisations",
  tellsAll: "À l’ouverture, prévenir les référents de toutes les structures",
  mostActions: "Actions d’adhérents par personne",
  mostFormations: "Dont formations",
  mostOfStructure: "Personnes d’une structure par formation",
  waves: "Vagues d’ouverture",
}

/** The rules of a year. `current`: as they are; those of a new year are proposed. */
export function CampaignForm({ current }: { current: Record<string, string> }) {
  const { form, field, summary, pending } = useActionForm(save, campaignFields, { labels, defaults: current, scope: current.year ?? "" })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <div className="grid gap-5 sm:grid-cols-3">
        <TextField {...field("year")} inputMode="numeric" />
        <TextField {...field("opensOn")} type="date" />
        <TextField {...field("charterVersion")} maxLength={40} />
        <TextField {...field("mostActions")} inputMode="numeric" />
        <TextField {...field("mostFormations")} inputMode="numeric" />
        <TextField {...field("mostOfStructure")} inputMode="numeric" />
      </div>
      <TextAreaField
        {...field("fees")}
        rows={3}
        hint="Une par ligne : qui paie ; combien, en euros. Par exemple : Moins de 10 salariés ; 50"
      />
      <TickField {...field("tellsAll")} hint="Sinon, seulement de celles qui étaient adhérentes l’année d’avant." />
      <TextAreaField
        {...field("waves")}
        rows={3}
        optional
        hint="Une par ligne : un jour, puis tous, adhérents ou moins de 2 (confirmées dans l’année). Sans vague, tout le monde dès l’ouverture."
      />
      <SubmitButton pending={pending}>Enregistrer les règles</SubmitButton>
    </Form>
  )
}
