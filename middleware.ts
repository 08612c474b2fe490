import { type NextRequest, NextResponse } from "next/server"
import { gateOf, mayEnter } from "@/lib/access/routes"
import { sessionCookieName, sessionIdOf } from "@/lib/identity/entrance/cookie"
import { sessionHere } from "@/lib/identity/sessions/queries"

/**
 * Saves people a detour: it sends a signed-out person to sign-in and back, and shows the 404 page for a page that is not theirs. It is
 * never the authority: every page, action and query checks again (docs/decisions/0004-middleware-kept.md).
 */
export default async function middleware(request: NextRequest) {
  const { pathname, search } = request.nextUrl
  const gate = gateOf(pathname)
  if (gate === "anyone") return NextResponse.next()
  const sessionId = await sessionIdOf(request.cookies.get(sessionCookieName())?.value)
  if (!sessionId) return toSignIn(request, pathname + search)
  // The page reads the session anyway. It is worth asking the database here only when a profil is needed.
  if (gate === "signed-in") return NextResponse.next()
  // A form posted where one may not go: the action itself refuses it, and leaves a trace.
  if (request.method === "POST") return NextResponse.next()
  const session = await sessionHere(sessionId, new Date())
  if (!session) return toSignIn(request, pathname + search)
  // Only half of the sign-in is done: the page knows where the person gives the other half.
  if (session.missing) return NextResponse.next()
  // A control has just ended: the page leads the manager back.
  if (session.backFrom) return NextResponse.next()
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
