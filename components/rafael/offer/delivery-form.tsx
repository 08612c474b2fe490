"use client"
import { hintWhileTyping } from "@/components/rafael/offer/needed"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField, TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { Options } from "@/components/ui/options"
import { TickField } from "@/components/ui/tick-field"
import { useActionForm } from "@/components/ui/use-action-form"
import { entryModes, funders, modes } from "@/lib/rafael/codes/rules"
import { addDelivery, saveDelivery } from "@/lib/rafael/deliveries/actions"
import { deliveryFields } from "@/lib/rafael/deliveries/schema"

const labels = {
  mode: "Modalité d’enseignement",
  entryMode: "Entrées",
  rhythm: "Rythme",
  alternance: "Alternance",
  hoursCentre: "Heures en centre",
  hoursCompany: "Heures en entreprise",
  publics: "Public visé (Formacodes)",
  conditions: "Conditions d’entrée et prérequis",
  isLevelRequired: "Le niveau à l’entrée est obligatoire",
  isFunded: "Des places sont financées : les prescripteurs peuvent préinscrire",
  funder: "Financeur",
  fundedPlaces: "Places qu’il finance",
  otherFunders: "Autres financeurs",
  remainingCost: "Prix ou reste à charge",
  accessibility: "Accessibilité aux personnes handicapées",
  accessDelay: "Délai d’accès",
  providerSiret: "SIRET de l’organisme qui dispense, si c’est un autre",
  placeName: "Nom du lieu",
  address: "Adresse du lieu",
  postcode: "Code postal",
  city: "Ville",
  otherPlaces: "Autres lieux",
}

type Props = { target: { courseId: string } | { deliveryId: string; seen: string }; current?: Record<string, string> }

/** How, where and at what cost a course is given. */
export function DeliveryForm({ target, current = {} }: Props) {
  const isNew = "courseId" in target
  const { form, field, summary, pending, watched } = useActionForm(isNew ? addDelivery : saveDelivery, deliveryFields, {
    labels,
    defaults: { mode: "on_site", entryMode: "fixed_dates", ...current },
  })
  const needed = hintWhileTyping(watched, { hoursCentre: "hoursCompany" })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      {Object.entries(target).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField {...field("mode")}>
          <Options of={modes} />
        </SelectField>
        <SelectField {...field("entryMode")}>
          <Options of={entryModes} />
        </SelectField>
        <TextField {...field("rhythm")} hint={needed("rhythm", "Par exemple : temps plein, 35 h par semaine.")} />
        <TextField {...field("alternance")} hint={needed("alternance", "Par exemple : stage de 4 semaines, ou « sans ».")} />
        <TextField {...field("hoursCentre")} inputMode="numeric" optional hint={needed("hoursCentre")} />
        <TextField {...field("hoursCompany")} inputMode="numeric" optional />
      </div>
      <TextField {...field("publics")} hint={needed("publics", "Dix au plus. 83056 : demandeur d’emploi ; 80056 : tout public.")} />
      <TextAreaField
        {...field("conditions")}
        rows={3}
        hint={needed("conditions", "Ce qu’il faut savoir, avoir ou être pour entrer ; « aucune » si rien n’est demandé.")}
      />
      <TickField {...field("isLevelRequired")} />
      <fieldset className="grid gap-5 rounded-card border border-line p-4">
        <legend className="px-1 font-semibold">Lieu</legend>
        <TextField {...field("placeName")} optional />
        <TextField {...field("address")} hint={watched("mode") === "remote" ? undefined : needed("address")} />
        <div className="grid gap-5 sm:grid-cols-[13rem_1fr]">
          <TextField {...field("postcode")} inputMode="numeric" />
          <TextField {...field("city")} />
        </div>
        <TextAreaField {...field("otherPlaces")} optional rows={2} hint="Un par ligne : adresse ; code postal ; ville." />
      </fieldset>
      <TickField {...field("isFunded")} />
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField {...field("funder")} optional>
          <Options of={funders} none="Non précisé" />
        </SelectField>
        <TextField {...field("fundedPlaces")} optional inputMode="numeric" />
        <div className="sm:col-span-2">
          <TextAreaField {...field("otherFunders")} optional rows={2} hint="Un par ligne, avec ses places : France Travail ; 4." />
        </div>
        <TextField
          {...field("remainingCost")}
          hint={needed("remainingCost", "Le public doit pouvoir le lire : « aucun », ou un montant.")}
        />
        <TextField {...field("accessDelay")} hint={needed("accessDelay", "Entre la demande et l’entrée : deux semaines, par exemple.")} />
        <TextField {...field("providerSiret")} optional inputMode="numeric" />
      </div>
      <TextField {...field("accessibility")} hint={needed("accessibility", "Ce qui est possible, et à qui en parler.")} maxLength={250} />
      <SubmitButton pending={pending}>{isNew ? "Ajouter l’action" : "Enregistrer"}</SubmitButton>
    </Form>
  )
}
