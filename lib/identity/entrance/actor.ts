import "server-only"
import { cookies } from "next/headers"
import { notFound, redirect } from "next/navigation"
import { cache } from "react"
import { at } from "@/lib/access/addresses"
import type { Actor } from "@/lib/access/permissions"
import { gateOf, mayEnter, type PagePattern } from "@/lib/access/routes"
import { sessionCookieName, sessionIdOf } from "@/lib/identity/entrance/auth"
import { type OpenSession, sessionOf } from "@/lib/identity/sessions/queries"
import type { MissingFactor } from "@/lib/identity/sessions/rules"
import { attributeWork } from "@/lib/platform/process/work"

/** The session of this request, or null: resolved once from its row, complete or not. */
export const currentSession = cache(async (): Promise<OpenSession | null> => {
  const cookie = (await cookies()).get(sessionCookieName())?.value
  const sessionId = await sessionIdOf(cookie)
  const session = sessionId ? await sessionOf(sessionId, new Date()) : null
  if (session) attributeWork(session.actor.accountId, session.actor.control?.accountId)
  return session
})

/** Who asks, or null. Someone who still owes a second factor is nobody yet. */
export async function currentActor(): Promise<Actor | null> {
  const session = await currentSession()
  return session && session.missing === null ? session.actor : null
}

/**
 * Lets the actor into the page at `path`, by the route table. Each guarded page calls it: with middleware.ts deleted,
 * nothing opens. Signed out: to sign-in and back; not theirs: "Page introuvable".
 */
export async function enter(path: string): Promise<Actor> {
  const session = await currentSession()
  if (!session) redirect(at("/connexion", { retour: path }))
  if (session.missing) redirect(at(factorPages[session.missing], { retour: path }))
  if (!mayEnter(session.actor, gateOf(path))) notFound()
  return session.actor
}

/** Where someone goes who owes a second factor, and the only place they reach. */
const factorPages = {
  give: "/connexion/second-facteur",
  "set-up": "/mon-compte/double-authentification",
} as const satisfies Record<MissingFactor, PagePattern>

/** Lets into a page meant for a session that still misses one of `allowed`, or misses nothing. */
export async function enterHalfway(path: string, allowed: MissingFactor): Promise<OpenSession> {
  const session = await currentSession()
  if (session?.missing === allowed) return session
  return { actor: await enter(path), missing: null }
}
