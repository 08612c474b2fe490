"use client"
import { useId, useState } from "react"
import { Button } from "@/components/ui/button"
import { controlLook } from "@/components/ui/field"
import { useIsLive } from "@/components/ui/use-is-live"
import { counted } from "@/lib/platform/text/counts"
import {
  availableRafaelProfils,
  parcoursProSheets,
  type RafaelProfil,
  type Rights,
  rafaelProfilSheets,
} from "@/lib/vocabulary/profils/rules"
import type { StructureType } from "@/lib/vocabulary/structures/rules"

/** Rights for all the requests of a structure; `to` empty: for all of them. */
export type Given = Rights & { to: string }

type Props = {
  structures: { id: string; name: string; types: StructureType[] }[]
  apply: (given: Given) => { applied: number; kept: number }
}

/** The same rights for all the lines below, or for those of a structure. It only fills the lines in: nothing is sent. */
export function ApplyToSeveral({ structures, apply }: Props) {
  const isLive = useIsLive()
  const id = useId()
  const [given, setGiven] = useState<Given>({ to: "", rafaelProfil: null, isEmployeur: false, isPrestataire: false })
  const [told, setTold] = useState("")
  if (!isLive) return null
  const types = structures.filter(({ id }) => given.to === "" || id === given.to).flatMap(({ types }) => types)
  const set = (changed: Partial<Given>) => setGiven({ ...given, ...changed })
  const ticks = [["isEmployeur", "employeur"] as const, ...(types.includes("formateur") ? [["isPrestataire", "prestataire"] as const] : [])]
  return (
    <div className="grid items-end gap-3 rounded-card border border-line bg-sunken p-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto_auto]">
      <p className="font-semibold sm:col-span-full">Les mêmes droits à plusieurs</p>
      <div className="grid gap-1">
        <label htmlFor={`${id}-profil`}>Profil Rafael</label>
        <select
          id={`${id}-profil`}
          className={controlLook}
          value={given.rafaelProfil ?? ""}
          onChange={({ target }) => set({ rafaelProfil: (target.value || null) as RafaelProfil | null })}
        >
          <option value="">Aucun profil Rafael</option>
          {availableRafaelProfils(types).map((profil) => (
            <option key={profil} value={profil}>
              {rafaelProfilSheets[profil].name}
            </option>
          ))}
        </select>
      </div>
      {structures.length > 1 ? (
        <div className="grid gap-1">
          <label htmlFor={`${id}-pour`}>Pour</label>
          <select
            id={`${id}-pour`}
            className={controlLook}
            value={given.to}
            onChange={({ target }) =>
              setGiven({ to: target.value, rafaelProfil: null, isEmployeur: given.isEmployeur, isPrestataire: false })
            }
          >
            <option value="">Toutes les demandes</option>
            {structures.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      ) : null}
      <div className="flex flex-wrap gap-x-4">
        {ticks.map(([right, profil]) => (
          <label key={right} className="inline-flex min-h-11 items-center gap-2">
            <input
              type="checkbox"
              checked={given[right]}
              onChange={({ target }) => set({ [right]: target.checked })}
              className="size-5 accent-brand"
            />
            {parcoursProSheets[profil].name}
          </label>
        ))}
      </div>
      <Button
        type="button"
        tone="secondary"
        onClick={() => {
          const { applied, kept } = apply(given)
          const rest = kept > 0 ? ` ${counted(kept, "demande")} sans changement : leur structure ne donne pas tout cela.` : ""
          setTold(`Appliqué à ${counted(applied, "demande")}.${rest}`)
        }}
      >
        Appliquer
      </Button>
      <p aria-live="polite" className="min-h-6 text-sm text-soft sm:col-span-full">
        {told}
      </p>
    </div>
  )
}
