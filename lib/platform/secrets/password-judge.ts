import "server-only"
import { once } from "node:events"
import { existsSync } from "node:fs"
import path from "node:path"
import { Worker } from "node:worker_threads"
import pLimit from "p-limit"
import { log } from "@/lib/platform/process/log"
import type { Strength } from "@/lib/platform/secrets/password-strength"

// One thread per process: pages and actions are bundled apart but share globalThis.
const shared = globalThis as { portailJudge?: Promise<Worker> }
const oneAtATime = pLimit(1)

/** Milliseconds for one judgement. Words that people choose take some tens; only a password made to be slow takes more. */
const patience = 1500

/**
 * Whether a password is too easy to guess (`strengthOf`). `about`: what an attacker who knows the person would try. It is judged in another
 * thread, within a time limit, so that no password holds up everybody else; one that cannot be judged in time counts as guessable.
 */
export function isGuessable(password: string, about: string[]): Promise<boolean> {
  return oneAtATime(async () => {
    shared.portailJudge ??= startJudge()
    const judge = await shared.portailJudge
    judge.postMessage({ password, about })
    try {
      const [strength] = (await once(judge, "message", { signal: AbortSignal.timeout(patience) })) as [Strength]
      return strength === "too-guessable"
    } catch (error) {
      // Ended, so that a late answer is not taken for the next one.
      delete shared.portailJudge
      await judge.terminate()
      if (!(error instanceof Error && error.name === "AbortError")) throw error
      log.warn("a password could not be judged in time")
      return true
    }
  })
}

async function startJudge(): Promise<Worker> {
  const scripts = path.join(/* turbopackIgnore: true */ process.cwd(), "scripts")
  const packaged = path.join(scripts, "judge.mjs")
  const judge = new Worker(existsSync(packaged) ? packaged : path.join(scripts, "judge.ts"))
  judge.unref()
  try {
    await once(judge, "message")
    return judge
  } catch (error) {
    delete shared.portailJudge
    throw error
  }
}
