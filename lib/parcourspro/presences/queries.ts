/** The code on the trainer's screen, and what is known of who came. */
import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { codeLasts, staleAfter, takesCode } from "@/lib/parcourspro/presences/rules"
import { db, isUuid } from "@/lib/platform/db/client"
import { env } from "@/lib/platform/process/env"
import { keyedHash } from "@/lib/platform/secrets/secrets"

const windowOf = (now: Date) => Math.floor(now.getTime() / codeLasts)
const markOf = (sessionId: string, halfDayId: string, window: number) =>
  keyedHash(`presence ${sessionId} ${halfDayId} ${window}`, env.secret).slice(0, 24)

/** The code of a half-day at this instant: it says which half-day and when, and nobody makes one without the secret. */
export function presenceCode(sessionId: string, halfDayId: string, now: Date): string {
  const window = windowOf(now)
  return [halfDayId, window.toString(36), markOf(sessionId, halfDayId, window)].join("~")
}

/** The half-day whose fresh code this is, with its session; null for any other text, and for one that is stale. */
export async function halfDayOfCode(code: string, now: Date) {
  const [halfDayId = "", typed = "", mark = ""] = code.split("~")
  const window = Number.parseInt(typed, 36)
  if (!isUuid(halfDayId) || !Number.isSafeInteger(window)) return null
  const halfDay = await db.halfDay.findUnique({
    where: { id: halfDayId },
    select: {
      id: true,
      startsAt: true,
      endsAt: true,
      sessionId: true,
      session: { select: { event: { select: { title: true, providerId: true } } } },
    },
  })
  const age = windowOf(now) - window
  const isFresh = age >= 0 && age < staleAfter
  return halfDay && isFresh && mark === markOf(halfDay.sessionId, halfDay.id, window) && takesCode(halfDay, now) ? halfDay : null
}

/** The actor's registration on a session, when they have a place, with whether this half-day is noted. */
export function ownPlaceOn({ accountId }: Actor, sessionId: string, halfDayId: string) {
  return db.registration.findFirst({
    where: { accountId, sessionId, status: { in: ["confirmed", "attended", "partly", "absent"] } },
    select: { id: true, presences: { where: { halfDayId }, select: { state: true } } },
  })
}

/** Who came to each half-day of a session that the caller was given by `runSession`. */
export function presencesOf(session: { id: string }) {
  return db.presence.findMany({
    where: { registration: { sessionId: session.id } },
    select: { registrationId: true, halfDayId: true, state: true, how: true },
  })
}
