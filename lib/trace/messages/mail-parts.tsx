/** The parts that mails are made of. */
import { Text } from "@react-email/components"
import type { ReactNode } from "react"
import type { CalendarEvent } from "@/lib/platform/text/calendar"
import { formatSiret } from "@/lib/vocabulary/structures/rules"

/** A mail has one action; its link is built from the configured address. */
export type Mail = {
  subject: string
  preview: string
  content: ReactNode
  action: { label: string; path: string }
  /** What goes with the mail as a file that a calendar takes, or by which it takes them out. */
  calendar?: { events: CalendarEvent[]; isCancelled: boolean } | undefined
}

export function Structure({ structureName, siret }: { structureName: string; siret: string }) {
  return (
    <>
      <strong>{structureName}</strong> (SIRET {formatSiret(siret)})
    </>
  )
}

export function P({ children }: { children: ReactNode }) {
  return <Text style={{ fontSize: 16, lineHeight: "26px", color: "#22303c", margin: "0 0 14px" }}>{children}</Text>
}

/** How a mail begins; without a name for someone who has only one, their last. */
export function Hello({ firstName }: { firstName: string }) {
  return <P>Bonjour{firstName ? ` ${firstName}` : ""},</P>
}
