"use client"
import { type ChangeEvent, type ComponentProps, type ReactNode, useEffect, useRef, useState } from "react"
import { controlLook, described, Field } from "@/components/ui/field"
import { lengthProblem, passwordLength } from "@/lib/identity/credentials/schema"
import type { Strength } from "@/lib/platform/secrets/password-strength"

type Props = Omit<ComponentProps<"input">, "type" | "name" | "id"> & {
  name: string
  id: string
  label: string
  hint?: ReactNode
  error?: string | undefined
  optional?: boolean
  /** Words that someone who knows the person would try. Given where a password is chosen: its strength is then shown while one types. */
  ownWords?: string[]
}

/** A password that can be shown, because long ones are easily mistyped on a phone. */
export function PasswordField({ name, id, label, hint, error, optional = false, ownWords, onChange, ...input }: Props) {
  const [isShown, setIsShown] = useState(false)
  const { words, judge } = useStrength(ownWords)
  return (
    <Field {...{ id, label, hint, error, optional }}>
      <div className="flex gap-2">
        <input
          name={name}
          type={isShown ? "text" : "password"}
          className={controlLook}
          spellCheck={false}
          autoCapitalize="none"
          {...described({ id, hint, error })}
          {...input}
          onChange={(event) => {
            if (ownWords) judge(event)
            return onChange?.(event)
          }}
        />
        <button
          type="button"
          aria-pressed={isShown}
          onClick={() => setIsShown(!isShown)}
          className="min-h-11 shrink-0 rounded-control border border-line-strong bg-surface px-3 font-semibold hover:bg-sunken aria-pressed:bg-brand-tint"
        >
          Afficher <span className="sr-only">ce qui est saisi</span>
        </button>
      </div>
      {ownWords ? (
        <p aria-live="polite" className="min-h-6 text-sm text-soft">
          {words}
        </p>
      ) : null}
    </Field>
  )
}

const strengthWords: Record<Strength, string> = {
  "too-guessable": "Trop facile à deviner : ajoutez un ou deux mots sans rapport avec le reste.",
  enough: "Suffisant : difficile à deviner.",
  strong: "Solide : très difficile à deviner.",
}

/** The judgement of the password, shown when typing pauses; the server judges in the same way. */
function useStrength(ownWords: string[] | undefined) {
  const [words, setWords] = useState("")
  const wait = useRef<ReturnType<typeof setTimeout>>(undefined)
  const last = useRef(0)
  useEffect(() => () => clearTimeout(wait.current), [])

  function judge({ currentTarget }: ChangeEvent<HTMLInputElement>) {
    const { value, form } = currentTarget
    last.current += 1
    const turn = last.current
    const say = (text: string) => turn === last.current && setWords(text)
    clearTimeout(wait.current)
    wait.current = setTimeout(async () => {
      if (value === "") return say("")
      if (lengthProblem(value)) return say(missing(value.normalize("NFC").length))
      try {
        const { strengthOf } = await import("@/lib/platform/secrets/password-strength")
        say(strengthWords[await strengthOf(value, [...(ownWords ?? []), ...aboutThePerson(form)])])
      } catch {
        // The dictionaries could not be loaded (connection lost): the server will judge.
        say("")
      }
    }, 350)
  }
  return { words, judge }
}

function missing(length: number) {
  const left = passwordLength.min - length
  if (left <= 0) return `Trop long : ${passwordLength.max} caractères au plus.`
  return left === 1 ? "Encore 1 caractère." : `Encore ${left} caractères.`
}

/** The person's own words, where the same form asks for them. */
function aboutThePerson(form: HTMLFormElement | null) {
  const data = form ? new FormData(form) : new FormData()
  return ["firstName", "lastName", "email"].map((name) => String(data.get(name) ?? ""))
}
