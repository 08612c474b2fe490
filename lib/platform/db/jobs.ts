import "server-only"
import { type ConstructorOptions, fromPrisma, PgBoss } from "pg-boss"
import type { Tx } from "@/lib/platform/db/client"
import { jobsSchema, type QueueName } from "@/lib/platform/db/queues"
import { env } from "@/lib/platform/process/env"
import { troubles } from "@/lib/platform/process/trouble"

const shared = globalThis as { portailJobs?: Promise<PgBoss> }

/**
 * The connection that puts jobs in the queues. It is opened once and, if possible, beforehand, so that a transaction does not wait for it.
 */
export function openJobs(): Promise<PgBoss> {
  shared.portailJobs ??= connect({ supervise: false, schedule: false }).start()
  return shared.portailJobs.catch((error) => {
    // The failure is not kept: the next call tries again.
    delete shared.portailJobs
    throw error
  })
}

/** Puts a job in the caller's transaction: a rolled-back change leaves no job behind. The highest `priority` goes first. */
export async function enqueue(tx: Tx, queue: QueueName, data: object, priority = 0) {
  const boss = await openJobs()
  await boss.send(queue, data, { db: fromPrisma(tx), priority })
}

/** Closes the connection, because an open connection would prevent the end of a script that has queued something. */
export async function closeJobs() {
  const boss = await shared.portailJobs?.catch(() => null)
  delete shared.portailJobs
  await boss?.stop({ graceful: false })
}

/** A connection to the queues as the application's role, which may not change their schema. */
export function connect(
  options: Pick<ConstructorOptions, "supervise" | "schedule" | "superviseIntervalSeconds" | "monitorIntervalSeconds">,
) {
  const boss = new PgBoss({
    connectionString: env.databaseUrl,
    schema: jobsSchema,
    migrate: false,
    createSchema: false,
    max: 3,
    ...options,
  })
  boss.on("error", troubles("jobs"))
  return boss
}
