"use client"
import { useRouter } from "next/navigation"
import { useState } from "react"
import { StructurePicker } from "@/components/search/ask/structure-picker"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { at } from "@/lib/access/addresses"

const label = "Recherchez votre organisme de rattachement"
const missing = "Choisissez votre structure dans la liste."

/** Step 1 of sign-up; of the sign-up `demande` when the person comes back from a later step. Without JavaScript, a search form whose answers the page lists. */
export function StructureStep({ initialText, demande, refused }: { initialText: string; demande: string; refused?: string | undefined }) {
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
        if (siret) router.push(at("/inscription/informations", { siret, demande }))
        else {
          setError(missing)
          setAttempt(attempt + 1)
        }
      }}
    >
      <ErrorSummary attempt={attempt} errors={error && !siret ? [{ id: "q", label, message: error }] : []} />
      {demande ? <input type="hidden" name="demande" value={demande} /> : null}
      <StructurePicker
        label={label}
        initialText={initialText}
        error={error}
        onChoice={setSiret}
        absentHref={at("/inscription/structure-absente", { demande })}
      />
      <div>
        <Button type="submit">Continuer</Button>
      </div>
    </form>
  )
}
