"use client"
import { hintWhileTyping } from "@/components/rafael/offer/needed"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField, TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { Options } from "@/components/ui/options"
import { useActionForm } from "@/components/ui/use-action-form"
import { levels, paths } from "@/lib/rafael/codes/rules"
import { addCourse, saveBody, saveCourse } from "@/lib/rafael/courses/actions"
import { courseFieldNames as labels } from "@/lib/rafael/courses/rules"
import { bodyFields, courseFields } from "@/lib/rafael/courses/schema"
import { formacodeVersion } from "@/lib/rafael/references/rules"

type Props = {
  /** A new course of this structure, or an existing one. */
  target: { structureId: string } | { courseId: string; seen: string }
  current?: Record<string, string>
}

/** The editions of the Formacode: those in use, and the one that a file said. */
function editions(current = formacodeVersion) {
  return Object.fromEntries([...new Set([current, "V13", formacodeVersion, "V15"])].sort().map((edition) => [edition, edition]))
}

/** What a course says. A draft may say nothing but its title: what is missing to publish it stands beside each field, as it is typed. */
export function CourseForm({ target, current = {} }: Props) {
  const isNew = "structureId" in target
  const { form, field, summary, pending, watched } = useActionForm(isNew ? addCourse : saveCourse, courseFields, {
    labels,
    defaults: { path: "grouped", formacodeVersion, ...current },
  })
  const needed = hintWhileTyping(watched, { contactEmail: "contactPhone" })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      {Object.entries(target).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <TextField {...field("title")} maxLength={255} />
      <TextAreaField {...field("objective")} rows={4} hint={needed("objective", "Ce que la personne saura faire.")} maxLength={3000} />
      <TextAreaField
        {...field("results")}
        rows={3}
        hint={needed("results", "Ce que la formation donne : diplôme, attestation, suites.")}
        maxLength={3000}
      />
      <TextAreaField {...field("contents")} rows={6} hint={needed("contents", "Le programme, en quelques lignes.")} maxLength={3000} />
      <div className="grid gap-5 sm:grid-cols-3">
        <SelectField {...field("path")}>
          <Options of={paths} />
        </SelectField>
        <SelectField {...field("entryLevel")} hint={needed("entryLevel")}>
          <Options of={levels} none="À choisir" />
        </SelectField>
        <SelectField {...field("exitLevel")} optional>
          <Options of={levels} none="Non précisé" />
        </SelectField>
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField {...field("formacodes")} hint={needed("formacodes", "Cinq au plus, le principal d’abord : 34582, 34076.")} />
        <SelectField {...field("formacodeVersion")}>
          <Options of={editions(current.formacodeVersion)} />
        </SelectField>
        <TextField {...field("romes")} optional hint="Cinq au plus : D1402, D1403." />
        <TextField {...field("nsfs")} optional hint="Trois au plus : 221, 334." />
      </div>
      <TextAreaField
        {...field("certifications")}
        optional
        rows={3}
        hint="Une par ligne : code ; nom exact ; certificateur ; date de fin d’enregistrement. Exemple : RNCP37948 ; Titre ; Ministère du Travail ; 31/12/2028."
      />
      <TextAreaField
        {...field("evaluation")}
        optional
        rows={2}
        hint={needed("evaluation", "Comment les acquis sont vérifiés : le public doit pouvoir le lire.")}
      />
      <div className="grid gap-5 sm:grid-cols-3">
        <TextField {...field("contactName")} optional />
        <TextField {...field("contactEmail")} inputMode="email" hint={needed("contactEmail")} />
        <TextField {...field("contactPhone")} inputMode="tel" optional />
      </div>
      <SubmitButton pending={pending}>{isNew ? "Ajouter la formation" : "Enregistrer"}</SubmitButton>
    </Form>
  )
}

const bodyLabels = { activityNumber: "Numéro de déclaration d’activité", email: "E-mail de l’organisme", phone: "Téléphone de l’organisme" }

/** What the offer says of its training body. */
export function BodyForm({ structureId, current }: { structureId: string; current: Record<string, string> }) {
  const { form, field, summary, pending } = useActionForm(saveBody, bodyFields, { labels: bodyLabels, defaults: current })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="structureId" value={structureId} />
      <TextField {...field("activityNumber")} hint="Onze caractères, sur votre récépissé de déclaration. Sans lui, rien ne se publie." />
      <TextField {...field("email")} optional inputMode="email" />
      <TextField {...field("phone")} optional inputMode="tel" />
      <SubmitButton pending={pending}>Enregistrer</SubmitButton>
    </Form>
  )
}
