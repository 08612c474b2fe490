import { Badge } from "@/components/ui/badge"
import { Card } from "@/components/ui/card"
import type { TemplateName } from "@/lib/notifications/catalogue"
import type { StoredMessage } from "@/lib/notifications/queries"
import { formatInstant } from "@/lib/platform/dates"

const states = {
  queued: { tone: "wait", name: "En file" },
  sent: { tone: "good", name: "Envoyé" },
  failed: { tone: "bad", name: "Échec, nouvel essai prévu" },
  kept: { tone: "neutral", name: "Gardé (démonstration)" },
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
  "account-disabled": "Compte désactivé",
  "address-confirm": "Nouvelle adresse à confirmer",
  "address-asked": "Changement d’adresse demandé",
  "address-stopped": "Changement d’adresse arrêté",
  "address-taken": "Adresse déjà prise",
  "address-changed": "Adresse changée",
  "factor-changed": "Sécurité du compte modifiée",
  "account-unused": "Compte inutilisé, bientôt supprimé",
  "account-erased": "Compte supprimé",
}

/** One message: to whom, what, its state, and its text where it is kept. */
export function MessageCard({ message }: { message: StoredMessage }) {
  const { tone, name } = states[message.status]
  return (
    <Card className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">{message.subject ?? templateNames[message.template as TemplateName]}</h2>
        <Badge tone={tone}>{name}</Badge>
      </div>
      <p className="text-soft">
        À {message.toEmail || "une adresse effacée"}, le {formatInstant(message.createdAt)}
        {message.tries > 0 ? ` · ${message.tries} essai${message.tries > 1 ? "s" : ""}` : ""}
      </p>
      {message.lastError ? <p className="text-bad">{message.lastError}</p> : null}
      {message.text ? (
        <details>
          <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-brand">Lire le message</summary>
          <p className="max-w-prose break-words whitespace-pre-line">{withLinks(message.text)}</p>
        </details>
      ) : null}
    </Card>
  )
}

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
