/** The door of `/api/v1`: whose token it is, how often, whether what is asked is sound, and how it is answered. */
import "server-only"
import { createHash } from "node:crypto"
import type * as z from "zod"
import { readingLimit } from "@/lib/access/limits"
import { isUuid } from "@/lib/platform/db/client"
import { log } from "@/lib/platform/process/log"
import type { ReadScope } from "@/lib/signon/claims/rules"
import { type Reader, readerBy } from "@/lib/signon/read-api/queries"

type Asked<Shape extends z.ZodType> = { scope: ReadScope; shape: Shape }

/** Why an application is not answered. */
export type Problem = { status: number; error: string; words: string; headers: Record<string, string> }

/** The application that asks, if it may read this, and not more often than it may. */
export async function enterAsReader(request: Request, scope: ReadScope): Promise<{ reader: Reader } | { problem: Problem }> {
  const [, token = ""] = /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? []
  const reader = token ? await readerBy(token, scope, new Date()) : "unknown"
  if (reader === "unknown") return unanswered(401, "invalid_token", "un jeton de l’application est nécessaire (client_credentials)")
  if (reader === "lacks") return unanswered(403, "insufficient_scope", `le jeton n’ouvre pas ${scope}`)
  const allowance = await readingLimit.take(reader.applicationId)
  if (!allowance.allowed) return unanswered(429, "too_many_requests", "trop de demandes", { "Retry-After": String(allowance.waitSeconds) })
  return { reader }
}

function unanswered(status: number, error: string, words: string, more: Record<string, string> = {}) {
  const challenge = status === 401 || status === 403 ? { "WWW-Authenticate": `Bearer error="${error}"` } : {}
  return { problem: { status, error, words, headers: { "Cache-Control": "no-store", ...challenge, ...more } } }
}

/** What an application reads when the portal cannot answer: it may ask again. */
export function away(error: unknown) {
  log.error({ err: error }, "reading failed")
  return unanswered(503, "temporarily_unavailable", "le service est momentanément indisponible", { "Retry-After": "10" })
}

/**
 * Answers a question of an application: 401 and 403 in the words of RFC 6750, 400 for what is not understood, 404, 429; 304 when it already
 * has the answer.
 */
export async function answerReader<Shape extends z.ZodType>(
  request: Request,
  { scope, shape }: Asked<Shape>,
  read: (reader: Reader, asked: z.infer<Shape>) => Promise<object | null>,
): Promise<Response> {
  try {
    const entered = await enterAsReader(request, scope)
    if ("problem" in entered) return say(entered)
    const asked = shape.safeParse(Object.fromEntries(new URL(request.url).searchParams))
    if (!asked.success) {
      const words = asked.error.issues.map(({ path, message }) => `${path.join(".")} : ${message}`).join(" ")
      return say(unanswered(400, "invalid_request", words))
    }
    const found = await read(entered.reader, asked.data)
    return found ? answer(request, found) : say(unanswered(404, "not_found", "aucune structure n’a ce SIRET"))
  } catch (error) {
    return say(away(error))
  }
}

function say({ problem: { status, error, words, headers } }: { problem: Problem }) {
  return Response.json({ error, error_description: words }, { status, headers })
}

function answer(request: Request, found: object) {
  const body = JSON.stringify(found)
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`
  const headers = { ETag: etag, "Cache-Control": "private, no-cache", "Content-Type": "application/json; charset=utf-8" }
  const has = request.headers.get("if-none-match")?.split(/\s*,\s*/) ?? []
  return has.includes(etag) ? new Response(null, { status: 304, headers }) : new Response(body, { headers })
}

/** A cursor of people is the id of the last affiliation: what is none goes on from the beginning. */
export function idCursor(cursor: string | undefined) {
  return cursor && isUuid(cursor) ? cursor : undefined
}
