import "server-only"
import { cookies } from "next/headers"
import { notFound, redirect } from "next/navigation"
import { cache } from "react"
import { sessionCookieName, sessionIdOf } from "@/lib/access/auth"
import type { Actor } from "@/lib/access/permissions"
import { gateOf, mayEnter } from "@/lib/access/routes"
import { actorOfSession } from "@/lib/sessions/queries"

/** Who asks, or null: resolved once per request from the session row. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const cookie = (await cookies()).get(sessionCookieName())?.value
  const sessionId = await sessionIdOf(cookie)
  return sessionId ? actorOfSession(sessionId, new Date()) : null
})

/**
 * Lets the actor into the page at `path`, by the route table. Each guarded page calls it: with middleware.ts deleted,
 * nothing opens. Signed out: to sign-in and back; not theirs: "Page introuvable".
 */
export async function enter(path: string): Promise<Actor> {
  const actor = await currentActor()
  if (!actor) redirect(`/connexion?retour=${encodeURIComponent(path)}`)
  if (!mayEnter(actor, gateOf(path))) notFound()
  return actor
}
