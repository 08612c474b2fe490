"use client"
import { LinkButton } from "@/components/ui/button"
import { ReasonForm } from "@/components/ui/reason-form"
import { refuse } from "@/lib/affiliations/actions"

export function RefusalForm({ affiliationId }: { affiliationId: string }) {
  return (
    <ReasonForm action={refuse} target={{ name: "affiliationId", value: affiliationId }}>
      <LinkButton href="/demandes" tone="quiet">
        Revenir aux demandes
      </LinkButton>
    </ReasonForm>
  )
}
