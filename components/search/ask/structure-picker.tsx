"use client"
import { Autocomplete } from "@base-ui/react/autocomplete"
import Link from "next/link"
import { useRouter } from "next/navigation"
import { type ReactNode, useState } from "react"
import { Card } from "@/components/ui/card"
import { controlLook, described, Field } from "@/components/ui/field"
import type { FoundStructure } from "@/lib/search/ask/queries"
import { FoundLine } from "./found-line"
import { StructureLine } from "./structure-line"
import { isLongEnough, useStructures } from "./use-structures"

const absent = "Ma structure n'est pas dans la liste"
const absentPath = "/inscription/structure-absente"

/** A line of the list; the last one is for those who do not find theirs. */
type Option = FoundStructure | "absent"

type Props = {
  label: string
  /** Text already typed, kept by a page that came back. */
  initialText?: string
  /** A structure chosen already, by a page that leads here. */
  initialChoice?: FoundStructure | null
  error?: string | undefined
  onChoice?: (siret: string) => void
}

/**
 * The combobox of structures: text goes out as `q`, the chosen SIRET as `siret`. Without JavaScript it is a plain search
 * field, and the page that receives `q` lists the answers.
 */
export function StructurePicker({ label, initialText = "", initialChoice = null, error, onChoice }: Props) {
  const router = useRouter()
  const [text, setText] = useState(initialText || (initialChoice?.raisonSociale ?? ""))
  const [chosen, setChosen] = useState<FoundStructure | null>(initialChoice)
  const [isOpen, setIsOpen] = useState(false)
  const [closed, setClosed] = useState<FoundStructure | null>(null)
  const { structures, late, isSearching, isOver, problem } = useStructures(chosen ? "" : text)
  const canSearch = isLongEnough(text) && !chosen
  const words = closed
    ? `${closed.raisonSociale} est fermée : elle ne peut pas être choisie. Cherchez la structure qui l’a remplacée.`
    : chosen
      ? undefined
      : error

  function choose(structure: FoundStructure | null) {
    const isChoosable = structure?.state === "active"
    setChosen(isChoosable ? structure : null)
    setClosed(structure && !isChoosable ? structure : null)
    if (structure) {
      setText(structure.raisonSociale)
      setIsOpen(false)
    }
    onChoice?.(isChoosable ? structure.siret : "")
  }

  const hint = "Nom, sigle, enseigne ou numéro SIRET. Ajoutez la ville pour préciser."
  return (
    <div className="grid gap-4">
      <Field id="q" label={label} hint={hint} error={words}>
        {/* Inline, with a list of our own: Base UI's popup hides the rest of the page, label included, from screen readers. */}
        <Autocomplete.Root
          inline
          open={isOpen}
          items={isOpen && isOver ? [...structures, "absent" as const] : []}
          filter={null}
          mode="none"
          value={text}
          itemToStringValue={(option: Option) => (option === "absent" ? text : option.raisonSociale)}
          onValueChange={(value, { reason }) => {
            setText(value)
            if (reason !== "item-press") choose(null)
            setIsOpen(reason === "input-change" && isLongEnough(value))
          }}
        >
          {/* biome-ignore lint/a11y/noStaticElementInteractions: it only watches the focus leave */}
          <div
            className="relative"
            onBlur={(event) => {
              if (!event.currentTarget.contains(event.relatedTarget)) setIsOpen(false)
            }}
          >
            <Autocomplete.Input
              {...described({ id: "q", hint, error: words })}
              name="q"
              autoComplete="off"
              spellCheck={false}
              placeholder="Par exemple : mission locale Limoges"
              className={controlLook}
              aria-expanded={isOpen}
              onClick={() => setIsOpen(canSearch)}
              onKeyDown={(event) => {
                if (event.key === "ArrowDown" && !isOpen) setIsOpen(canSearch)
                if (event.key !== "Escape" || !isOpen) return
                // Base UI would also empty the field.
                event.preventBaseUIHandler()
                setIsOpen(false)
              }}
            />
            <input type="hidden" name="siret" value={chosen?.siret ?? ""} />
            {isOpen ? (
              // biome-ignore lint/a11y/noStaticElementInteractions: pressing the mouse here must not take the focus from the field
              <div
                onMouseDown={(event) => event.preventDefault()}
                className="absolute inset-x-0 top-full z-20 mt-1.5 max-h-104 overflow-y-auto rounded-card border border-line bg-surface py-1 shadow-float"
              >
                <Autocomplete.Status className="px-4 py-2 text-sm text-soft">
                  {problem ?? statusOf(isSearching, structures.length)}
                </Autocomplete.Status>
                <Autocomplete.List>
                  {(option: Option) => (
                    <Autocomplete.Item
                      key={option === "absent" ? option : option.siret}
                      value={option}
                      onClick={() => (option === "absent" ? router.push(absentPath) : choose(option))}
                      className="block cursor-pointer px-4 py-2.5 data-highlighted:bg-brand-tint"
                    >
                      {option === "absent" ? <Absent>{absent}</Absent> : <FoundLine structure={option} text={text} />}
                    </Autocomplete.Item>
                  )}
                </Autocomplete.List>
                {/* The answers to what was typed a moment ago stay in sight, out of reach: no flicker, no wrong choice. */}
                <div aria-hidden className="opacity-50">
                  {late.map((structure) => (
                    <div key={structure.siret} className="px-4 py-2.5">
                      <FoundLine structure={structure} text={text} />
                    </div>
                  ))}
                </div>
              </div>
            ) : null}
          </div>
        </Autocomplete.Root>
      </Field>
      {chosen ? (
        <Card tone="chosen">
          <p className="mb-1 text-sm font-semibold text-brand">Structure choisie</p>
          <StructureLine structure={chosen} />
        </Card>
      ) : null}
      <noscript>
        <p className="mb-2 text-soft">Sans JavaScript, saisissez le SIRET ou validez pour voir les réponses.</p>
        <Link href={absentPath}>{absent}</Link>
      </noscript>
    </div>
  )
}

function Absent({ children }: { children: ReactNode }) {
  return <span className="font-semibold text-brand underline underline-offset-4">{children}</span>
}

function statusOf(isSearching: boolean, count: number) {
  if (isSearching) return "Recherche…"
  if (count === 0) return "Aucune structure trouvée. Essayez avec le SIRET."
  return count === 1 ? "1 structure" : `${count} structures`
}
