"use client"
import { NeedField } from "@/components/membership/profils/need-field"
import { StructurePicker } from "@/components/search/ask/structure-picker"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { Form } from "@/components/ui/form"
import { useServerForm } from "@/components/ui/use-server-form"
import { request } from "@/lib/membership/affiliations/actions"
import type { FoundStructure } from "@/lib/search/ask/queries"

const label = "Recherchez votre organisme de rattachement"
const need = "Que devez-vous faire ?"

type Props = { chosen: FoundStructure | null; delay: string | null; text: string }

/** "Demande d'affiliation": a further structure for someone signed in; `chosen`, the one they come to choose, with how long it takes to answer. */
export function RequestForm({ chosen, delay, text }: Props) {
  const { submit, pending, summary, keptOf, errorOf } = useServerForm(request, (field) =>
    field === "need" ? { id: "need", label: need } : { id: "q", label },
  )
  return (
    <Form action={submit} className="grid gap-5">
      <ErrorSummary {...summary} />
      <StructurePicker label={label} initialText={keptOf("q", text)} initialChoice={chosen} initialDelay={delay} error={errorOf("siret")} />
      <NeedField
        // React resets the form after the action, so only a new element can show the choice again.
        key={keptOf("need")}
        name="need"
        label={need}
        defaultValue={keptOf("need")}
        error={errorOf("need")}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" disabled={pending}>
          Valider
        </Button>
        {/* Without JavaScript the page lists the answers, and each can be chosen. */}
        <noscript>
          <Button type="submit" tone="secondary" formAction="/mes-structures" formMethod="get">
            Voir les structures trouvées
          </Button>
        </noscript>
      </div>
    </Form>
  )
}
