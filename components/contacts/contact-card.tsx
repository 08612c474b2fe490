import Link from "next/link"
import { ContactAnswerForm } from "@/components/contacts/contact-forms"
import { ActionButton } from "@/components/ui/action-button"
import { Card } from "@/components/ui/card"
import { close } from "@/lib/contacts/actions"
import type { PendingContact } from "@/lib/contacts/queries"
import { formatAge } from "@/lib/platform/dates"

/** A message to the managers, and their answer. */
export function ContactCard({ contact, now }: { contact: PendingContact; now: Date }) {
  const { id, accountId, name, email, subject, message, createdAt } = contact
  return (
    <Card className="grid gap-4">
      <div>
        <h2 id={`ecrit-${id}`} className="text-lg font-semibold">
          {subject}
        </h2>
        <p className="text-soft wrap-anywhere">
          {accountId ? (
            <Link href={`/admin/comptes/${accountId}`} className="text-brand underline underline-offset-4">
              {name}
            </Link>
          ) : (
            `${name}, sans être connecté·e`
          )}{" "}
          ({email}), {formatAge(createdAt, now)}
        </p>
      </div>
      <p className="max-w-prose whitespace-pre-line">{message}</p>
      <ContactAnswerForm contactMessageId={id} />
      <ActionButton action={close} fields={{ contactMessageId: id }} tone="quiet" describedBy={`ecrit-${id}`}>
        Classer sans répondre
      </ActionButton>
    </Card>
  )
}
