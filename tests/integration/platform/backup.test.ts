import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { gunzipSync, gzipSync } from "node:zlib"
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import { aRegion, picture, rowsOf, run } from "@/tests/support/backups"
import { emptyDatabase } from "@/tests/support/test-cluster"

const folder = mkdtempSync(path.join(tmpdir(), "portail-sauvegarde-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let file = ""

/** Stands for another server: an empty database beside the one under test. */
const elsewhereEmpty = () => emptyDatabase(inject("cluster").adminUrl, inject("cluster"))

describe("on a server", () => {
  beforeEach(async () => {
    file = path.join(folder, `${crypto.randomUUID()}.sql.gz`)
    await aRegion()
  })

  it("what is backed up comes back the same, with what waited to be sent, and the portal finds nothing wrong with it", async () => {
    const saved = await run("backup", [file, "--copy"], {})
    expect(saved).toMatchObject({ code: 0, stdout: expect.stringMatching(/\d+ lignes de \d+ tables/) })
    expect(statSync(file).mode & 0o077, "for its owner only").toBe(0)
    expect(gunzipSync(readFileSync(file)).toString().split("\n")[0], "no secret of the portal in it").not.toContain("secret")
    const elsewhere = await elsewhereEmpty()
    const restored = await run("restore", [file], elsewhere)
    expect(restored).toMatchObject({ code: 0, stdout: expect.stringContaining("Tout se tient : aucune anomalie.") })
    expect(restored.stdout).toMatch(/\d+ message\(s\) attendaient/)
    expect(await picture(elsewhere.DATABASE_OWNER_URL)).toEqual(await picture(process.env.DATABASE_OWNER_URL ?? ""))
    const jobs = "SELECT name, data::text FROM jobs.job WHERE state < 'completed' ORDER BY 1, 2"
    expect(await rowsOf(elsewhere.DATABASE_OWNER_URL, jobs)).toEqual(await rowsOf(process.env.DATABASE_OWNER_URL ?? "", jobs))
    // The journal goes on where it was.
    const [next] = await rowsOf(elsewhere.DATABASE_URL, "INSERT INTO journal (action, outcome) VALUES ('essai', 'done') RETURNING id::int")
    expect(next.id).toBeGreaterThan(await db.journal.count())

    expect(await run("backup", [file, "--copy"], {}), "never written over").toMatchObject({
      code: 1,
      stderr: expect.stringContaining("existe déjà"),
    })
    const again = await run("restore", [file], elsewhere)
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining("contient déjà des données") })
  })

  it("for a rehearsal nothing that waited is sent", async () => {
    await run("backup", [file, "--copy"], {})
    const elsewhere = await elsewhereEmpty()
    expect((await run("restore", [file, "--hold-mails"], elsewhere)).stdout).toMatch(/\d+ message\(s\) retenus/)
    expect(await rowsOf(elsewhere.DATABASE_OWNER_URL, "SELECT DISTINCT status FROM message WHERE status IN ('queued', 'failed')")).toEqual(
      [],
    )
    expect(await rowsOf(elsewhere.DATABASE_OWNER_URL, "SELECT 1 FROM jobs.job WHERE name = 'send-message'")).toEqual([])
  })

  it("a file cut short, spoilt, of another kind or of a later version leaves the database empty", async () => {
    await run("backup", [file, "--copy"], {})
    const elsewhere = await elsewhereEmpty()
    const text = gunzipSync(readFileSync(file)).toString()
    const spoilt: [string, string | Buffer, string][] = [
      ["cut at its beginning", readFileSync(file).subarray(0, 3000), "rien n'a été changé"],
      ["cut in a row", gzipSync(text.slice(0, text.indexOf("COPY affiliation ") + 700)), "rien n'a été changé"],
      ["spoilt in a row", gzipSync(text.replace(/(COPY affiliation .*\n)[^\t]*/, "$1pas-un-uuid")), "rien n'a été changé"],
      ["without end", gzipSync(text.split("\n").slice(0, -2).join("\n")), "incomplète"],
      ["a row less", gzipSync(text.replace(/(COPY journal .*\n).*\n/, "$1")), "devrait compter"],
      ["of a later version", gzipSync(text.replace("20261124000000_schema", "20991124000000_schema")), "version plus récente"],
      ["something else", gzipSync("bonjour\n"), "n'est pas une sauvegarde"],
      ["not compressed", "bonjour\n", "n'est pas une sauvegarde"],
    ]
    const bad = path.join(folder, "mauvaise.sql.gz")
    for (const [what, content, words] of spoilt) {
      writeFileSync(bad, content)
      const { code, stderr } = await run("restore", [bad], elsewhere)
      expect(code, what).toBe(1)
      expect(stderr, what).toContain(words)
      expect(stderr, `${what}, said without a stack`).not.toContain("    at ")
      const tables = await rowsOf(elsewhere.DATABASE_OWNER_URL, "SELECT to_regclass('account') IS NOT NULL AS there")
      if (tables[0].there) expect(await rowsOf(elsewhere.DATABASE_OWNER_URL, "SELECT 1 FROM account"), what).toEqual([])
    }
    truncateSync(bad, 0)
    expect((await run("restore", [file], elsewhere)).code, "the good one still goes in").toBe(0)
  }, 180_000)
})

describe("embedded", () => {
  const embedded = (name: string) => ({ DATABASE_URL: "", DATABASE_OWNER_URL: "", NEXTAUTH_SECRET: "", DATA_DIR: path.join(folder, name) })
  beforeAll(async () => {
    const csv = path.join(folder, "s.csv")
    writeFileSync(csv, "siret;raison_sociale;sigle;enseigne;code_postal;commune;types;etat\n31754202500042;Essai;;;64000;Pau;;active\n")
    expect(await run("import", [csv], embedded("une"))).toMatchObject({ code: 0 })
  })

  it("goes into another folder with its secret, and is ready to be served", async () => {
    const archive = path.join(folder, "embarquee.sql.gz")
    expect(await run("backup", [archive], embedded("une"))).toMatchObject({ code: 0 })
    const restored = await run("restore", [archive], embedded("autre"))
    expect(restored).toMatchObject({ code: 0, stdout: expect.stringContaining("aucune anomalie") })
    const secret = (name: string) => readFileSync(path.join(folder, name, "secret"), "utf8")
    expect(secret("autre")).toBe(secret("une"))
    expect((await run("check-data", [], embedded("autre"))).stdout).toContain("aucune anomalie")
    expect(await run("restore", [archive], embedded("autre"))).toMatchObject({ code: 1 })
  })
})
