import Bowser from "bowser"
import { ProvenForm } from "@/components/identity/credentials/proven-form"
import { Badge } from "@/components/ui/badge"
import type { OwnSession } from "@/lib/identity/sessions/queries"
import { endMySession } from "@/lib/identity/sign-in/actions"
import { formatAge, formatInstant } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"

/**
 * One sign-in of the person, and the gesture that ends it, which is not offered under control. `isFresh`: whether the password was given so
 * recently that it is not asked again.
 */
export function SessionLine({ session, now, mayEnd, isFresh }: { session: OwnSession; now: Date; mayEnd: boolean; isFresh: boolean }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-line py-3 not-first:border-t">
      <SessionFacts session={session} now={now} />
      {mayEnd ? (
        <ProvenForm
          action={endMySession}
          isFresh={isFresh || session.isThisOne}
          fields={{ sessionId: session.id }}
          tone="secondary"
          describedBy={`connexion-${session.id}`}
        >
          Déconnecter
        </ProvenForm>
      ) : null}
    </li>
  )
}

type Facts = Omit<OwnSession, "isThisOne"> & { isThisOne?: boolean }

/** The device, when the sign-in began, when it was last used, and which manager used it under control. */
export function SessionFacts({ session, now }: { session: Facts; now: Date }) {
  return (
    <div className="grid min-w-0 gap-0.5">
      <p id={`connexion-${session.id}`} className="font-semibold">
        {deviceOf(session.userAgent)} {session.isThisOne ? <Badge tone="brand">Cette connexion</Badge> : null}
      </p>
      {session.controller ? (
        <p className="font-medium text-bad">
          Prise de contrôle par {formatName(session.controller)}, gestionnaire Cap Métiers : « {session.controlReason} »
        </p>
      ) : null}
      <p className="text-sm text-soft">
        Ouverte le <time dateTime={session.createdAt.toISOString()}>{formatInstant(session.createdAt)}</time>, vue{" "}
        <time dateTime={session.lastSeenAt.toISOString()} title={formatInstant(session.lastSeenAt)}>
          {formatAge(session.lastSeenAt, now)}
        </time>
        {session.ip ? `, depuis ${session.ip}` : ""}
      </p>
    </div>
  )
}

/** "Firefox sur Windows", as far as the browser says. */
export function deviceOf(userAgent: string | null): string {
  const { browser, os } = Bowser.parse(userAgent || "inconnu")
  if (!browser.name) return "Appareil inconnu"
  return os.name ? `${browser.name} sur ${os.name}` : browser.name
}
