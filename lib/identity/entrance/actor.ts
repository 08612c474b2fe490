import "server-only"
import { cookies } from "next/headers"
import { notFound, redirect } from "next/navigation"
import { cache } from "react"
import { at } from "@/lib/access/addresses"
import type { Actor } from "@/lib/access/permissions"
import { gateOf, mayEnter, type PagePattern } from "@/lib/access/routes"
import { sessionCookieName, sessionIdOf } from "@/lib/identity/entrance/cookie"
import { type OpenSession, type SessionHere, sessionHere } from "@/lib/identity/sessions/queries"
import type { MissingFactor } from "@/lib/identity/sessions/rules"
import { attributeWork } from "@/lib/platform/process/work"

/**
 * The session of this request, or null: after a control, the manager's own. It is read from its row once per request, and may still miss a second
 * factor.
 */
export const currentSession = cache(async (): Promise<SessionHere | null> => {
  const cookie = (await cookies()).get(sessionCookieName())?.value
  const sessionId = await sessionIdOf(cookie)
  const session = sessionId ? await sessionHere(sessionId, new Date()) : null
  if (session) attributeWork(session.actor.accountId, session.actor.control?.accountId)
  return session
})

/** Who asks, or null; also null while they still have to give or set up a second factor. */
export async function currentActor(): Promise<Actor | null> {
  const session = await currentSession()
  return session && session.missing === null ? session.actor : null
}

/**
 * For whom a page is drawn: the account signed in, with the manager who has control of it; "" for a visitor. Forms carry it
 * (components/ui/form.tsx). It is no secret and protects nothing by itself: it tells one person's tab from another's.
 */
export async function drawnFor(): Promise<string> {
  const actor = (await currentSession())?.actor
  return actor ? [actor.accountId, actor.control?.accountId].filter(Boolean).join("/") : ""
}

/**
 * Lets the actor into the page at `path`, according to the route table. Every guarded page calls this, so the pages stay closed even if
 * middleware.ts is deleted. A signed-out visitor is sent to sign-in and then back; someone without the right gets "Page introuvable".
 */
export async function enter(path: string): Promise<Actor> {
  const session = await currentSession()
  if (!session) redirect(at("/connexion", { retour: path }))
  if (session.missing) redirect(at(factorPages[session.missing], { retour: path }))
  if (session.backFrom) redirect(at("/connexion/retour"))
  if (!mayEnter(session.actor, gateOf(path))) notFound()
  return session.actor
}

/** Someone who still has to give or set up a second factor is sent here, and can open no other page. */
const factorPages = {
  give: "/connexion/second-facteur",
  "set-up": "/mon-compte/double-authentification",
} as const satisfies Record<MissingFactor, PagePattern>

/** Lets in a session that still misses the factor `allowed`, or that misses nothing. */
export async function enterHalfway(path: string, allowed: MissingFactor): Promise<OpenSession> {
  const session = await currentSession()
  if (session?.missing === allowed) return session
  return { actor: await enter(path), missing: null }
}
