/** The provider's own connections: it runs in the web server, before Next and without loader, so it asks PostgreSQL by itself. */
import pg from "pg"
import { ask as askDatabase, closePools, poolOf } from "../../platform/db/asking.ts"
import { databaseAddress } from "../../platform/process/settings.ts"

/** Asks one question; named, so that each connection plans it once. `name`: the same for the same text. */
export function ask<Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
  return askDatabase<Row>("sign-on", name, text, values)
}

/** Does `work` in one transaction, in one process at a time: null when another one is at it. `lock`: a number of its own. */
export async function alone<T>(
  lock: number,
  work: (ask: (text: string, values?: unknown[]) => Promise<pg.QueryResult>) => Promise<T>,
): Promise<T | null> {
  const client = await poolOf("sign-on").connect()
  try {
    await client.query("BEGIN")
    const { rows } = await client.query<{ mine: boolean }>("SELECT pg_try_advisory_xact_lock($1) AS mine", [lock])
    const done = rows[0]?.mine ? await work((text, values = []) => client.query(text, values)) : null
    await client.query("COMMIT")
    client.release()
    return done
  } catch (error) {
    // Whatever was under way is forgotten with its connection.
    client.release(true)
    throw error
  }
}

/**
 * Calls `heard` when the database says that something changed on this channel, and once more after each time the connection was lost, because
 * nobody knows what was said meanwhile. Returns what stops it.
 */
export function listen(
  channel: "sign_on_keys" | "sign_on_events" | "sign_on_applications",
  heard: () => void,
  lost: () => void = () => {},
): () => Promise<void> {
  let isOver = false
  let client: pg.Client | undefined
  let opening = open()

  async function open(): Promise<void> {
    client = new pg.Client({ connectionString: databaseAddress("DATABASE_URL"), keepAlive: true, application_name: "portail-sign-on" })
    client.on("error", () => {})
    client.on("end", () => {
      lost()
      if (!isOver) setTimeout(openAgain, 1000).unref()
    })
    client.on("notification", heard)
    try {
      await client.connect()
      await client.query(`LISTEN ${channel}`)
      heard()
    } catch {
      await client.end().catch(() => null)
    }
  }

  function openAgain() {
    if (!isOver) opening = open()
  }

  return async () => {
    isOver = true
    await opening
    await client?.end().catch(() => null)
  }
}

/** Closes every connection; the next question opens one again. For scripts and tests that end, or that change database. */
export function closeSignOnDatabase() {
  return closePools("sign-on")
}
