/** The adhesion of a structure: asked for, accepted, read; and the documents that say what it is. */
import { expect, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { base, mailTo } from "@/tests/support/e2e-people"
import { expectAccessible } from "@/tests/support/e2e-quality"
import { pageFor, said, submit } from "@/tests/support/e2e-rafael"
import { aManager } from "@/tests/support/factories"
import { anEmployer, aYear } from "@/tests/support/parcourspro"

test("a référent asks for the adhesion of their structure, a manager accepts it, and the structure reads it", async ({ browser }) => {
  const coming = await anEmployer()
  const year = new Date().getUTCFullYear()
  const fees = [
    { label: "Moins de 10 salariés", amount: 5_000 },
    { label: "10 salariés et plus", amount: 15_000 },
  ]
  await aYear(year, { fees })
  const referent = await pageFor(browser, coming.referent.email)
  await referent.goto(`${base}/adhesion`)
  await expectAccessible(referent)
  await referent.getByLabel("Année et cotisation").selectOption(`${year} 10 salariés et plus`)
  await referent.getByLabel("Adresse e-mail pour la facture").fill("compta")
  await submit(referent, "Demander l’adhésion")
  await expect(referent.locator("#charter-erreur")).toContainText("charte")
  await referent.getByLabel("Adresse e-mail pour la facture").fill("compta@exemple.fr")
  await referent.getByLabel(/J’ai lu la charte/).check()
  await submit(referent, "Demander l’adhésion")
  await expect(said(referent)).toContainText("transmise")
  const manager = await pageFor(browser, (await aManager()).email)
  await manager.goto(`${base}/admin/adhesions?q=${encodeURIComponent(coming.structure.raisonSociale)}`)
  await expectAccessible(manager)
  await db.membership.findFirstOrThrow({ where: { structureId: coming.structure.id, status: "asked" } })
  const row = manager.locator(`[aria-describedby="adhesion-${coming.structure.id}-${year}"]`)
  await row.filter({ hasText: "Accepter" }).click()
  await expect(said(manager)).toContainText("acceptée")
  expect(await db.membership.findFirst({ where: { structureId: coming.structure.id } })).toMatchObject({ amount: 15_000 })
  await mailTo(coming.referent.email, /Adhésion .* acceptée/)
  await referent.goto(`${base}/mes-structures/${coming.structure.id}`)
  await expect(referent.locator("#adhesion")).toContainText(`${year} : Acceptée`)
  await referent.goto(`${base}/adhesion`)
  await expect(referent.getByText("Acceptée", { exact: true })).toBeVisible()
})

test("a manager puts the charter on line; what is no PDF is refused on its page; anyone takes it away as a file", async ({
  browser,
  request,
}) => {
  const year = new Date().getUTCFullYear()
  await aYear(year)
  const manager = await pageFor(browser, (await aManager()).email)
  await manager.goto(`${base}/admin/campagnes`)
  const send = async (name: string, buffer: Buffer) => {
    await manager.getByLabel(`Fichier pour ${year}`).setInputFiles({ name, mimeType: "application/pdf", buffer })
    await manager.locator(`#annee-${year}`).getByRole("button", { name: "Mettre en ligne" }).click()
  }
  await send("charte.pdf", Buffer.from("<script>alert(1)</script>"))
  await expect(manager.getByRole("alert").first()).toContainText("pas d’un type accepté")
  await expectAccessible(manager)
  const content = Buffer.from("%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n")
  await send("charte.pdf", content)
  await expect(said(manager)).toContainText("en ligne")
  await expect(manager.getByText(/Charte d’adhésion\s: charte\.pdf/)).toBeVisible()
  const visitor = await request.get(`${base}/adhesion/fichiers/charte`)
  expect(await visitor.body()).toEqual(content)
  expect(visitor.headers()).toMatchObject({
    "content-type": "application/pdf",
    "content-disposition": `attachment; filename="charte-${year}.pdf"`,
    "x-content-type-options": "nosniff",
  })
  for (const missing of ["flyers", "constructor", "..%2Fcharte"])
    expect((await request.get(`${base}/adhesion/fichiers/${missing}`)).status(), missing).toBe(404)
})
