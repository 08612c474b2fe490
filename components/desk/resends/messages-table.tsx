import { ActionButton } from "@/components/ui/action-button"
import { Badge } from "@/components/ui/badge"
import { Tick } from "@/components/ui/several"
import { type Column, Table } from "@/components/ui/table"
import { resend } from "@/lib/desk/resends/actions"
import { formatInstant } from "@/lib/platform/time/dates"
import type { TemplateName } from "@/lib/trace/messages/catalogue"
import type { StoredMessage } from "@/lib/trace/messages/queries"

const states = {
  queued: { tone: "wait", name: "En file" },
  sent: { tone: "good", name: "Envoyé" },
  failed: { tone: "bad", name: "Échec, nouvel essai prévu" },
  kept: { tone: "neutral", name: "Gardé (démonstration)" },
  abandoned: { tone: "bad", name: "Abandonné" },
} as const

const templateNames: Record<TemplateName, string> = {
  "verify-address": "Confirmation d’adresse",
  "account-exists": "Vous avez déjà un compte",
  "request-to-decide": "Une demande attend une réponse",
  "request-received": "Accusé de réception",
  "request-accepted": "Demande validée",
  "request-refused": "Demande refusée",
  "requests-waiting": "Des demandes attendent une réponse",
  "requests-for-managers": "Demandes à traiter par Cap Métiers",
  "request-handed-over": "Demande aussi transmise à Cap Métiers",
  "request-still-waiting": "Demande toujours en attente",
  "request-expired": "Demande expirée",
  "profils-changed": "Droits changés",
  detached: "Rattachement terminé",
  "person-left": "Départ d’une personne",
  "absence-asked": "Suppléance demandée",
  "absence-answered": "Réponse à une suppléance",
  "absence-ended": "Suppléance finie",
  "errands-waiting": "Référencements et modifications à traiter",
  "errand-question": "Précision demandée sur la liste",
  "errand-answered": "Précision donnée sur la liste",
  "errand-still-waiting": "Demande toujours à l’étude",
  "errand-expired": "Demande expirée",
  "review-to-answer": "Revue des droits à faire",
  "profil-to-be-suspended": "Droit bientôt suspendu",
  "profil-suspended": "Droit suspendu",
  "profils-suspended": "Droits suspendus, au référent",
  invitation: "Invitation à rejoindre une structure",
  "invitation-joined": "Invitation acceptée",
  "invitation-answered": "Réponse à une invitation",
  "invitations-expired": "Invitations expirées",
  left: "Départ confirmé",
  "correction-to-decide": "Modification à étudier",
  "referent-change-to-decide": "Changement de référent à étudier",
  "listing-to-decide": "Demande de référencement à étudier",
  "listing-received": "Demande de référencement transmise",
  "listing-refused": "Demande de référencement refusée",
  "reset-password": "Nouveau mot de passe demandé",
  "password-changed": "Mot de passe changé",
  "guesses-slowed": "Mots de passe essayés",
  "first-factor": "Lien du second facteur",
  "manager-factor-added": "Second facteur d’un gestionnaire",
  "account-disabled": "Compte désactivé, mot de passe demandé",
  "account-suspended": "Compte désactivé",
  "account-restored": "Compte rouvert",
  "sessions-ended": "Connexions fermées",
  "control-taken": "Prise de contrôle du compte",
  "accounts-merged": "Comptes réunis",
  "accounts-parted": "Comptes séparés",
  "manager-appointed": "Nomination d’un gestionnaire",
  "manager-removed": "Retrait d’un gestionnaire",
  "nomination-to-confirm": "Nomination à confirmer",
  "first-manager": "Premier accès d’un gestionnaire",
  "referent-appointed": "Nomination d’un référent",
  "referent-removed": "Retrait d’un référent",
  "referent-change-answered": "Réponse à un changement de référent",
  "correction-answered": "Réponse à une modification",
  "structure-closed": "Structure fermée",
  "structure-merged": "Structures réunies",
  "question-asked": "Précision demandée",
  "question-answered": "Précision donnée",
  "contact-to-answer": "Message à l’équipe",
  "contact-received": "Message reçu",
  "contact-answered": "Réponse à un message",
  "preregistration-to-validate": "Préinscription à valider",
  "preregistration-returned": "Préinscription renvoyée",
  "preregistration-validated": "Préinscription validée",
  "preregistration-received": "Préinscription reçue",
  "preregistration-news": "Suite d’une préinscription",
  "preregistration-withdrawn": "Préinscription retirée",
  "preregistrations-waiting": "Préinscriptions qui attendent",
  "session-short": "Session sous son minimum",
  "place-freed": "Place libérée",
  "course-unpublished": "Formation dépubliée",
  "owner-gone": "Préinscriptions sans suivi",
  "candidate-informed": "Information du candidat",
  "candidate-news": "Suite d’une candidature",
  "candidate-erased": "Candidat effacé",
  "registration-to-answer": "Inscription à accepter par l’employeur",
  "registration-to-validate": "Inscription à valider par le prestataire",
  "registration-received": "Inscription transmise",
  "registration-news": "Suite d’une inscription",
  "registration-ended": "Une personne ne vient plus",
  "event-place-freed": "Place libérée dans le programme",
  "document-ready": "Document du programme établi",
  "membership-asked": "Adhésion demandée",
  "membership-decided": "Réponse à une adhésion",
  "membership-campaign": "Campagne d’adhésion",
  "registrations-waiting": "Inscriptions en attente",
  "address-confirm": "Nouvelle adresse à confirmer",
  "address-asked": "Changement d’adresse demandé",
  "address-stopped": "Changement d’adresse arrêté",
  "address-taken": "Adresse déjà prise",
  "address-changed": "Adresse changée",
  "address-corrected": "Adresse corrigée par un gestionnaire",
  "factor-changed": "Sécurité du compte modifiée",
  "account-unused": "Compte inutilisé, bientôt supprimé",
  "account-erased": "Compte supprimé",
}

type Props = {
  messages: StoredMessage[]
  /** The page it stands on, and comes back to once sent again. */
  from: string
  empty: string
  /** The form that sends several again; none where one at a time is enough. */
  several?: string
}

/** Messages, one on a line: to whom, what, its state, what the provider answered, its text where it is kept, and what sends it again. */
export function MessagesTable({ messages, from, empty, several }: Props) {
  const tick: Column<StoredMessage> = {
    header: "Cocher",
    place: "tick",
    cell: ({ id, toEmail, ...message }) =>
      several && toEmail ? (
        <Tick form={several} field={`message-${id}`} value="on" name={`Cocher ${titleOf(message)} pour ${toEmail}`} />
      ) : null,
  }
  return (
    <Table
      caption="Messages"
      columns={[...(several ? [tick] : []), ...columnsOf(from)]}
      rows={messages}
      keyOf={({ id }) => id}
      empty={<p>{empty}</p>}
    />
  )
}

function titleOf({ subject, template }: Pick<StoredMessage, "subject" | "template">) {
  return subject ?? templateNames[template as TemplateName]
}

function columnsOf(from: string): Column<StoredMessage>[] {
  return [
    { header: "Message", place: "name", cell: (message) => <Content message={message} /> },
    { header: "À", place: "under", cell: ({ toEmail }) => <span className="wrap-anywhere">{toEmail || "une adresse effacée"}</span> },
    // Whole: no link of the row leads to where the date could be read again.
    {
      header: "Date",
      place: "whole",
      cell: ({ createdAt }) => <span className="text-soft unfolded:text-ink unfolded:whitespace-nowrap">{formatInstant(createdAt)}</span>,
    },
    { header: "État", cell: (message) => <State message={message} /> },
    {
      header: "Actions",
      place: "actions",
      cell: ({ id, toEmail }) =>
        toEmail ? (
          <ActionButton action={resend} fields={{ messageId: id, from }} tone="secondary" size="compact" describedBy={`message-${id}`}>
            Renvoyer
          </ActionButton>
        ) : null,
    },
  ]
}

/** What it is and, once unfolded, its text: only where the portal keeps it. */
function Content({ message }: { message: StoredMessage }) {
  const { id, lastError, text } = message
  return (
    <>
      {text ? (
        <details>
          <summary id={`message-${id}`} className="cursor-pointer py-1 font-semibold">
            {titleOf(message)}
            <span className="sr-only"> : lire le message</span>
          </summary>
          <p className="max-w-prose py-2 text-base wrap-anywhere whitespace-pre-line">{withLinks(text)}</p>
        </details>
      ) : (
        <span id={`message-${id}`} className="font-semibold">
          {titleOf(message)}
        </span>
      )}
      {lastError ? <span className="block text-sm text-bad">Réponse du prestataire : {lastError}</span> : null}
    </>
  )
}

function State({ message: { status, tries, deliveredAt, refusedAt } }: { message: StoredMessage }) {
  const { tone, name } = refusedAt ? refused : deliveredAt ? delivered : states[status]
  const when = refusedAt ?? deliveredAt
  return (
    <>
      <Badge tone={tone}>{name}</Badge>
      {when ? <span className="block text-sm text-soft">le {formatInstant(when)}</span> : null}
      {tries > 1 ? <span className="block text-sm text-soft">{tries} essais</span> : null}
    </>
  )
}

const delivered = { tone: "good", name: "Remis" } as const
const refused = { tone: "bad", name: "Revenu ou signalé" } as const

/** The text part with its addresses made into links; nothing else of it is markup. */
function withLinks(text: string) {
  return text.split(/(https?:\/\/\S+)/).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
      <a key={index} href={part} className="text-brand underline underline-offset-4">
        {part}
      </a>
    ) : (
      part
    ),
  )
}
