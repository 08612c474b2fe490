import { ActionButton } from "@/components/ui/action-button"
import { Badge } from "@/components/ui/badge"
import { Card } from "@/components/ui/card"
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
  "factor-changed": "Sécurité du compte modifiée",
  "account-unused": "Compte inutilisé, bientôt supprimé",
  "account-erased": "Compte supprimé",
}

type Props = {
  message: StoredMessage
  /** The page it stands on, and comes back to once sent again. */
  from: string
  level?: "h2" | "h3"
}

/** One message: to whom, what, its state, what the provider answered, its text where it is kept, and the gesture that sends it again. */
export function MessageCard({ message, from, level: Heading = "h2" }: Props) {
  const { id, status, toEmail, createdAt, tries, lastError, deliveredAt, refusedAt } = message
  const { tone, name } = refusedAt ? refused : deliveredAt ? delivered : states[status]
  return (
    <Card className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Heading id={`message-${id}`} className="font-semibold">
          {message.subject ?? templateNames[message.template as TemplateName]}
        </Heading>
        <Badge tone={tone}>{name}</Badge>
      </div>
      <p className="text-soft wrap-anywhere">
        À {toEmail || "une adresse effacée"}, le {formatInstant(createdAt)}
        {tries > 0 ? ` · ${tries} essai${tries > 1 ? "s" : ""}` : ""}
        {deliveredAt ? ` · remis le ${formatInstant(deliveredAt)}` : ""}
        {refusedAt ? ` · refusé le ${formatInstant(refusedAt)}` : ""}
      </p>
      {lastError ? <p className="text-bad">Réponse du prestataire : {lastError}</p> : null}
      {message.text ? (
        <details>
          <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-brand">Lire le message</summary>
          <p className="max-w-prose wrap-anywhere whitespace-pre-line">{withLinks(message.text)}</p>
        </details>
      ) : null}
      {toEmail ? (
        <ActionButton action={resend} fields={{ messageId: id, from }} tone="secondary" describedBy={`message-${id}`}>
          Renvoyer
        </ActionButton>
      ) : null}
    </Card>
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
