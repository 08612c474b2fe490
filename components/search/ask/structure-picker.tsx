"use client"
import { Autocomplete } from "@base-ui/react/autocomplete"
import { clsx } from "clsx"
import type { Route } from "next"
import { useRouter } from "next/navigation"
import { type FocusEvent, type KeyboardEvent, useState } from "react"
import { Button } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { controlLook, described, Field } from "@/components/ui/field"
import { TextLink } from "@/components/ui/text-link"
import type { FoundStructure } from "@/lib/search/ask/queries"
import { StructureLine } from "./structure-line"
import { absent, type Option, StructureOptions } from "./structure-options"
import { useDelay } from "./use-delay"
import { isLongEnough, useStructures } from "./use-structures"
import { useWholeScreen } from "./use-whole-screen"

const hint = "Nom, sigle, enseigne ou numéro SIRET. Ajoutez la ville pour préciser."

type Props = {
  label: string
  /** Text already typed, kept by a page that came back. */
  initialText?: string
  /** A structure chosen already, by a page that leads here. */
  initialChoice?: FoundStructure | null
  /** How long that one takes to answer, in words. */
  initialDelay?: string | null
  error?: string | undefined
  onChoice?: (siret: string) => void
  /** Where "Ma structure n'est pas dans la liste" leads. */
  absentHref?: Route
}

/**
 * The combobox of structures: text goes out as `q`, the chosen SIRET as `siret`. Without JavaScript it is a plain search
 * field, and the page that receives `q` lists the answers.
 */
export function StructurePicker({
  label,
  initialText = "",
  initialChoice = null,
  initialDelay = null,
  error,
  onChoice,
  absentHref = "/inscription/structure-absente",
}: Props) {
  const router = useRouter()
  const [text, setText] = useState(initialText || (initialChoice?.raisonSociale ?? ""))
  const [picked, setPicked] = useState<FoundStructure | null>(initialChoice)
  const [isOpen, setIsOpen] = useState(false)
  const chosen = picked?.state === "closed" ? null : picked
  const found = useStructures(chosen ? "" : text)
  const delay = useDelay(chosen?.siret, initialChoice && { siret: initialChoice.siret, sentence: initialDelay })
  const problem = picked && !chosen ? closedWords(picked) : chosen ? undefined : error
  const screen = useWholeScreen()
  const open = () => {
    setIsOpen(isLongEnough(text) && !chosen)
    if (!chosen) screen.take()
  }
  const close = () => {
    setIsOpen(false)
    screen.leave()
  }

  function pick(option: Option) {
    close()
    if (option === "absent") return router.push(absentHref)
    setPicked(option)
    setText(option.raisonSociale)
    onChoice?.(option.state === "closed" ? "" : option.siret)
  }

  function type(value: string, { byHand }: { byHand: boolean }) {
    setText(value)
    setPicked(null)
    setIsOpen(byHand && isLongEnough(value))
    if (byHand) screen.take()
    onChoice?.("")
  }

  function onKeyDown(event: KeyboardEvent & { preventBaseUIHandler: () => void }) {
    if (event.key === "ArrowDown" && !isOpen) open()
    if (event.key !== "Escape" || !(isOpen || screen.isWhole)) return
    // Base UI would also empty the field.
    event.preventBaseUIHandler()
    close()
  }

  function onBlur({ currentTarget, relatedTarget }: FocusEvent) {
    // A telephone that puts its keyboard away takes the focus nowhere: the answers stay.
    if (!currentTarget.contains(relatedTarget) && (relatedTarget || !screen.isWhole)) close()
  }

  return (
    <div className="grid gap-4">
      <Field id="q" label={label} hint={hint} error={problem}>
        {/* Inline, with a list of our own: Base UI's popup hides the rest of the page, label included, from screen readers. */}
        <Autocomplete.Root
          inline
          open={isOpen}
          items={isOpen ? [...found.structures, "absent" as const] : []}
          filter={null}
          mode="list"
          value={text}
          itemToStringValue={(option: Option) => (option === "absent" ? text : option.raisonSociale)}
          onValueChange={(value, { reason }) => {
            // An option pressed is told by `pick`.
            if (reason !== "item-press") type(value, { byHand: reason === "input-change" })
          }}
        >
          {/* biome-ignore lint/a11y/noStaticElementInteractions: it only watches the focus leave */}
          <div
            onBlur={onBlur}
            style={screen.style}
            className={screen.isWhole ? "fixed inset-x-0 z-40 flex h-dvh flex-col gap-2 bg-ground p-3" : "relative"}
          >
            {screen.isWhole ? (
              <div className="flex items-center justify-between gap-3">
                <span aria-hidden className="font-semibold">
                  {label}
                </span>
                <Button type="button" tone="secondary" size="narrow" onClick={close}>
                  Fermer
                </Button>
              </div>
            ) : null}
            <Autocomplete.Input
              {...described({ id: "q", hint, error: problem })}
              name="q"
              autoComplete="off"
              spellCheck={false}
              placeholder="Par exemple : mission locale Limoges"
              className={controlLook}
              aria-expanded={isOpen}
              onClick={open}
              onKeyDown={onKeyDown}
            />
            <input type="hidden" name="siret" value={chosen?.siret ?? ""} />
            {isOpen ? <StructureOptions found={found} text={text} onPick={pick} isWhole={screen.isWhole} /> : null}
            {isOpen ? null : (
              <div className={clsx("mt-1", screen.isWhole && "mt-auto", chosen && "hidden")}>
                <TextLink href={absentHref} strong>
                  {absent}
                </TextLink>
              </div>
            )}
          </div>
        </Autocomplete.Root>
      </Field>
      {chosen ? (
        <Card tone="chosen">
          <p className="mb-1 text-sm font-semibold text-brand">Structure choisie</p>
          <StructureLine structure={chosen} />
          <p aria-live="polite" className="mt-1 min-h-6 text-sm text-soft">
            {delay}
          </p>
        </Card>
      ) : null}
      <noscript>
        <p className="text-soft">Sans JavaScript, saisissez le SIRET ou validez pour voir les réponses.</p>
      </noscript>
    </div>
  )
}

function closedWords({ raisonSociale }: FoundStructure) {
  return `${raisonSociale} est fermée : elle ne peut pas être choisie. Cherchez la structure qui l’a remplacée.`
}
