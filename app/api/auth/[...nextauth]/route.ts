import NextAuth from "next-auth"
import * as z from "zod/mini"
import { authOptions } from "@/lib/identity/entrance/auth"
import { isSameOrigin } from "@/lib/platform/http/origin"

type RouteContext = { params: Promise<{ nextauth: string[] }> }

const text = z.optional(z.string())
/** What next-auth reads of a body, and takes for text without looking. */
const posted = z.looseObject({ csrfToken: text, callbackUrl: text, json: text })

async function handle(request: Request, context: RouteContext) {
  if (request.method !== "GET" && !isSameOrigin(request.headers)) return new Response(null, { status: 403 })
  if (request.method === "POST" && !(await isSound(request))) return new Response(null, { status: 400 })
  const answer: Response = await NextAuth(authOptions())(request, context)
  // next-auth calls its own failure what is the caller's mistake: an address that is none, a method that it does not have.
  return answer.status >= 500 ? new Response(null, { status: 400 }) : answer
}

async function isSound(request: Request) {
  if (!request.headers.get("content-type")?.includes("application/json")) return true
  return posted.safeParse(
    await request
      .clone()
      .json()
      .catch(() => null),
  ).success
}

export { handle as GET, handle as POST }
