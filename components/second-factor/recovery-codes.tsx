"use client"
import { useState } from "react"
import { Banner } from "@/components/ui/banner"
import { Button, buttonLook } from "@/components/ui/button"

/** The codes, the only time they are seen. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const [isCopied, setIsCopied] = useState(false)
  return (
    <div className="grid gap-4">
      <Banner tone="wait" role="status">
        <p className="font-semibold">Gardez ces codes de secours : vous ne les reverrez pas.</p>
        <p>Chacun ouvre votre compte une fois, le jour où vous n’avez plus votre application ni votre clé d’accès.</p>
      </Banner>
      <ul aria-label="Codes de secours" className="grid gap-x-6 gap-y-1 font-mono text-lg sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-3">
        {/* A whole new page: what this one was given to know is over, its header too. */}
        <a href="/mon-compte" className={buttonLook()}>
          J’ai gardé mes codes
        </a>
        <Button
          tone="secondary"
          onClick={async () => {
            await navigator.clipboard.writeText(codes.join("\n"))
            setIsCopied(true)
          }}
        >
          Copier les codes
        </Button>
      </div>
      <p aria-live="polite" className="min-h-6 text-soft">
        {isCopied ? "Les codes sont copiés : collez-les là où vous gardez vos secrets." : ""}
      </p>
    </div>
  )
}
