import NextAuth from "next-auth"
import { authOptions } from "@/lib/access/auth"

type RouteContext = { params: Promise<{ nextauth: string[] }> }

async function handle(request: Request, context: RouteContext) {
  return NextAuth(authOptions())(request, context)
}

export { handle as GET, handle as POST }
