"use client"
import type { ReactNode } from "react"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField, TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { Options } from "@/components/ui/options"
import { TickField } from "@/components/ui/tick-field"
import { useActionForm } from "@/components/ui/use-action-form"
import { save } from "@/lib/signon/applications/actions"
import { entryWords, eventWayWords, proofWords, readWords } from "@/lib/signon/applications/rules"
import { applicationFields } from "@/lib/signon/applications/schema"
import { profilCodes, scopes, scopeWords } from "@/lib/signon/claims/rules"
import { profilNamed } from "@/lib/vocabulary/profils/rules"

const labels = {
  name: "Nom",
  purpose: "À quoi elle sert",
  isThirdParty: "Elle n’est pas de Cap Métiers",
  redirectAddresses: "Adresses de retour",
  endAddresses: "Adresses après déconnexion",
  logoutAddress: "Adresse de déconnexion",
  entry: "Qui peut entrer",
  ...Object.fromEntries(profilCodes.map((code) => [code, profilNamed(code)])),
  ...scopeWords,
  readsStructures: readWords["lire:structures"],
  readsPeople: readWords["lire:personnes"],
  readsRights: readWords["lire:droits"],
  eventWay: "Événements",
  eventAddress: "Adresse des événements",
  eventToken: "En-tête Authorization des événements",
  proof: "Comment elle prouve qui elle est",
  keys: "Clés publiques",
  keysAddress: "Adresse des clés publiques",
  signsWithEs256: "Jetons d’identité signés en ES256 plutôt qu’en RS256",
  pushesRequests: "N’accepter que des demandes poussées (PAR)",
  refreshes: "Elle peut renouveler ses jetons",
  resourceAddress: "Adresse de son interface (resource)",
  sibling: "Sœur d’une autre application",
}

type Props = {
  /** The application that is changed, and when it was last; none for a new one. */
  application?: { id: string; seen: string }
  current: Record<string, string>
  /** Those of which a new one may be the sibling. */
  siblings?: readonly { id: string; name: string }[]
}

/** An application that trusts the portal, as a manager declares it. */
export function ApplicationForm({ application, current, siblings = [] }: Props) {
  const { form, field, summary, pending } = useActionForm(save, applicationFields, { labels, defaults: current })
  return (
    <Form {...form} className="grid gap-8">
      <ErrorSummary {...summary} />
      {application ? (
        <>
          <input type="hidden" name="applicationId" value={application.id} />
          <input type="hidden" name="seen" value={application.seen} />
        </>
      ) : null}
      <Part title="Ce qu’elle est">
        <TextField {...field("name")} maxLength={80} />
        <TextField {...field("purpose")} maxLength={300} hint="Une phrase, que les personnes lisent avant d’entrer." />
        <TickField {...field("isThirdParty")} hint="La première fois, chaque personne voit ce que l’application va lire, et l’accepte." />
      </Part>
      <Part title="Où elle vit">
        <TextAreaField
          {...field("redirectAddresses")}
          rows={3}
          hint="Où les personnes reviennent une fois connectées, une par ligne, à la lettre près. Par exemple https://outil.fr/retour."
        />
        <TextAreaField {...field("endAddresses")} rows={2} optional hint="Où elles vont après s’être déconnectées, une par ligne." />
        <TextField
          {...field("logoutAddress")}
          optional
          inputMode="url"
          hint="Où le portail annonce qu’une connexion est fermée (back-channel logout)."
        />
      </Part>
      <Part title="Qui entre, et ce qu’elle lit">
        <SelectField {...field("entry")}>
          <Options of={entryWords} />
        </SelectField>
        <Ticks legend="Profils qui la concernent" hint="Elle ne lit que ceux-là.">
          {profilCodes.map((code) => (
            <TickField key={code} {...field(code)} />
          ))}
        </Ticks>
        <Ticks
          legend="Ce qu’elle lit de qui entre"
          hint="Un identifiant qui ne vaut que chez elle, toujours. Toutes les structures s’ouvrent à deux."
        >
          {scopes.map((scope) => (
            <TickField key={scope} {...field(scope)} />
          ))}
        </Ticks>
        <Ticks legend="Ce qu’elle lit par elle-même" hint="Sans que personne n’y entre, par l’interface /api/v1.">
          <TickField {...field("readsStructures")} />
          <TickField {...field("readsPeople")} />
          <TickField {...field("readsRights")} />
        </Ticks>
      </Part>
      <Part title="Ce qui lui est annoncé">
        <SelectField {...field("eventWay")} hint="Droits changés, connexion fermée, compte désactivé : dans la seconde.">
          <Options of={eventWayWords} />
        </SelectField>
        <TextField {...field("eventAddress")} optional inputMode="url" />
        <TextField
          {...field("eventToken")}
          optional
          autoComplete="off"
          spellCheck={false}
          hint={application ? "Gardé scellé et jamais montré : laissez vide pour ne pas le changer." : "Gardé scellé et jamais montré."}
        />
      </Part>
      <Part title="Le protocole">
        <SelectField {...field("proof")}>
          <Options of={proofWords} />
        </SelectField>
        <TextAreaField {...field("keys")} rows={3} optional spellCheck={false} hint="Un jeu JWKS, sans clé privée." />
        <TextField {...field("keysAddress")} optional inputMode="url" />
        <TickField {...field("refreshes")} hint="Au plus jusqu’à la fin de la connexion au portail." />
        <TextField
          {...field("resourceAddress")}
          optional
          inputMode="url"
          hint="Si son interface vérifie les jetons elle-même : ceux faits pour cette adresse sont des JWT de cinq minutes, qu’un droit retiré n’arrête pas avant."
        />
        <TickField {...field("pushesRequests")} />
        <TickField {...field("signsWithEs256")} />
        {siblings.length > 0 ? (
          <SelectField
            {...field("sibling")}
            hint="Deux sœurs connaissent une personne sous le même identifiant. Cela ne se change plus ensuite."
          >
            <Options none="Aucune" of={Object.fromEntries(siblings.map(({ id, name }) => [id, name]))} />
          </SelectField>
        ) : null}
      </Part>
      <SubmitButton pending={pending}>{application ? "Enregistrer l’application" : "Déclarer l’application"}</SubmitButton>
    </Form>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-5">
      <h2 className="text-xl font-semibold text-brand-deep">{title}</h2>
      {children}
    </section>
  )
}

function Ticks({ legend, hint, children }: { legend: string; hint: string; children: ReactNode }) {
  return (
    <fieldset className="grid gap-3">
      <legend className="font-semibold">{legend}</legend>
      <p className="text-sm text-soft">{hint}</p>
      <div className="grid gap-3 sm:grid-cols-2">{children}</div>
    </fieldset>
  )
}
