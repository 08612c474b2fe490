/** next-auth: the session cookie and its addresses. The session row decides whether the session is still valid (lib/identity/sessions). */
import { safeReturn } from "@/lib/access/addresses"
import "server-only"
import { cookies, headers } from "next/headers"
import type { NextAuthOptions } from "next-auth"
import { encode } from "next-auth/jwt"
import CredentialsProvider from "next-auth/providers/credentials"
import type * as z from "zod/mini"
import { onlyIds, type SessionToken, sessionCookieName } from "@/lib/identity/entrance/cookie"
import { knownDevice } from "@/lib/identity/entrance/device"
import { endSession, type OpenedSession, signIn } from "@/lib/identity/sessions/operations"
import { credentialsSchema } from "@/lib/identity/sessions/schema"
import { parseAddress } from "@/lib/platform/http/network-address"
import { env } from "@/lib/platform/process/env"
import { log } from "@/lib/platform/process/log"

function cookieOptions() {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: env.isHttps } as const
}

/** Options for the next-auth route, built per request because settings are not known at build time. */
export function authOptions(): NextAuthOptions {
  return {
    secret: env.secret,
    session: { strategy: "jwt", maxAge: 7 * 24 * 3600 },
    pages: { signIn: "/connexion", signOut: "/", error: "/connexion" },
    cookies: {
      sessionToken: { name: sessionCookieName(), options: cookieOptions() },
      // next-auth's own name for it would let a neighbouring host write it.
      ...(env.isHttps ? { callbackUrl: { name: "__Host-next-auth.callback-url", options: cookieOptions() } } : {}),
    },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        authorize: async (credentials) => {
          // next-auth hands over whatever was posted. What is no text opens nothing, is no guess, and costs nothing.
          const given = credentialsSchema.safeParse(credentials)
          if (!given.success) return null
          const opened = await enterBy(given.data)
          return opened.ok ? { id: opened.value.accountId, sid: opened.value.sessionId } : null
        },
      }),
    ],
    callbacks: {
      // `user` is there at sign-in only. Data sent by the client (trigger "update") never reaches the token.
      jwt: ({ token, user }) => (user ? { accountId: user.id, sid: (user as unknown as { sid: string }).sid } : onlyIds(token)),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url }) => env.publicUrl + safeReturn(url),
    },
    events: {
      signOut: async ({ token }) => {
        const { sid } = onlyIds(token)
        if (sid) await endSession(sid, new Date())
      },
    },
  }
}

/** next-auth shows the words of an error in the address: those of an outage are for the log alone. */
async function enterBy(given: z.infer<typeof credentialsSchema>) {
  try {
    return await signIn(await visit(), given, await knownDevice("password", given.email))
  } catch (error) {
    log.error({ err: error }, "sign-in failed")
    throw new Error("indisponible")
  }
}

/** Where the request comes from: scripts/web.ts sets the address and the request id, the client cannot choose them. */
export async function visit() {
  const list = await headers()
  return {
    now: new Date(),
    ip: parseAddress(list.get("x-client-ip") ?? ""),
    userAgent: list.get("user-agent"),
    requestId: list.get("x-request-id") ?? crypto.randomUUID(),
  }
}

/** Gives the browser the cookie of a session just opened, in the form next-auth reads. */
export async function giveSessionCookie({ accountId, sessionId, maxAgeSeconds }: OpenedSession) {
  const token: SessionToken = { accountId, sid: sessionId }
  const value = await encode({ token, secret: env.secret, maxAge: maxAgeSeconds })
  const jar = await cookies()
  jar.set(sessionCookieName(), value, { ...cookieOptions(), maxAge: maxAgeSeconds })
}

export async function takeSessionCookie() {
  const jar = await cookies()
  jar.set(sessionCookieName(), "", { ...cookieOptions(), maxAge: 0 })
}
