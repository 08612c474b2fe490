import Link from "next/link"
import { ContactAnswerForm } from "@/components/desk/contacts/contact-forms"
import { ActionButton } from "@/components/ui/action-button"
import { Card } from "@/components/ui/card"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { closeMessage } from "@/lib/desk/contacts/actions"
import type { PendingContact } from "@/lib/desk/contacts/queries"

/** A message to the managers, and their answer. */
export function ContactCard({ contact, now }: { contact: PendingContact; now: Date }) {
  const { id, accountId, name, email, subject, page, structure, message, createdAt } = contact
  return (
    <Card className="grid gap-4">
      <div>
        <h2 id={`ecrit-${id}`} className="text-lg font-semibold">
          {subject}
        </h2>
        <p className="text-soft wrap-anywhere">
          {accountId ? (
            <Link href={at("/admin/comptes/[id]", { id: accountId })} className="text-brand underline underline-offset-4">
              {name}
            </Link>
          ) : (
            `${name}, sans être connecté·e`
          )}{" "}
          ({email}), <When at={createdAt} now={now} />
        </p>
        {structure || page ? (
          <p className="text-soft">{[structure && `Structure : ${structure}`, page && `Page : ${page}`].filter(Boolean).join(" · ")}</p>
        ) : null}
      </div>
      <p className="max-w-prose whitespace-pre-line">{message}</p>
      <ContactAnswerForm contactMessageId={id} />
      <ActionButton action={closeMessage} fields={{ contactMessageId: id }} tone="quiet" describedBy={`ecrit-${id}`}>
        Classer sans répondre
      </ActionButton>
    </Card>
  )
}
