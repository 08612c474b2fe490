"use client"
import { CircleAlert } from "lucide-react"
import { useEffect, useRef } from "react"
import { refused } from "@/components/ui/until-refused"

type FormError = { id: string; label: string; message: string }

type Props = {
  message?: string | undefined
  errors: FormError[]
  /** A new value at each refused attempt, because the words may change while one types, or stay the same twice. */
  attempt: unknown
}

/** Whether the form was refused: what folds it must then be open. */
export function isRefused({ message, errors }: Pick<Props, "message" | "errors">): boolean {
  return message !== undefined || errors.length > 0
}

/** What a refused form says first. It takes the focus at each attempt, and each line leads to its field. */
export function ErrorSummary({ message, errors, attempt }: Props) {
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is what asks for the focus
  useEffect(() => {
    if (!box.current) return
    box.current.focus()
    window.dispatchEvent(new Event(refused))
  }, [attempt])
  if (!message && errors.length === 0) return null
  return (
    <div ref={box} role="alert" tabIndex={-1} className="flex gap-3 rounded-control border-2 border-bad bg-bad-tint px-4 py-3">
      <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-bad" />
      <div className="grid gap-1">
        <p className="font-semibold">
          {message ?? (errors.length > 1 ? "Quelques réponses sont à corriger :" : "Une réponse est à corriger :")}
        </p>
        {errors.length > 0 ? (
          <ul className="grid gap-1">
            {errors.map(({ id, label, message: words }) => (
              <li key={id}>
                <a href={`#${id}`} className="text-bad underline underline-offset-2">
                  {label} : {words}
                </a>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </div>
  )
}
