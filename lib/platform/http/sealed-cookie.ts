import "server-only"
import { cookies } from "next/headers"
import { decode, encode } from "next-auth/jwt"
import { env } from "@/lib/platform/process/env"

/** Keeps `data` in an encrypted, authenticated cookie that scripts cannot read, for `maxAge` seconds. */
export async function sealCookie(name: string, data: Record<string, unknown>, maxAge: number) {
  const value = await encode({ token: data, secret: env.secret, salt: name, maxAge })
  const jar = await cookies()
  jar.set(name, value, { httpOnly: true, sameSite: "lax", secure: env.isHttps, path: "/", maxAge })
}

/** What `sealCookie` kept, or null when it is absent, expired or was not written here. */
export async function unsealCookie(name: string): Promise<Record<string, unknown> | null> {
  const value = (await cookies()).get(name)?.value
  if (!value) return null
  try {
    return await decode({ token: value, secret: env.secret, salt: name })
  } catch {
    return null
  }
}

/** Whether the browser keeps a cookie of that name, whoever wrote it. */
export async function hasCookie(name: string) {
  return (await cookies()).has(name)
}

export async function dropCookie(name: string) {
  ;(await cookies()).delete(name)
}
