import { ProvenForm } from "@/components/identity/credentials/proven-form"
import { ActionButton } from "@/components/ui/action-button"
import { Card } from "@/components/ui/card"
import { confirmManager, dropManager } from "@/lib/identity/managers/actions"
import { formatName } from "@/lib/vocabulary/accounts/rules"

type Props = {
  nomination: { id: string; reason: string; proposedBy: string; proposer: { firstName: string; lastName: string } }
  me: string
  isFresh: boolean
}

/** Someone is proposed as manager: a second person confirms, or drops it. */
export function NominationCard({ nomination, me, isFresh }: Props) {
  const { id: nominationId, reason, proposedBy, proposer } = nomination
  return (
    <Card className="grid gap-4 border-l-4 border-l-wait">
      <p>
        <strong>Proposé·e comme gestionnaire</strong> par {formatName(proposer)} : « {reason} »
      </p>
      {proposedBy === me ? (
        <p className="text-soft">Vous l’avez proposé·e : c’est à un·e autre gestionnaire de confirmer.</p>
      ) : (
        <ProvenForm action={confirmManager} fields={{ nominationId }} isFresh={isFresh}>
          Confirmer comme gestionnaire
        </ProvenForm>
      )}
      <ActionButton action={dropManager} fields={{ nominationId }} tone="secondary">
        Écarter la proposition
      </ActionButton>
    </Card>
  )
}
