/** What the tests of backups share: the commands as they are run, and what is compared afterwards. */
import { execFile } from "node:child_process"
import path from "node:path"
import { promisify } from "node:util"
import pg from "pg"
import { db } from "@/lib/platform/db/client"
import { aManager } from "@/tests/support/factories"
import { gestures } from "@/tests/support/gestures"
import { giveTraces } from "@/tests/support/traces"

const root = path.resolve(import.meta.dirname, "../..")

type Ran = { code: number; stdout: string; stderr: string }

/** Runs one of the commands, with these settings added. */
export async function run(script: string, args: string[], env: Record<string, string | undefined>): Promise<Ran> {
  const settings = { ...process.env, RESEND_API_KEY: "re_test", ...env }
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["scripts/run.mjs", script, ...args], {
      cwd: root,
      env: settings,
    })
    return { code: 0, stdout, stderr }
  } catch (error) {
    return error as Ran
  }
}

export async function rowsOf(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** The fingerprint of every table that people's lives are in. */
export async function picture(url: string) {
  const tables = await rowsOf(
    url,
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relpersistence = 'p' AND c.relname NOT IN ('_prisma_migrations', 'portail_schema') ORDER BY 1`,
  )
  const marks: Record<string, unknown> = {}
  for (const { name } of tables) {
    const sql = `SELECT count(*)::int AS count, md5(string_agg(t::text, '' ORDER BY t::text)) AS mark FROM "${name}" t`
    marks[name] = (await rowsOf(url, sql))[0]
  }
  return marks
}

/** A region where each gesture of people was done once, and with words that a bad copy would spoil. */
export async function aRegion() {
  for (const begin of Object.values(gestures)) {
    const gesture = await begin()
    await giveTraces()
    await gesture()
  }
  const { id } = await aManager()
  await giveTraces()
  const data = {
    accountId: id,
    name: "Tab\tLigne\nBarre \\. \\N 🎓 'guillemet\"",
    email: "a@exemple.fr",
    subject: "",
    message: "\\.\n\\.",
    createdAt: new Date(),
  }
  await db.contactMessage.create({ data })
  await db.structureImport.create({
    data: { fileName: "f.csv", content: Buffer.from([0, 1, 2, 255, 10, 92]), columns: {}, total: 0, createdBy: id, createdAt: new Date() },
  })
}
