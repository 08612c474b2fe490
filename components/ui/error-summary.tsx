"use client"
import { CircleAlert } from "lucide-react"
import { useEffect, useRef } from "react"

export type FormError = { name: string; label: string; message: string }

/** What a refused form says first: it takes focus, and each line leads to its field. */
export function ErrorSummary({ message, errors }: { message?: string | undefined; errors: FormError[] }) {
  const box = useRef<HTMLDivElement>(null)
  const says = [message, ...errors.map((error) => error.name + error.message)].join("|")
  useEffect(() => {
    if (says) box.current?.focus()
  }, [says])
  if (!message && errors.length === 0) return null
  return (
    <div ref={box} role="alert" tabIndex={-1} className="flex gap-3 rounded-control border-2 border-bad bg-bad-tint px-4 py-3">
      <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-bad" />
      <div className="grid gap-1">
        <p className="font-semibold">
          {message ?? (errors.length > 1 ? "Quelques réponses sont à corriger :" : "Une réponse est à corriger :")}
        </p>
        {errors.length > 0 ? (
          <ul className="grid gap-1">
            {errors.map(({ name, label, message: words }) => (
              <li key={name}>
                <a href={`#${name}`} className="text-bad underline underline-offset-2">
                  {label} : {words}
                </a>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </div>
  )
}
