"use client"
import type { ReactNode } from "react"
import { HealthWarning } from "@/components/rafael/preregistrations/health-warning"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField, TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { Options } from "@/components/ui/options"
import { TickField } from "@/components/ui/tick-field"
import { useActionForm } from "@/components/ui/use-action-form"
import { noticeWords } from "@/lib/rafael/candidates/rules"
import { dossierFields } from "@/lib/rafael/candidates/schema"
import { levels, situations } from "@/lib/rafael/codes/rules"
import { prepare, saveDossier } from "@/lib/rafael/preregistrations/actions"
import { wishFields } from "@/lib/rafael/preregistrations/schema"
import { addFurtherWish } from "@/lib/rafael/wishes/actions"

const labels = {
  lastName: "Nom",
  firstName: "Prénom",
  birthDate: "Date de naissance",
  email: "Adresse e-mail",
  phone: "Téléphone",
  postcode: "Code postal",
  city: "Commune",
  situation: "Situation",
  identifier: "Identifiant France Travail",
  level: "Niveau atteint",
  needsAdaptation: "La personne a besoin d’une adaptation",
  adaptationContact: "À qui parler de l’adaptation",
  project: "Besoins et projet",
  wishedStart: "Début souhaité",
  informed: "La personne a été informée",
  isOther: "C’est une autre personne",
}

type Props = {
  target: { structureId: string; sessionId: string } | { preregistrationId: string }
  current?: Record<string, string>
  isPermanent: boolean
  /** The notice was read to the person before. */
  isInformed?: boolean
}

/** Who the candidate is, what they want, and that they were told. */
export function DossierForm({ target, current = {}, isPermanent, isInformed = false }: Props) {
  const isNew = "sessionId" in target
  const { form, field, summary, pending, watched } = useActionForm(isNew ? prepare : saveDossier, dossierFields, {
    labels,
    defaults: current,
  })
  const other = field("isOther")
  return (
    <Form {...form} className="grid gap-6">
      <ErrorSummary {...summary} />
      {Object.entries(target).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Part title="1. La personne">
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField {...field("lastName")} autoComplete="off" />
          <TextField {...field("firstName")} autoComplete="off" optional />
          <TextField {...field("birthDate")} type="date" autoComplete="off" />
          <TextField {...field("identifier")} optional autoComplete="off" hint="Sept chiffres et une lettre, ou onze chiffres." />
          <TextField
            {...field("email")}
            optional
            inputMode="email"
            autoComplete="off"
            hint="Elle y suit sa candidature. Sans e-mail, un téléphone suffit."
          />
          <TextField {...field("phone")} optional inputMode="tel" autoComplete="off" />
          <TextField {...field("postcode")} optional inputMode="numeric" autoComplete="off" />
          <TextField {...field("city")} autoComplete="off" />
          <SelectField {...field("situation")}>
            <Options of={situations} none="À choisir" />
          </SelectField>
          <SelectField {...field("level")} optional>
            <Options of={levels} none="Non précisé" />
          </SelectField>
        </div>
        {other.error || watched("isOther") ? <TickField {...other} /> : null}
      </Part>
      <Part title="2. Besoins et projet">
        <TextAreaField
          {...field("project")}
          rows={5}
          maxLength={1000}
          hint="Ce que la personne veut faire et pourquoi cette formation. Ni santé, ni nationalité, ni numéro de sécurité sociale."
        />
        <HealthWarning text={watched("project")} />
        {isPermanent ? <TextField {...field("wishedStart")} type="date" optional /> : null}
        <TickField {...field("needsAdaptation")} />
        <TextField {...field("adaptationContact")} optional hint="Une personne ou un service, jamais un diagnostic." />
        <HealthWarning text={watched("adaptationContact")} />
      </Part>
      <Part title="3. L’information de la personne">
        <ul className="grid gap-2 rounded-card bg-sunken p-4">
          {noticeWords.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
        <TickField
          {...field("informed")}
          {...(isInformed ? { defaultChecked: true } : {})}
          hint="Lisez-lui ce texte : sans cela, rien ne peut être envoyé."
        />
      </Part>
      <Part title="4. Ses vœux, dans l’ordre">
        <p>
          {isNew ? "Cette session est son premier vœu." : "Cette session est l’un de ses vœux."} « Ajouter un vœu », sur la page de la
          préinscription, en met d’autres à la suite, et « Monter ce vœu » en change l’ordre. Acceptée sur l’un, la personne libère ceux qui
          suivent aux mêmes dates.
        </p>
      </Part>
      <SubmitButton pending={pending}>Enregistrer</SubmitButton>
    </Form>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="grid gap-5">
      <legend className="mb-4 text-lg font-semibold">{title}</legend>
      {children}
    </fieldset>
  )
}

/** A further wish of someone the structure knows. */
export function WishForm({
  candidateId,
  sessionId,
  isPermanent,
  project,
}: {
  candidateId: string
  sessionId: string
  isPermanent: boolean
  project: string
}) {
  const { form, field, summary, pending, watched } = useActionForm(addFurtherWish, wishFields, { labels, defaults: { project } })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="candidateId" value={candidateId} />
      <input type="hidden" name="sessionId" value={sessionId} />
      <TextAreaField {...field("project")} rows={5} maxLength={1000} />
      <HealthWarning text={watched("project")} />
      {isPermanent ? <TextField {...field("wishedStart")} type="date" optional /> : null}
      <SubmitButton pending={pending}>Enregistrer</SubmitButton>
    </Form>
  )
}
