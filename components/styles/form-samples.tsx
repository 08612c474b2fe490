"use client"
import { useState } from "react"
import { ActionButton } from "@/components/ui/action-button"
import { Arrival } from "@/components/ui/arrival"
import { Button } from "@/components/ui/button"
import { Choice } from "@/components/ui/choice"
import { Disclosure } from "@/components/ui/disclosure"
import { EndingForm } from "@/components/ui/ending-form"
import { ErrorSummary } from "@/components/ui/error-summary"
import { FileField, SelectField, TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { Options } from "@/components/ui/options"
import { ReasonForm } from "@/components/ui/reason-form"
import { SearchField } from "@/components/ui/search-field"
import { SuggestingField } from "@/components/ui/suggesting-field"
import { TickField } from "@/components/ui/tick-field"
import { useIsLive } from "@/components/ui/use-is-live"
import { type FormState, untouched } from "@/lib/platform/http/form-state"

/** Each control of a form, as it is and when it is refused; nothing is sent. */
export function FormSamples() {
  return (
    <div className="grid gap-5">
      <ErrorSummary attempt={null} errors={[{ id: "refuse", label: "Nom", message: "saisissez votre nom." }]} />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField name="champ" label="Champ" hint="Une aide avant de saisir." defaultValue="Du texte" />
        <TextField name="refuse" label="Nom" error="Saisissez votre nom." />
        <SelectField name="choix" label="Liste" optional>
          <Options of={{ une: "Une réponse", autre: "Une autre" }} />
        </SelectField>
        <SearchField name="recherche" label="Recherche" value="" placeholder="Par exemple : mission locale" />
        <FileField name="fichier" label="Fichier" />
        <SuggestingField
          name="propose"
          label="Prénom, avec une proposition"
          suggest={() => "Camille"}
          correct={() => {}}
          onBlur={() => {}}
        />
        <TextAreaField name="texte" label="Plusieurs lignes" />
      </div>
      <Choice type="radio" id="un" name="choisir" checked label="Prescripteur Niveau 1">
        Prépare ses préinscriptions.
      </Choice>
      <TickField id="accord" name="accord" label="J’ai lu ce qui précède" />
      <Choice type="checkbox" id="deux" name="cocher" checked={false} label="Employeur" />
      <Disclosure summary="Refuser la demande" mustOpen={false}>
        <p>Ce qui était plié.</p>
      </Disclosure>
      <SentNowhere />
      <ArrivalSample />
    </div>
  )
}

/** Forms that no server answers. React gives such a form no address to post to, so the server renders only their empty space. */
function SentNowhere() {
  const isLive = useIsLive()
  return (
    <div className="grid min-h-112 content-start gap-5">
      {isLive ? (
        <>
          <ActionButton action={answerNothing} tone="secondary">
            Un geste seul
          </ActionButton>
          <Form action={() => {}}>
            <Button type="submit">Un formulaire</Button>
          </Form>
          <EndingForm
            action={answerNothing}
            fields={{ exemple: "fin" }}
            words={{ reason: "Raison de la fin", end: "Terminer", keep: "Garder" }}
            back="/styles"
          />
          <ReasonForm action={answerNothing} target={{ name: "exemple", value: "exemple" }} ready={["Une raison fréquente."]} />
        </>
      ) : null}
    </div>
  )
}

async function answerNothing(): Promise<FormState> {
  return { ...untouched, message: "Rien n’est envoyé d’ici." }
}

/** It takes the focus when it appears, so it appears only on request. */
function ArrivalSample() {
  const [times, setTimes] = useState(0)
  return (
    <div className="grid justify-items-start gap-3">
      <Button type="button" tone="quiet" onClick={() => setTimes(times + 1)}>
        Faire arriver une réponse
      </Button>
      {times > 0 ? <Arrival>Réponse {times}, lue à voix haute.</Arrival> : null}
    </div>
  )
}
