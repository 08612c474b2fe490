"use client"
import { useRouter } from "next/navigation"
import { useState } from "react"
import { StructurePicker } from "@/components/search/ask/structure-picker"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"

const label = "Recherchez votre organisme de rattachement"
const missing = "Choisissez votre structure dans la liste."

/** Step 1 of sign-up. Without JavaScript, a search form whose answers the page lists. */
export function StructureStep({ initialText, refused }: { initialText: string; refused?: string | undefined }) {
  const router = useRouter()
  const [siret, setSiret] = useState("")
  const [error, setError] = useState(refused)
  const [attempt, setAttempt] = useState(0)
  return (
    // biome-ignore lint/correctness/noRestrictedElements: it writes nothing.
    <form
      action="/inscription"
      method="get"
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        if (siret) router.push(`/inscription/informations?siret=${siret}`)
        else {
          setError(missing)
          setAttempt(attempt + 1)
        }
      }}
    >
      <ErrorSummary attempt={attempt} errors={error && !siret ? [{ id: "q", label, message: error }] : []} />
      <StructurePicker label={label} initialText={initialText} error={error} onChoice={setSiret} />
      <div>
        <Button type="submit">Continuer</Button>
      </div>
    </form>
  )
}
