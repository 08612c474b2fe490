import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { MessageCard } from "@/components/notifications/message-card"
import { Banner } from "@/components/ui/banner"
import { enter } from "@/lib/access/actor"
import { latestMessages } from "@/lib/notifications/queries"
import { env } from "@/lib/platform/env"

export const metadata: Metadata = { title: "Courriels" }

export default async function MessagesPage() {
  const actor = await enter("/admin/courriels")
  const messages = await latestMessages(actor)
  return (
    <Page
      title="Courriels"
      lead="Les cent derniers messages du portail et leur état."
      banner={
        env.resendApiKey ? null : (
          <Banner>
            <p>
              Démonstration : aucun e-mail ne part. Les messages sont gardés et se lisent ici en entier, liens compris. Avec RESEND_API_KEY,
              ils sont envoyés et leur texte n’est plus gardé.
            </p>
          </Banner>
        )
      }
    >
      <ul className="grid gap-3">
        {messages.map((message) => (
          <li key={message.id}>
            <MessageCard message={message} />
          </li>
        ))}
      </ul>
      {messages.length === 0 ? <p className="text-soft">Aucun message pour le moment.</p> : null}
    </Page>
  )
}
