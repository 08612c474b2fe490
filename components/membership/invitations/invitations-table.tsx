import { ActionButton } from "@/components/ui/action-button"
import { Badge } from "@/components/ui/badge"
import { EmailAddress } from "@/components/ui/email-address"
import { type Column, Table } from "@/components/ui/table"
import { cancel, resend } from "@/lib/membership/invitations/actions"
import type { ListedInvitation } from "@/lib/membership/invitations/queries"
import { formatDay, formatInstant } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { mayBeToldAgain, stateOf, toldAgainFrom } from "@/lib/vocabulary/invitations/rules"
import { profilNames } from "@/lib/vocabulary/profils/rules"

type Props = { invitations: ListedInvitation[]; structureId: string; now: Date }

const states = {
  sent: ["wait", "En attente"],
  accepted: ["good", "Acceptée"],
  declined: ["bad", "Refusée"],
  expired: ["neutral", "Expirée"],
  cancelled: ["neutral", "Annulée"],
} as const

/** The invitations of a structure, with what became of each and what may still be done. */
export function InvitationsTable({ invitations, structureId, now }: Props) {
  return (
    <Table
      caption="Invitations"
      rows={invitations}
      keyOf={({ id }) => id}
      empty="Aucune invitation pour le moment."
      columns={columnsOf(structureId, now)}
    />
  )
}

function columnsOf(structureId: string, now: Date): Column<ListedInvitation>[] {
  return [
    {
      header: "Adresse",
      cell: ({ id, email }) => (
        <span id={`invitation-${id}`} className="font-semibold">
          <EmailAddress>{email}</EmailAddress>
        </span>
      ),
    },
    { header: "Droits", cell: (invitation) => profilNames(invitation).join(", ") },
    { header: "Invité·e par", cell: (inviter) => formatName(inviter) },
    { header: "Envoyée le", cell: ({ sentAt }) => formatDay(sentAt) },
    { header: "État", cell: (invitation) => <State invitation={invitation} now={now} /> },
    { header: "Actions", wide: true, cell: (invitation) => <Gestures invitation={invitation} structureId={structureId} now={now} /> },
  ]
}

function State({ invitation, now }: { invitation: ListedInvitation; now: Date }) {
  const state = stateOf(invitation, now)
  const [tone, words] = states[state]
  return (
    <div className="grid justify-items-start gap-1">
      <Badge tone={tone}>{words}</Badge>
      {state === "sent" ? <span className="text-sm text-soft">jusqu’au {formatDay(invitation.expiresAt)}</span> : null}
      {state !== "sent" && invitation.decidedAt ? <span className="text-sm text-soft">le {formatDay(invitation.decidedAt)}</span> : null}
      {state === "sent" && !invitation.stands ? (
        <span className="text-sm text-bad">Qui l’a envoyée ne décide plus ici : renvoyez-la en votre nom.</span>
      ) : null}
      {(state === "sent" || state === "expired") && !invitation.came ? (
        <span className="text-sm text-bad">Le message n’est pas arrivé : vérifiez l’adresse.</span>
      ) : null}
    </div>
  )
}

/** What may still be done. "Renvoyer" stands there from the first day, and the words beside it say from when it acts. */
function Gestures({ invitation, structureId, now }: { invitation: ListedInvitation; structureId: string; now: Date }) {
  const state = stateOf(invitation, now)
  const fields = { structureId, invitationId: invitation.id }
  const describedBy = `invitation-${invitation.id}`
  const mayGoAgain = state === "expired" || mayBeToldAgain(invitation, now) || !invitation.stands
  if (state !== "sent" && state !== "expired") return null
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ActionButton action={resend} fields={fields} tone="secondary" size="compact" describedBy={describedBy}>
        Renvoyer
      </ActionButton>
      {state === "sent" ? (
        <ActionButton action={cancel} fields={fields} tone="danger" size="compact" describedBy={describedBy}>
          Annuler
        </ActionButton>
      ) : null}
      {mayGoAgain ? null : <p className="text-sm text-soft">Repart à partir du {formatInstant(toldAgainFrom(invitation))}</p>}
    </div>
  )
}
