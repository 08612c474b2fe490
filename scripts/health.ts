/** Whether the portal lives, and whether it should be sent visitors. Runs without loader. */
import pg from "pg"
import { sharedForASecond } from "../lib/platform/process/metrics.ts"

type Answer = { status: 200 | 503; words: string }

/**
 * `/healthz` answers as long as the process does: when it stops answering, start another process. `/readyz` says whether to send visitors
 * here: not before `warm` is called, nor while the database is away, nor after `leave` is called. Neither tells a stranger more than
 * that.
 */
export function watchHealth(databaseUrl: string) {
  let isLeaving = false
  let isWarm = false
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 1,
    connectionTimeoutMillis: 2000,
    statement_timeout: 2000,
    // When the server has vanished without a word, the query is given up, and its connection too.
    query_timeout: 2500,
    application_name: "portail-readyz",
  })
  // An idle connection that breaks must not end the process.
  pool.on("error", () => {})
  const databaseAnswers = sharedForASecond(() =>
    pool.query("SELECT 1").then(
      () => true,
      () => false,
    ),
  )

  async function readiness(): Promise<Answer> {
    if (isLeaving) return { status: 503, words: "leaving" }
    if (!isWarm) return { status: 503, words: "starting" }
    return (await databaseAnswers()) ? { status: 200, words: "ready" } : { status: 503, words: "database" }
  }

  return {
    /** The answer to one of the two addresses; null for any other. */
    answerTo(path: string | undefined): Promise<Answer> | null {
      if (path === "/healthz") return Promise.resolve({ status: 200, words: "alive" })
      return path === "/readyz" ? readiness() : null
    },
    /** Called when the first visitor would wait no longer than the others. */
    warm: () => {
      isWarm = true
    },
    leave: () => {
      isLeaving = true
    },
  }
}
