import "server-only"
import { cookies } from "next/headers"
import type * as z from "zod/mini"
import { env } from "@/lib/platform/process/env"
import { seal, unseal } from "@/lib/platform/secrets/sealing"

/** Keeps `data` in an encrypted, authenticated cookie that scripts cannot read, for `maxAge` seconds. */
export async function sealCookie(name: string, data: Record<string, unknown>, maxAge: number) {
  const value = await seal(data, purposeOf(name), env.secret, maxAge)
  const jar = await cookies()
  jar.set(name, value, { httpOnly: true, sameSite: "lax", secure: env.isHttps, path: "/", maxAge })
}

/**
 * What `sealCookie` kept, in this shape; null when the cookie is absent or expired, was not written here, or was written by a version that
 * kept another shape.
 */
export async function unsealCookie<Shape extends z.ZodMiniType>(name: string, shape: Shape): Promise<z.infer<Shape> | null> {
  const value = (await cookies()).get(name)?.value
  if (!value) return null
  const read = shape.safeParse(await unseal(value, purposeOf(name), env.secret))
  return read.success ? read.data : null
}

function purposeOf(name: string) {
  return `cookie ${name}`
}

/** Whether the browser keeps a cookie of that name, whoever wrote it. */
export async function hasCookie(name: string) {
  return (await cookies()).has(name)
}

export async function dropCookie(name: string) {
  ;(await cookies()).delete(name)
}
