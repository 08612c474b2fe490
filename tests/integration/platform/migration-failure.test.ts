/** A migration that fails says what PostgreSQL said, of which statement, on which line; nothing of it stays, and it may be tried again. */
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import path from "node:path"
import pg from "pg"
import { expect, inject, it } from "vitest"
import { migrate, migrationNames } from "@/scripts/migrate"
import { MigrationFailure, statementsOf } from "@/scripts/migration-failure"
import { emptyDatabase } from "@/tests/support/test-cluster"

const root = path.resolve(import.meta.dirname, "../../..")

it("of the database's own tables: the command prints the sentence, the statement and the line, and no stack", async () => {
  const addresses = await emptyDatabase(inject("cluster").adminUrl, inject("cluster"))
  const { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: appUrl } = addresses
  const before = migrationNames().filter((name) => name < "20261203000000")
  await migrate(ownerUrl, appUrl, before)
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  // In the way of a statement in the midst of the migration.
  await owner.query("CREATE TABLE review_notice ()")
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/run.mjs", "migrate-only"], {
    cwd: root,
    encoding: "utf8",
    timeout: 60_000,
    env: { ...process.env, ...addresses, RESEND_API_KEY: "re_test" },
  })
  expect(status).toBe(1)
  const script = readFileSync(path.join(root, "prisma/migrations/20261203000000_reviews/migration.sql"), "utf8")
  const line = script.slice(0, script.search(/CREATE TABLE "?review_notice"?/)).split("\n").length
  expect(stderr).toContain("La migration 20261203000000_reviews a échoué.")
  expect(stderr).toContain('PostgreSQL : relation "review_notice" already exists (42P07)')
  expect(stderr).toContain(`Ligne ${line} de prisma/migrations/20261203000000_reviews/migration.sql :\nCREATE TABLE`)
  expect(stdout + stderr).not.toMatch(/External error|\n\s+at |node:internal/)

  const { rows } = await owner.query("SELECT to_regclass('review') AS left_behind")
  expect(rows).toEqual([{ left_behind: null }])
  await owner.query("DROP TABLE review_notice")
  await owner.end()
  expect(await migrate(ownerUrl, appUrl)).toEqual(migrationNames().filter((name) => name >= "20261203000000"))
})

it("statements end at their own semicolons, and begin after what is said about them", () => {
  const script = `-- one; two
CREATE TABLE "a;b" (x text DEFAULT ';''');
/* three; */ DO $body$ BEGIN PERFORM 1; END $body$;

CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$;
-- the end;
`
  expect(statementsOf(script).map(({ start, end }) => script.slice(start, end))).toEqual([
    `CREATE TABLE "a;b" (x text DEFAULT ';''')`,
    "DO $body$ BEGIN PERFORM 1; END $body$",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$",
  ])
})

it("a position is counted in letters, whatever they are", () => {
  const script = "SELECT 'é😀';\nSELECT oups;\n"
  const error = Object.assign(new pg.DatabaseError("column does not exist", 0, "error"), { code: "42703" })
  const failure = new MigrationFailure("m", script, error, { done: 0, position: script.indexOf("oups") })
  expect(failure.message).toContain("Ligne 2 de prisma/migrations/m/migration.sql :\nSELECT oups")
})
