/** What the machine writes for whoever operates it: one JSON object a line, never a secret, never personal data. */
import pino from "pino"
import { withoutPeople } from "../text/masks.ts"
import { settingOf } from "./settings.ts"
import { workUnderWay } from "./work.ts"

const secret = ["password", "currentPassword", "passwordHash", "token", "secret", "code", "cookie", "authorization", "email", "text"]

/**
 * Fields that are masked in every object that someone logs: a field of the entry itself, or one level below (a request's headers, a form's
 * fields).
 */
const redact = { paths: [...secret, ...secret.map((name) => `*.${name}`), 'headers["set-cookie"]'], censor: "[masqué]" }

/** `LOG_LEVEL` decides. By default the log takes everything in production, and only what went wrong in demonstration. */
export const logOptions = {
  level: settingOf("LOG_LEVEL") ?? (settingOf("PORTAIL_DEMONSTRATION") ? "warn" : "info"),
  base: { service: "portail" },
  timestamp: pino.stdTimeFunctions.isoTime,
  // Adds to each line the request or the job, and the account if it is known.
  mixin: () => ({ ...workUnderWay() }),
  serializers: { err: failure },
  redact,
}

// The log is asynchronous, because a request must not wait for the disk or the pipe. What is left is written when the process ends.
export const log = pino(logOptions, pino.destination({ sync: false }))

/** pg-boss hands over plain objects that have the words of an error. */
function isFailure(error: unknown): error is { name?: string; message: string; stack?: string } {
  return typeof error === "object" && error !== null && typeof (error as { message?: unknown }).message === "string"
}

/**
 * What failed, and where. PostgreSQL's `detail`, Prisma's arguments and the like are left out, because they hold what people typed.
 * PostgreSQL's sentences may quote it too (addresses, values), so they are masked.
 */
function failure(error: unknown): Record<string, unknown> {
  if (!isFailure(error)) return { message: withoutPeople(String(error)) }
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  return {
    type: error.name ?? "Error",
    message: withoutPeople(error.message),
    ...(typeof code === "string" || typeof code === "number" ? { errorCode: String(code) } : {}),
    stack: withoutPeople(error.stack ?? ""),
    ...(cause instanceof Error ? { cause: failure(cause) } : {}),
  }
}
