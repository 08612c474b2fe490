import NextAuth from "next-auth"
import { authOptions } from "@/lib/identity/entrance/auth"
import { isSameOrigin } from "@/lib/platform/http/origin"

type RouteContext = { params: Promise<{ nextauth: string[] }> }

async function handle(request: Request, context: RouteContext) {
  if (request.method !== "GET" && !isSameOrigin(request.headers)) return new Response(null, { status: 403 })
  return NextAuth(authOptions())(request, context)
}

export { handle as GET, handle as POST }
