"use client"
import { useMemo, useRef, useState } from "react"
import { InvitationPreview } from "@/components/membership/invitations/invitation-preview"
import { SubmitButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField, TextAreaField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { TickField } from "@/components/ui/tick-field"
import { useIsLive } from "@/components/ui/use-is-live"
import { useLeaveGuard } from "@/components/ui/use-leave-guard"
import { useServerForm } from "@/components/ui/use-server-form"
import { preview } from "@/lib/membership/invitation-lists/actions"
import { longestList, previewShape } from "@/lib/membership/invitation-lists/schema"
import { untouched } from "@/lib/platform/http/form-state"
import { lookup } from "@/lib/platform/text/lookup"
import { parcoursProSheets, type RafaelProfil, rafaelProfilSheets } from "@/lib/vocabulary/profils/rules"

const labels: Record<string, string> = { addresses: "Adresses e-mail", rafaelProfil: "Profil Rafael" }

type Props = { structureId: string; available: RafaelProfil[]; mayBePrestataire: boolean }

/** A list of people to invite: first what each line will do, then the sending of what was shown, and of nothing else. */
export function InviteForm({ structureId, available, mayBePrestataire }: Props) {
  const { submit, pending, state, summary, keptOf, errorOf } = useServerForm(preview, (id) => ({ id, label: lookup(labels, id) ?? id }))
  // What is typed after the preview makes it void.
  const [changedSince, setChangedSince] = useState(untouched)
  const [isTyped, setIsTyped] = useState(false)
  const [isTooLarge, setIsTooLarge] = useState(false)
  const example = available[0] ? rafaelProfilSheets[available[0]].name : parcoursProSheets.employeur.name
  const area = useRef<HTMLTextAreaElement>(null)
  const read = useMemo(() => (state.revealed?.[0] ? previewShape.parse(JSON.parse(state.revealed[0])) : null), [state])
  const found = changedSince === state ? null : read
  useLeaveGuard(isTyped && !found)

  function change() {
    setChangedSince(state)
    setIsTyped((area.current?.value.trim().length ?? 0) > 40)
  }

  async function take(file: File | undefined) {
    if (!file || !area.current) return
    setIsTooLarge(file.size > longestList)
    if (file.size > longestList) return
    area.current.value = await textOf(file)
    change()
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <Card>
        <Form action={submit} onInput={change} className="grid grid-cols-[minmax(0,1fr)] gap-5">
          <ErrorSummary {...summary} />
          <input type="hidden" name="structureId" value={structureId} />
          <TextAreaField
            ref={area}
            name="addresses"
            label="Adresses e-mail"
            hint={`Une ou plusieurs, collées comme elles viennent. Une ligne peut porter son propre profil : « adresse ; ${example} ».`}
            rows={5}
            autoComplete="off"
            spellCheck={false}
            error={errorOf("addresses")}
            defaultValue={keptOf("addresses")}
          />
          <FileChoice read={take} isTooLarge={isTooLarge} />
          <SelectField
            name="rafaelProfil"
            label="Profil Rafael"
            hint="Celui de chaque personne, sauf des lignes qui en disent un autre."
            error={errorOf("rafaelProfil")}
            key={`${keptOf("rafaelProfil")}`}
            defaultValue={keptOf("rafaelProfil")}
          >
            <option value="">Aucun profil Rafael</option>
            {available.map((profil) => (
              <option key={profil} value={profil}>
                {rafaelProfilSheets[profil].name}
              </option>
            ))}
          </SelectField>
          <fieldset className="grid gap-3">
            <legend className="mb-2 font-semibold">ParcoursPro</legend>
            <TickField
              id="isEmployeur"
              name="isEmployeur"
              label={`${parcoursProSheets.employeur.name} : ${lower(parcoursProSheets.employeur.allows)}`}
              defaultChecked={keptOf("isEmployeur") === "on"}
            />
            {mayBePrestataire ? (
              <TickField
                id="isPrestataire"
                name="isPrestataire"
                label={`${parcoursProSheets.prestataire.name} : ${lower(parcoursProSheets.prestataire.allows)}`}
                defaultChecked={keptOf("isPrestataire") === "on"}
              />
            ) : null}
          </fieldset>
          <SubmitButton pending={pending}>Voir ce que fera chaque ligne</SubmitButton>
        </Form>
      </Card>
      {found ? <InvitationPreview preview={found} values={state.values} /> : null}
    </div>
  )
}

function lower(words: string) {
  return words.charAt(0).toLowerCase() + words.slice(1)
}

/** A file only fills the list, where it can be read and corrected: without JavaScript one pastes. */
function FileChoice({ read, isTooLarge }: { read: (file: File | undefined) => void; isTooLarge: boolean }) {
  const isLive = useIsLive()
  return (
    <label className={isLive ? "grid gap-1.5" : "invisible grid gap-1.5"}>
      <span className="font-semibold">
        Ou un fichier CSV <span className="font-normal text-soft">(facultatif)</span>
      </span>
      {isTooLarge ? (
        <span role="alert" className="text-sm font-semibold text-bad">
          Ce fichier est trop grand : 1 200 adresses au plus à la fois. Partagez-le en plusieurs.
        </span>
      ) : null}
      <input
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        disabled={!isLive}
        onChange={({ target }) => read(target.files?.[0])}
        className="min-h-11 w-full min-w-0 text-base file:mr-3 file:min-h-10 file:rounded-control file:border-0 file:bg-sunken file:px-3 file:font-semibold"
      />
    </label>
  )
}

/** The text of a file, in UTF-8 or, as spreadsheets write it, in Windows-1252. */
async function textOf(file: File) {
  const bytes = await file.arrayBuffer()
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder("windows-1252").decode(bytes)
  }
}
