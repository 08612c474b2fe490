/** A session that has just been opened becomes that of this browser. */
import "server-only"
import type { Context } from "@/lib/access/context"
import { currentSession } from "@/lib/identity/entrance/actor"
import { giveSessionCookie } from "@/lib/identity/entrance/auth"
import { endSession, type OpenedSession } from "@/lib/identity/sessions/operations"

/** Ends the session of this browser's cookie, even if it still misses a second factor. */
export async function endCurrentSession({ now }: Context) {
  const session = await currentSession()
  if (session) await endSession(session.actor.sessionId, now)
}

/** Someone else may be signed in on this browser: the new cookie replaces theirs, so their session ends. */
export async function enterHere(context: Context, opened: OpenedSession) {
  await endCurrentSession(context)
  await giveSessionCookie(opened)
}
