/** What the machine writes for whoever operates it: one JSON object a line, never a secret, never personal data. */
import pino from "pino"

const secret = ["password", "currentPassword", "passwordHash", "token", "secret", "code", "cookie", "authorization", "email", "text"]

/**
 * Paths that are blanked wherever someone would log the object that holds them: a field of the entry itself, or one level
 * below (a request's headers, a form's fields).
 */
const redact = { paths: [...secret, ...secret.map((name) => `*.${name}`), 'headers["set-cookie"]'], censor: "[masqué]" }

/** `LOG_LEVEL` decides; by default everything in production, and only what went wrong in demonstration. */
export const logOptions = {
  level: process.env.LOG_LEVEL || (process.env.PORTAIL_DEMONSTRATION === "1" ? "warn" : "info"),
  base: { service: "portail" },
  timestamp: pino.stdTimeFunctions.isoTime,
  redact,
}

// Not waiting for the disk or the pipe: a request must not. What is left is written when the process ends.
export const log = pino(logOptions, pino.destination({ sync: false }))
