"use client"
import { useState } from "react"
import { ApplyToSeveral, type Given } from "@/components/membership/decisions/apply-to-several"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { controlLook } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { StayingBar } from "@/components/ui/several-bar"
import { useServerForm } from "@/components/ui/use-server-form"
import { validateSeveral } from "@/lib/membership/decisions/actions"
import { severalFields } from "@/lib/membership/decisions/schema"
import { de } from "@/lib/platform/text/elision"
import { lookup } from "@/lib/platform/text/lookup"
import { fitting, parcoursProSheets, type RafaelProfil, type Rights, rafaelProfilSheets } from "@/lib/vocabulary/profils/rules"
import type { StructureType } from "@/lib/vocabulary/structures/rules"

export type Line = {
  id: string
  name: string
  about: string
  structure: { id: string; name: string; types: StructureType[] }
  need: string | null
  /** The profils this structure may give. */
  available: RafaelProfil[]
  mayBePrestataire: boolean
  proposed: RafaelProfil | null
  /** The structure has no référent: this person becomes one. */
  becomesReferent: boolean
}

/** Several requests validated in one gesture, each with its own rights; or the same rights for all, or for all of a structure. */
export function SeveralValidationForm({ requests }: { requests: Line[] }) {
  const { submit, pending, summary } = useServerForm(validateSeveral, () => ({ id: "demandes", label: "Demandes" }))
  const [rights, setRights] = useState(() =>
    Object.fromEntries(
      requests.map(({ id, proposed }): [string, Rights] => [id, { rafaelProfil: proposed, isEmployeur: false, isPrestataire: false }]),
    ),
  )
  const set = (id: string, changed: Partial<Rights>) => setRights((all) => ({ ...all, [id]: { ...rightsOf(all, id), ...changed } }))

  /** Gives what each structure may give of it; returns to how many requests all of it was given. */
  function apply({ to, ...asked }: Given) {
    const concerned = requests.filter(({ structure }) => to === "" || structure.id === to)
    const given = concerned.map(({ id, structure }) => ({ id, rights: fitting(asked, structure.types) }))
    const whole = given.filter(({ rights }) => rights.rafaelProfil === asked.rafaelProfil && rights.isPrestataire === asked.isPrestataire)
    setRights((all) => ({ ...all, ...Object.fromEntries(whole.map(({ id, rights }) => [id, rights])) }))
    return { applied: whole.length, kept: concerned.length - whole.length }
  }

  const groups = groupsOf(requests)
  return (
    <Form action={submit} className="grid gap-4">
      <ErrorSummary {...summary} />
      {requests.length > 1 ? <ApplyToSeveral structures={groups.map(([first]) => first?.structure ?? nowhere)} apply={apply} /> : null}
      <div id="demandes" tabIndex={-1} className="grid gap-4">
        {groups.map((lines) => (
          <section key={lines[0]?.structure.id} className="rounded-card border border-line bg-surface shadow-card">
            <h2 className="border-b border-line bg-sunken px-4 py-2 font-semibold">
              {lines[0]?.structure.name} <span className="font-normal text-soft">({lines.length})</span>
            </h2>
            <ul>
              {lines.map((line) => (
                <li key={line.id} className="not-last:border-b border-line px-4 py-2">
                  <Request line={line} rights={rightsOf(rights, line.id)} set={(changed) => set(line.id, changed)} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <StayingBar>
        <Button type="submit" disabled={pending}>
          {pending ? "Un instant…" : requests.length === 1 ? "Valider la demande" : `Valider les ${requests.length} demandes`}
        </Button>
      </StayingBar>
    </Form>
  )
}

const nowhere = { id: "", name: "", types: [] as StructureType[] }
const nothing: Rights = { rafaelProfil: null, isEmployeur: false, isPrestataire: false }

function rightsOf(all: Record<string, Rights>, id: string): Rights {
  return lookup(all, id) ?? nothing
}

function groupsOf(requests: Line[]): Line[][] {
  const groups = new Map<string, Line[]>()
  for (const line of requests) groups.set(line.structure.id, [...(groups.get(line.structure.id) ?? []), line])
  return [...groups.values()]
}

type RequestProps = { line: Line; rights: Rights; set: (changed: Partial<Rights>) => void }

function Request({ line: { id, name, about, need, available, mayBePrestataire, becomesReferent }, rights, set }: RequestProps) {
  const ticks = [
    ["isEmployeur", severalFields.employeur, parcoursProSheets.employeur.name] as const,
    ...(mayBePrestataire ? [["isPrestataire", severalFields.prestataire, parcoursProSheets.prestataire.name] as const] : []),
  ]
  return (
    <fieldset className="grid items-center gap-x-4 gap-y-1 sm:grid-cols-[minmax(0,1fr)_17rem_auto]">
      <legend className="sr-only">Droits {de(name)}</legend>
      <div className="min-w-0">
        <p className="font-semibold">{name}</p>
        <p className="text-sm wrap-anywhere text-soft">{about}</p>
        {need ? <p className="text-sm text-soft">Besoin : {need}</p> : null}
        {becomesReferent ? <p className="text-sm font-semibold text-brand">Deviendra référent·e de la structure</p> : null}
      </div>
      <label className="min-w-0">
        <span className="sr-only">Profil Rafael {de(name)}</span>
        <select
          name={severalFields.profil + id}
          value={rights.rafaelProfil ?? ""}
          onChange={({ target }) => set({ rafaelProfil: (target.value || null) as RafaelProfil | null })}
          className={controlLook}
        >
          {available.map((profil) => (
            <option key={profil} value={profil}>
              {rafaelProfilSheets[profil].name}
            </option>
          ))}
          <option value="">Aucun profil Rafael</option>
        </select>
      </label>
      <div className="flex flex-wrap gap-x-4 sm:w-28 sm:flex-col">
        {ticks.map(([right, field, label]) => (
          <label key={right} className="inline-flex min-h-11 items-center gap-2 text-sm pointer-fine:min-h-7">
            <input
              type="checkbox"
              name={field + id}
              value="on"
              checked={rights[right]}
              onChange={({ target }) => set({ [right]: target.checked })}
              className="size-5 accent-brand"
            />
            {label}
            <span className="sr-only"> pour {name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
