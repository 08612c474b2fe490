/**
 * Brings a database to the current schema: Prisma's migrations by its engine compiled to WebAssembly
 * (docs/decisions/0003-migrations-without-downloads.md), the job queues, then the application role's grants.
 */
import type { EventEmitter } from "node:events"
import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { PrismaPg } from "@prisma/adapter-pg"
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils"
import pg from "pg"
import { PgBoss } from "pg-boss"
import bossPackage from "pg-boss/package.json" with { type: "json" }
import { jobsSchema, queues } from "@/lib/platform/db/queues"
import { MigrationFailure } from "./migration-failure"
import { Refusal } from "./refusal"

const root = path.resolve(import.meta.dirname, "..")
const folder = path.join(root, "prisma/migrations")
/** Advisory lock: exclusive while the schema changes, shared by those who need the schema not to change. */
export const migrationLock = 4217001

/**
 * Applies what is missing and returns the names of the migrations just applied. When two processes start at once, one waits. `only`:
 * stops at the older schema of a backup.
 */
export async function migrate(ownerUrl: string, appUrl: string, only = migrationNames()): Promise<string[]> {
  const appRole = decodeURIComponent(new URL(appUrl).username)
  if (appRole === decodeURIComponent(new URL(ownerUrl).username))
    throw new Refusal("DATABASE_URL et DATABASE_OWNER_URL doivent nommer deux rôles différents : celui de l'application ne possède rien.")
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock])
    if (await isCurrent(client, appRole, only)) return []
    await forgetInterrupted(client)
    const applied = await applyMigrations(ownerUrl, client, only)
    await installQueues(ownerUrl)
    await settleWaitingJobs(client)
    await grantToApplication(client, appRole, only)
    return applied
  } finally {
    await client.end()
  }
}

/** Sparing the engine, the queues and the grants when nothing changed makes the second start quick. */
async function isCurrent(client: pg.Client, appRole: string, names: string[]) {
  const { rows } = await client.query<{ ready: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AND to_regclass('portail_schema') IS NOT NULL AS ready",
  )
  if (!rows[0]?.ready) return false
  const current = await client.query<{ mark: string }>("SELECT mark FROM portail_schema")
  return current.rows[0]?.mark === mark(appRole, names)
}

/** Everything that decides the migrations, queues and grants: when none of it has changed, there is nothing to do. */
function mark(appRole: string, migrations: string[]) {
  return JSON.stringify({ migrations, queues, queuesPackage: bossPackage.version, appRole })
}

/**
 * A start killed during a migration leaves its line, unfinished, but none of its changes: without the line, the migration simply runs
 * again.
 */
async function forgetInterrupted(client: pg.Client) {
  const { rows } = await client.query<{ ready: boolean }>("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS ready")
  if (rows[0]?.ready) await client.query("DELETE FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL")
}

/** Those of this version of the portal, the oldest first. */
export function migrationNames() {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/**
 * The engine marks a migration as finished afterwards, on another connection: a start killed in between would leave the changes without
 * their mark. Here one transaction commits both.
 */
const markAsDone = `DO $$ BEGIN
  IF to_regclass('_prisma_migrations') IS NOT NULL THEN
    UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE finished_at IS NULL AND rolled_back_at IS NULL;
  END IF;
END $$;`

/** Prisma's own adapter cuts a script at each semicolon, even inside function bodies; this one sends it whole, so it is atomic. */
class WholeScripts extends PrismaPg {
  constructor(
    ownerUrl: string,
    private readonly client: pg.Client,
    /** The name of the migration that has this script. */
    private readonly nameOf: (script: string) => string,
  ) {
    super({ connectionString: ownerUrl })
  }

  /** The engine says only that something failed: what it was is kept here. */
  failure: MigrationFailure | null = null

  private readonly opened: { dispose: () => Promise<void> }[] = []

  override async connect() {
    const connection = await super.connect()
    this.opened.push(connection)
    connection.executeScript = async (script) => {
      const before = "BEGIN;\n"
      const sent = `${before}${script};\n${markAsDone}\nCOMMIT;`
      // `BEGIN` is the first that succeeds.
      let done = -1
      const count = () => {
        done += 1
      }
      const { connection: wire } = this.client as unknown as { connection: EventEmitter }
      wire.on("commandComplete", count)
      try {
        await this.client.query(sent)
      } catch (error) {
        if (!(error instanceof pg.DatabaseError)) throw error
        const position = error.position ? [...sent].slice(0, Number(error.position) - 1).join("").length - before.length : null
        this.failure = new MigrationFailure(this.nameOf(script), script, error, { done, position })
        await this.client.query("ROLLBACK")
        throw error
      } finally {
        wire.off("commandComplete", count)
      }
    }
    return connection
  }

  /** Freeing the engine leaves its connections open. */
  async disconnect() {
    for (const connection of this.opened) await connection.dispose()
  }
}

async function applyMigrations(ownerUrl: string, client: pg.Client, names: string[]) {
  const { SchemaEngine } = await import("@prisma/schema-engine-wasm")
  const scripts = new Map(names.map((name) => [name, readFileSync(path.join(folder, name, "migration.sql"), "utf8")]))
  const nameOf = (script: string) => names.find((name) => scripts.get(name) === script) ?? "inconnue"
  const adapter = new WholeScripts(ownerUrl, client, nameOf)
  const engine = await SchemaEngine.new(
    { datamodels: [["schema.prisma", readFileSync(path.join(root, "prisma/schema.prisma"), "utf8")]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  )
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: {
        baseDir: folder,
        lockfile: { path: "migration_lock.toml", content: readFileSync(path.join(folder, "migration_lock.toml"), "utf8") },
        shadowDbInitScript: "",
        migrationDirectories: names.map((name) => ({
          path: name,
          migrationFile: {
            path: "migration.sql",
            content: { tag: "ok", value: scripts.get(name) ?? "" },
          },
        })),
      },
      filters: { externalTables: [], externalEnums: [] },
    })
    return appliedMigrationNames
  } catch (error) {
    throw adapter.failure ?? error
  } finally {
    engine.free()
    await adapter.disconnect()
  }
}

async function installQueues(ownerUrl: string) {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: jobsSchema, supervise: false, schedule: false, max: 2 })
  boss.on("error", () => {})
  await boss.start()
  for (const [name, options] of Object.entries(queues)) {
    if (await boss.getQueue(name)) await boss.updateQueue(name, options)
    else await boss.createQueue(name, options)
  }
  await boss.stop({ graceful: false })
}

/** A job keeps the settings that its queue had when it was queued: this gives today's settings to the jobs that wait. */
async function settleWaitingJobs(client: pg.Client) {
  await client.query(
    `UPDATE ${jobsSchema}.job j SET dead_letter = q.dead_letter, retry_limit = q.retry_limit, retry_delay = q.retry_delay,
            retry_backoff = q.retry_backoff, retry_delay_max = q.retry_delay_max
       FROM ${jobsSchema}.queue q WHERE q.name = j.name AND j.state < 'active' AND j.name = ANY ($1)`,
    [Object.keys(queues)],
  )
}

/** What was written there stands: the role that serves adds lines and reads them, it neither changes nor removes one. */
const onlyAddedTo = ["journal", "document"]

async function grantToApplication(client: pg.Client, appRole: string, names: string[]) {
  const role = client.escapeIdentifier(appRole)
  // An upgrade may stop at a version that does not have them all yet.
  const { rows } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename = ANY ($1)",
    [onlyAddedTo],
  )
  await client.query(`
    BEGIN;
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${role};
    GRANT USAGE ON SCHEMA public, ${jobsSchema} TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, ${jobsSchema} TO ${role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public, ${jobsSchema} TO ${role};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public, ${jobsSchema} TO ${role};
    REVOKE ALL ON _prisma_migrations FROM ${role};
    ${rows.map(({ name }) => `REVOKE UPDATE, DELETE, TRUNCATE ON ${client.escapeIdentifier(name)} FROM ${role};`).join("\n    ")}
    CREATE TABLE IF NOT EXISTS portail_schema (mark text NOT NULL);
    REVOKE ALL ON portail_schema FROM ${role};
    DELETE FROM portail_schema;
    INSERT INTO portail_schema VALUES (${client.escapeLiteral(mark(appRole, names))});
    COMMIT;
  `)
}
