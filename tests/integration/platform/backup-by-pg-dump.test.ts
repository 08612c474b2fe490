import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { gunzipSync, gzipSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest"
import { aRegion, picture, rowsOf, run } from "@/tests/support/backups"
import { debianPostgres, startDebianServer } from "@/tests/support/debian-server"
import { emptyDatabase } from "@/tests/support/test-cluster"

const bin = debianPostgres()
const folder = mkdtempSync(path.join(tmpdir(), "portail-pg-dump-"))
const file = path.join(folder, "portail.sql.gz")

describe.skipIf(bin === null)("where the machine has the tools of the server's version", () => {
  let server: Awaited<ReturnType<typeof startDebianServer>>
  let region: { DATABASE_URL: string; DATABASE_OWNER_URL: string }
  let text: string

  /** This server has another version: the region comes to it by rows, then the backups of whole databases start from there. */
  beforeAll(async () => {
    server = await startDebianServer(bin ?? "")
    await aRegion()
    const rows = path.join(folder, "lignes.sql.gz")
    expect(await run("backup", [rows, "--copy"], {})).toMatchObject({ code: 0 })
    region = await emptyDatabase(server.adminUrl, server)
    expect(await run("restore", [rows], region)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+ lignes : restauration faite/),
    })
    expect(await run("backup", [file], region)).toMatchObject({ code: 0, stdout: expect.stringMatching(/par pg_dump \d+,/) })
    text = gunzipSync(readFileSync(file)).toString()
  }, 180_000)
  afterAll(async () => {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it("the whole database comes back, for a role of another name, and the portal finds nothing wrong with it", async () => {
    const { DATABASE_OWNER_URL, DATABASE_URL } = await emptyDatabase(server.adminUrl, { ...server, appUrl: server.otherAppUrl })
    const elsewhere = { DATABASE_OWNER_URL, DATABASE_URL }
    const restored = await run("restore", [file], elsewhere)
    expect(restored).toMatchObject({ code: 0, stdout: expect.stringContaining("Tout se tient : aucune anomalie.") })
    expect(await picture(DATABASE_OWNER_URL)).toEqual(await picture(region.DATABASE_OWNER_URL))
    const jobs = "SELECT name, data::text FROM jobs.job WHERE state < 'completed' ORDER BY 1, 2"
    expect(await rowsOf(DATABASE_OWNER_URL, jobs)).toEqual(await rowsOf(region.DATABASE_OWNER_URL, jobs))
    const [line] = await rowsOf(DATABASE_URL, "INSERT INTO journal (action, outcome) VALUES ('essai', 'done') RETURNING id::int")
    expect(line.id, "the journal goes on where it was").toBeGreaterThan(1)
    await expect(rowsOf(DATABASE_URL, "UPDATE journal SET action = 'autre'"), "which nobody rewrites").rejects.toThrow("permission denied")
    expect(await run("restore", [file], elsewhere)).toMatchObject({ code: 1, stderr: expect.stringContaining("contient déjà des données") })
  })

  it("and for a rehearsal nothing that waited is sent", async () => {
    const elsewhere = await emptyDatabase(server.adminUrl, server)
    expect((await run("restore", [file, "--hold-mails"], elsewhere)).stdout).toMatch(/[1-9]\d* message\(s\) retenus/)
    expect(await rowsOf(elsewhere.DATABASE_OWNER_URL, "SELECT 1 FROM jobs.job WHERE name = 'send-message'")).toEqual([])
    expect(await rowsOf(elsewhere.DATABASE_OWNER_URL, "SELECT 1 FROM message WHERE status = 'queued'")).toEqual([])
  })

  it("a later server takes it too", async () => {
    const later = await emptyDatabase(inject("cluster").adminUrl, inject("cluster"))
    expect(await run("restore", [file], later)).toMatchObject({ code: 0, stdout: expect.stringContaining("aucune anomalie") })
    expect(await picture(later.DATABASE_OWNER_URL)).toEqual(await picture(region.DATABASE_OWNER_URL))
  })

  it.each([
    ["cut short", () => readFileSync(file).subarray(0, -3000), "rien n'a été changé"],
    ["cut short and closed again", () => gzipSync(text.slice(0, text.indexOf("COPY public.affiliation ") + 700)), "incomplète"],
    ["spoilt in a row", () => gzipSync(text.replace(/(COPY public.affiliation .*\n)[^\t]*/, "$1pas-un-uuid")), "invalid input syntax"],
    ["of a later server", () => gzipSync(text.replace(/"pgDump":\d+/, '"pgDump":99')), "refaites-la avec --copy"],
    [
      "of a later version of the portal",
      () => gzipSync(text.replace("20261124000000_schema", "20991124000000_schema")),
      "version plus récente",
    ],
  ])("a file %s leaves the database empty", async (_what, content, words) => {
    const bad = path.join(folder, `${crypto.randomUUID()}.sql.gz`)
    writeFileSync(bad, content())
    const elsewhere = await emptyDatabase(server.adminUrl, server)
    const { code, stderr } = await run("restore", [bad], elsewhere)
    expect(code).toBe(1)
    expect(stderr).toContain(words)
    expect(stderr, "said without a stack").not.toContain("    at ")
    expect(await rowsOf(elsewhere.DATABASE_OWNER_URL, "SELECT to_regclass('account') AS there")).toEqual([{ there: null }])
  })

  it("a database that has tables already is refused, a pg_dump that fails leaves no file", async () => {
    const elsewhere = await emptyDatabase(server.adminUrl, server)
    const before = await run("restore", [file, "--hold-mails"], elsewhere)
    expect(before.code).toBe(0)
    await rowsOf(elsewhere.DATABASE_OWNER_URL, "TRUNCATE account, structure, journal CASCADE")
    expect(await run("restore", [file], elsewhere)).toMatchObject({ code: 1, stderr: expect.stringContaining("a déjà des tables") })
    await rowsOf(
      server.adminUrl.replace(/[^/]*$/, elsewhere.DATABASE_URL.split("/").pop() ?? ""),
      "CREATE TABLE public.of_another (one int)",
    )
    const lost = path.join(folder, "perdue.sql.gz")
    const { code, stderr } = await run("backup", [lost], elsewhere)
    expect(code).toBe(1)
    expect(stderr).toMatch(/La sauvegarde a échoué : aucun fichier n'a été écrit\. .*permission denied/)
    expect(stderr, "said without a stack").not.toContain("    at ")
    expect(() => readFileSync(lost)).toThrow("ENOENT")
  })
})
