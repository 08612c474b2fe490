/** A LHÉO file that a training body sends. */
import { expect, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { base } from "@/tests/support/e2e-people"
import { expectAccessible, expectRoomForEveryone } from "@/tests/support/e2e-quality"
import { pageFor, submit } from "@/tests/support/e2e-rafael"
import { lheoFile, lheoFormation } from "@/tests/support/lheo-files"
import { aTrainingBody } from "@/tests/support/rafael"

for (const [name, options] of [
  ["with JavaScript", {}],
  ["without JavaScript", { javaScriptEnabled: false }],
] as const)
  test(`a LHÉO file is seen beforehand, launched and loaded, ${name}`, async ({ browser }) => {
    const body = await aTrainingBody()
    const { siret } = body.structure
    const page = await pageFor(browser, body.people.gestionnaire_catalogue.email, options)
    const hasScript = !("javaScriptEnabled" in options)
    const until = async (words: string) => {
      if (hasScript) return expect(page.getByText(words)).toBeVisible({ timeout: 30_000 })
      await expect(async () => {
        await page.reload()
        await expect(page.getByText(words)).toBeVisible({ timeout: 500 })
      }).toPass({ timeout: 30_000 })
    }
    await page.goto(`${base}/rafael/catalogue`)
    await page.getByRole("link", { name: "Importer (LHÉO)" }).click()
    const send = async (text: string) => {
      await page.getByLabel("Fichier LHÉO").setInputFiles({ name: "offre.xml", mimeType: "text/xml", buffer: Buffer.from(text) })
      await submit(page, "Envoyer le fichier")
    }
    await send("siret;nom")
    await until("n’a pas pu être lu")
    await page.getByRole("link", { name: "Revenir aux imports" }).click()
    if (hasScript) await expectAccessible(page)

    const title = `Soudeur ${crypto.randomUUID().slice(0, 8)}`
    await send(lheoFile(lheoFormation({ siret, title }), lheoFormation({ siret, numero: "200", end: "20270101" })))
    await until("Ce que fera l’import")
    await expect(page.getByText("La session finit avant d’avoir commencé")).toBeVisible()
    if (hasScript) {
      await expectAccessible(page)
      await expectRoomForEveryone(page)
    }
    expect(await db.course.count({ where: { structureId: body.structure.id } })).toBe(0)
    await submit(page, "Lancer")
    await expect(page.getByText("donnez leur nombre").first()).toBeVisible()
    await page.getByLabel("Places de chacune de ces sessions").fill("8")
    await submit(page, "Lancer")
    await until("Import terminé")
    const download = await page.request.get(`${page.url()}/rapport`)
    expect(await download.text()).toContain("session 1")
    await page.goto(`${base}/rafael?q=${encodeURIComponent(title)}`)
    await expect(page.getByRole("link", { name: title })).toBeVisible()
    await page.close()
  })

test("a LHÉO file that is too large, or sent for another structure, is not taken", async ({ browser }) => {
  const [body, other] = [await aTrainingBody(), await aTrainingBody()]
  const page = await pageFor(browser, body.people.gestionnaire_catalogue.email)
  await page.goto(`${base}/rafael/catalogue/import`)
  const large = { name: "offre.xml", mimeType: "text/xml", buffer: Buffer.alloc(20_100_000, " ") }
  await page.getByLabel("Fichier LHÉO").setInputFiles(large)
  await submit(page, "Envoyer le fichier")
  await expect(page.getByText("dépasse 20").first()).toBeVisible()
  await page.locator('input[name="structure"]').evaluate((input, id) => input.setAttribute("value", id), other.structure.id)
  await page.getByLabel("Fichier LHÉO").setInputFiles({ ...large, buffer: Buffer.from("<lheo/>") })
  await submit(page, "Envoyer le fichier")
  await expect(page.getByText("Page introuvable").first()).toBeVisible()
  expect(await db.offerImport.count({ where: { structureId: { in: [body.structure.id, other.structure.id] } } })).toBe(0)
  const stranger = await pageFor(browser, body.people.gestionnaire_preinscription.email)
  await stranger.goto(`${base}/rafael/catalogue/import`)
  await expect(stranger.getByRole("heading", { name: "Page introuvable" })).toBeVisible()
  await page.close()
})
