/** What the mails of Rafael share: how they name a session, and quote someone. No name in a subject: a mailbox is read over a shoulder. */
import { formatDay } from "@/lib/platform/time/dates"
import { type Mail, P } from "@/lib/trace/messages/mail-parts"

export type Session = { title: string; body: string; startsOn: string; endsOn: string }

export function SessionWords({ title, body, startsOn, endsOn }: Session) {
  return (
    <>
      <strong>{title}</strong>, {body}, du {formatDay(new Date(startsOn))} au {formatDay(new Date(endsOn))}
    </>
  )
}

export function Quoted({ children }: { children: string }) {
  return children ? <P>« {children} »</P> : null
}

export const follow = (preregistrationId: string): Mail["action"] => ({
  label: "Ouvrir la préinscription",
  path: `/rafael/preinscriptions/${preregistrationId}`,
})
