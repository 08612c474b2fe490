"use client"
import { useEffect, useEffectEvent } from "react"
import { fieldsWorthKeeping, keepDraft, readTabDraft } from "@/components/membership/signups/device-draft"
import { TypeField } from "@/components/structures/type-field"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { alreadyListed } from "@/lib/access/words"
import { listingSchema } from "@/lib/membership/listings/schema"
import { describeStructure } from "@/lib/membership/signups/actions"
import { parseSiret, structureFieldNames } from "@/lib/vocabulary/structures/rules"
import { ChooseListed, SiretHelp } from "./siret-help"

const labels = { ...structureFieldNames, message: "Message" }

type Props = {
  before: Record<string, string>
  isSignedIn: boolean
  /** The sign-up that the description belongs to, when the person comes back from a later step. */
  demande: string
}

export function ListingForm({ before, isSignedIn, demande }: Props) {
  const { form, field, fill, watched, summary, pending } = useActionForm(describeStructure, listingSchema, {
    labels,
    defaults: before,
    mayLeave: !isSignedIn,
  })
  const restore = useEffectEvent(() => {
    if (isSignedIn || before.siret) return
    for (const [name, value] of Object.entries(readTabDraft().listing ?? {})) if (value) fill(name, value)
  })
  useEffect(() => restore(), [])
  const isListed = summary.errors.some(({ message }) => message === alreadyListed)
  return (
    <Form
      {...form}
      className="grid gap-5"
      onInput={({ currentTarget }) => {
        if (!isSignedIn) keepDraft({ step: "structure" }, { listing: fieldsWorthKeeping(currentTarget, Object.keys(labels)) })
      }}
    >
      <ErrorSummary {...summary} />
      {demande ? <input type="hidden" name="demande" value={demande} /> : null}
      <TextField {...field("siret")} inputMode="numeric" hint="14 chiffres, avec ou sans espaces." />
      {isListed ? (
        <noscript>
          <ChooseListed siret={parseSiret(watched("siret")) ?? ""} isSignedIn={isSignedIn} demande={demande} />
        </noscript>
      ) : null}
      <SiretHelp
        siret={watched("siret")}
        isSignedIn={isSignedIn}
        demande={demande}
        onFound={({ name, ...found }) => {
          const known = { raisonSociale: name, ...found }
          // Only empty fields are filled: what the person typed stays.
          for (const [name, value] of Object.entries(known)) if (value && !watched(name)) fill(name, value)
        }}
      />
      <TextField {...field("raisonSociale")} autoComplete="organization" />
      <TextField {...field("sigle")} optional />
      <TextField {...field("address")} autoComplete="address-line1" />
      <div className="grid gap-5 sm:grid-cols-[10rem_1fr]">
        <TextField {...field("postcode")} inputMode="numeric" autoComplete="postal-code" />
        <TextField {...field("city")} autoComplete="address-level2" />
      </div>
      <TypeField {...field("type")} />
      <TextAreaField {...field("message")} optional hint="Ce qui aiderait l’équipe Cap Métiers à vous répondre." />
      <div>
        <Button type="submit" disabled={pending}>
          {isSignedIn ? "Envoyer ma demande" : "Continuer"}
        </Button>
      </div>
    </Form>
  )
}
