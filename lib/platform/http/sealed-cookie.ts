import "server-only"
import { cookies } from "next/headers"
import type * as z from "zod/mini"
import { env } from "@/lib/platform/process/env"
import { seal, unseal } from "@/lib/platform/secrets/sealing"

/** Keeps `data` in an encrypted, authenticated cookie that scripts cannot read, for `maxAge` seconds. */
export async function sealCookie(name: string, data: Record<string, unknown>, maxAge: number) {
  const value = await seal(data, purposeOf(name), env.secret, maxAge)
  const jar = await cookies()
  jar.set(named(name), value, { ...attributes(), maxAge })
}

/**
 * What `sealCookie` kept, in this shape; null when the cookie is absent or expired, was not written here, or was written by a version that
 * kept another shape.
 */
export async function unsealCookie<Shape extends z.ZodMiniType>(name: string, shape: Shape): Promise<z.infer<Shape> | null> {
  const value = (await cookies()).get(named(name))?.value
  if (!value) return null
  const read = shape.safeParse(await unseal(value, purposeOf(name), env.secret))
  return read.success ? read.data : null
}

/** The names, as `sealCookie` takes them, of this browser's cookies that begin with `prefix`, whoever wrote them. */
export async function cookiesNamed(prefix: string): Promise<string[]> {
  const begin = named(prefix)
  const jar = await cookies()
  return jar.getAll().flatMap(({ name }) => (name.startsWith(begin) ? [prefix + name.slice(begin.length)] : []))
}

/** Whether the browser keeps a cookie of that name, whoever wrote it. */
export async function hasCookie(name: string) {
  return (await cookies()).has(named(name))
}

export async function dropCookie(name: string) {
  const jar = await cookies()
  jar.set(named(name), "", { ...attributes(), maxAge: 0 })
}

function purposeOf(name: string) {
  return `cookie ${name}`
}

/** `__Host-`: a browser accepts such a cookie only from this very host over https, so that a neighbour's page cannot plant one. */
function named(name: string) {
  return env.isHttps ? `__Host-${name}` : name
}

function attributes() {
  return { httpOnly: true, sameSite: "lax", secure: env.isHttps, path: "/" } as const
}
