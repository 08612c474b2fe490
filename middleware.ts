import { type NextRequest, NextResponse } from "next/server"
import { gateOf, mayEnter } from "@/lib/access/routes"
import { sessionCookieName, sessionIdOf } from "@/lib/identity/entrance/auth"
import { sessionOf } from "@/lib/identity/sessions/queries"

/**
 * Spares people a detour: signed out, to sign-in and back; not theirs, the 404 page. Never the authority: every page,
 * action and query checks again (docs/decisions/0004-middleware-kept.md).
 */
export default async function middleware(request: NextRequest) {
  const { pathname, search } = request.nextUrl
  const gate = gateOf(pathname)
  if (gate === "anyone") return NextResponse.next()
  const sessionId = await sessionIdOf(request.cookies.get(sessionCookieName())?.value)
  if (!sessionId) return toSignIn(request, pathname + search)
  // The page resolves the session anyway: only a profil is worth asking the database for here.
  if (gate === "signed-in") return NextResponse.next()
  // A form posted where one may not go: the action itself refuses it, and leaves a trace.
  if (request.method === "POST") return NextResponse.next()
  const session = await sessionOf(sessionId, new Date())
  if (!session) return toSignIn(request, pathname + search)
  // Half a sign-in: the page knows where the other half is given.
  if (session.missing) return NextResponse.next()
  return mayEnter(session.actor, gate) ? NextResponse.next() : NextResponse.rewrite(new URL("/introuvable", request.url))
}

function toSignIn(request: NextRequest, path: string) {
  const target = request.nextUrl.clone()
  target.pathname = "/connexion"
  target.search = `?retour=${encodeURIComponent(path)}`
  return NextResponse.redirect(target)
}

export const config = {
  runtime: "nodejs",
  matcher: ["/((?!_next/|api/|favicon.ico|.*\\.(?:svg|png|ico|woff2)$).*)"],
}
