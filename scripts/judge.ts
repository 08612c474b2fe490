/**
 * Judges passwords in a thread of its own, because judging a hostile one takes seconds: lib/platform/secrets/password-judge.ts starts it. It
 * runs on Node's own TypeScript, without loader, so imports are only relative.
 */
import { parentPort } from "node:worker_threads"
import { strengthOf } from "../lib/platform/secrets/password-strength.ts"

export type Question = { password: string; about: string[] }

// The dictionaries are loaded now: the time limit of the first question is not spent on them.
await strengthOf("un mot de passe quelconque", [])
parentPort?.on("message", async ({ password, about }: Question) => parentPort?.postMessage(await strengthOf(password, about)))
parentPort?.postMessage("ready")
