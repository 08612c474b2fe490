"use client"
import { useEffect, useRef, useState } from "react"
import { Button, buttonLook } from "@/components/ui/button"

/** The recovery codes, shown this once. They take the focus, since the form that had it is gone. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const [said, setSaid] = useState("")
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])

  async function copy() {
    try {
      await navigator.clipboard.writeText(codes.join("\n"))
      setSaid("Les codes sont copiés : collez-les là où vous gardez vos secrets.")
    } catch {
      setSaid("Votre navigateur n’a pas pu les copier : recopiez-les.")
    }
  }

  return (
    <div className="grid gap-4">
      <div className="grid gap-1 rounded-control border-l-4 border-wait bg-wait-tint px-4 py-3">
        <h2 ref={heading} tabIndex={-1} className="font-semibold">
          Gardez ces codes de secours : vous ne les reverrez pas
        </h2>
        <p>Chacun ouvre votre compte une fois, le jour où vous n’avez plus votre application ni votre clé d’accès.</p>
      </div>
      <ul aria-label="Codes de secours" className="grid gap-x-6 gap-y-1 font-mono text-lg sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-3">
        {/* Loads the page anew: what this one was given, its header included, is out of date. */}
        <a href="/mon-compte" className={buttonLook()}>
          J’ai gardé mes codes
        </a>
        <Button tone="secondary" onClick={() => void copy()}>
          Copier les codes
        </Button>
      </div>
      <p aria-live="polite" className="min-h-6 text-soft">
        {said}
      </p>
    </div>
  )
}
