/** A manager sends the region's file, with bad rows, through the browser: the file is checked and loaded, and its report downloaded. */
import { readFileSync } from "node:fs"
import { expect, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { base, signIn, someone } from "@/tests/support/e2e-people"
import { expectAccessible, expectNoOverflow } from "@/tests/support/e2e-quality"
import { aSiret } from "@/tests/support/factories"
import { structuresFile } from "@/tests/support/structures-file"

test("a whole file with bad rows: mapped, shown beforehand, loaded while the page is left, reported", async ({ page }) => {
  test.setTimeout(180_000)
  const manager = await someone("Import", { isManager: true })
  await signIn(page, manager.email)
  await page.goto(`${base}/admin/structures/import`)
  await page.getByRole("button", { name: "Envoyer le fichier" }).click()
  await expect(page).toHaveURL(`${base}/admin/structures/import`)
  const mark = `Import ${crypto.randomUUID().slice(0, 8)}`
  const [good, bad] = [aSiret(), "31754202500043"]
  const lines = readFileSync(structuresFile(), "utf8").trimEnd().split("\n")
  const whole = [
    ...lines,
    `${good};${mark};;;64000;Pau;formateur;ouverte`,
    `${bad};${mark};;;64000;Pau;formateur;active`,
    ";;;;;;;",
    `${good};${mark};;;;;;`,
  ]
  await page.getByLabel("Fichier CSV").setInputFiles({ name: "region.csv", mimeType: "text/csv", buffer: Buffer.from(whole.join("\n")) })
  await page.getByRole("button", { name: "Envoyer le fichier" }).click()
  await expect(page.getByRole("heading", { name: "Quelle colonne porte quoi ?" })).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 700 })
  await expectNoOverflow(page)
  await page.setViewportSize({ width: 1280, height: 800 })
  // Those that were recognised are not asked.
  await expect(page.getByLabel("SIRET")).toBeHidden()
  await page.getByText(/^Colonnes reconnues/).click()
  await page.getByLabel("SIRET").selectOption("")
  await page.getByRole("button", { name: "Voir l’effet" }).click()
  await expect(page.getByRole("alert").first()).toContainText("Dites quelle colonne porte le SIRET")
  await page.getByLabel("SIRET").selectOption("siret")
  await page.getByRole("button", { name: "Voir l’effet" }).click()
  await expect(page.getByRole("status").filter({ hasText: "Rien n’a encore changé" })).toBeVisible({ timeout: 60_000 })
  expect(await db.structure.count({ where: { raisonSociale: mark } })).toBe(0)
  await expect(page.getByRole("heading", { name: "Premières lignes refusées" })).toBeVisible()

  await page.getByRole("button", { name: "Lancer l’import" }).click()
  const address = page.url()
  await expect(page.getByRole("progressbar").or(page.getByText("L’import est terminé."))).toBeVisible()
  await page.goto(`${base}/admin`)
  await page.goto(address)
  await expect(page.getByRole("status").filter({ hasText: "L’import est terminé." })).toBeVisible({ timeout: 60_000 })
  await expectAccessible(page)
  const { report } = await db.structureImport.findFirstOrThrow({ where: { createdBy: manager.id } })
  const { rejectedCount } = report as { rejectedCount: number }
  expect(await db.structure.count({ where: { raisonSociale: mark } })).toBe(1)
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Télécharger le rapport des lignes refusées" }).click(),
  ])
  const csv = readFileSync((await download.path()) ?? "", "utf8")
  expect(csv.startsWith("\ufeffLigne;Raison\r\n")).toBe(true)
  const told = csv.trimEnd().split("\r\n").slice(1)
  expect(told).toHaveLength(rejectedCount)
  expect(told.slice(-2)).toEqual([
    `${lines.length + 2};SIRET invalide : « ${bad} » (clé de contrôle)`,
    `${lines.length + 4};SIRET ${good} déjà lu dans ce fichier`,
  ])
})

test("a file too large, or that is none, says so on the page it was chosen on", async ({ page }) => {
  const manager = await someone("Import", { isManager: true })
  await signIn(page, manager.email)
  await page.goto(`${base}/admin/structures/import`)
  await page.getByLabel("Fichier CSV").setInputFiles({ name: "photo.csv", mimeType: "text/csv", buffer: Buffer.from([0, 1, 2, 3]) })
  await page.getByRole("button", { name: "Envoyer le fichier" }).click()
  await expect(page.getByRole("alert").first()).toContainText("ne donne pas de noms de colonnes")
  await page.getByLabel("Fichier CSV").setInputFiles({ name: "gros.csv", mimeType: "text/csv", buffer: Buffer.alloc(20_100_000, "a") })
  await page.getByRole("button", { name: "Envoyer le fichier" }).click()
  await expect(page.getByRole("alert").first()).toContainText("dépasse 20 Mo")
})
