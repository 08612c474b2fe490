"use client"
import { Choice } from "@/components/ui/choice"
import { Disclosure } from "@/components/ui/disclosure"
import { ErrorSummary } from "@/components/ui/error-summary"
import { FileField, SelectField, TextAreaField, TextField } from "@/components/ui/field"
import { SearchField } from "@/components/ui/search-field"

/** Each control of a form, as it is and when it is refused; nothing is sent. */
export function FormSamples() {
  return (
    <div className="grid gap-5">
      <ErrorSummary attempt={null} errors={[{ id: "refuse", label: "Nom", message: "saisissez votre nom." }]} />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField name="champ" label="Champ" hint="Une aide avant de saisir." defaultValue="Du texte" />
        <TextField name="refuse" label="Nom" error="Saisissez votre nom." />
        <SelectField name="choix" label="Liste" optional>
          <option>Une réponse</option>
          <option>Une autre</option>
        </SelectField>
        <SearchField name="recherche" label="Recherche" value="" placeholder="Par exemple : mission locale" />
        <FileField name="fichier" label="Fichier" />
        <TextAreaField name="texte" label="Plusieurs lignes" />
      </div>
      <Choice type="radio" id="un" name="choisir" checked label="Prescripteur Niveau 1">
        Prépare ses préinscriptions.
      </Choice>
      <Choice type="checkbox" id="deux" name="cocher" checked={false} label="Employeur" />
      <Disclosure summary="Refuser la demande" mustOpen={false}>
        <p>Ce qui était plié.</p>
      </Disclosure>
    </div>
  )
}
