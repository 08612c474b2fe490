import { expect, type Page, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { formatSiret } from "@/lib/vocabulary/structures/rules"
import { anAddress, base, linkIn, mailTo, password, someone } from "@/tests/support/e2e-people"
import { expectAccessible } from "@/tests/support/e2e-quality"
import { aStructure } from "@/tests/support/factories"

async function fillIdentity(page: Page, email: string) {
  await page.getByLabel("Prénom").fill("Alix")
  await page.getByLabel("Nom", { exact: true }).fill("<b>Durand</b>")
  await page.getByLabel("Fonction").fill("Formatrice")
  await page.getByLabel("Adresse e-mail").fill(email)
  await page.getByLabel("Mot de passe").fill(password)
  await page.getByRole("button", { name: "Continuer" }).click()
}

test("an address that has an account reads the same words, and its owner is told by mail", async ({ page }) => {
  const structure = await aStructure()
  const owner = await someone("Ancienne")
  await page.goto(`${base}/inscription/informations?siret=${structure.siret}`)
  await fillIdentity(page, owner.email)
  await page.getByRole("button", { name: "Envoyer ma demande" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Vérifiez votre messagerie" })).toBeVisible()
  expect((await mailTo(owner.email, /déjà un compte/)).text).not.toContain("/verification/")
})

test("wrong, unknown and closed structures send back to step 1 with the reason", async ({ page }) => {
  const closed = await aStructure({ state: "closed" })
  for (const [siret, words] of [
    ["31754202500043", "introuvable"],
    ["31754202500042", "introuvable"],
    [closed.siret, "fermée"],
  ] as const) {
    await page.goto(`${base}/inscription/informations?siret=${siret}`)
    await expect(page.locator("#q-erreur")).toContainText(words)
  }
})

test("every field says what it wants, focus goes to the summary, nothing typed is lost, HTML stays text", async ({ page }) => {
  const structure = await aStructure()
  await page.goto(`${base}/inscription/informations?siret=${structure.siret}`)
  await page.getByLabel("Téléphone").fill("pas un numéro")
  await page.getByRole("button", { name: "Continuer" }).click()
  const summary = page.getByRole("alert").first()
  await expect(summary).toBeFocused()
  // All at once: the password that is missing too, though it may be left empty when one comes back.
  await expect(summary.getByRole("link")).toHaveCount(5)
  await expectAccessible(page)
  await summary.getByRole("link", { name: /^Nom/ }).click()
  await expect(page.getByLabel("Nom", { exact: true })).toBeFocused()
  await page.getByLabel("Téléphone").fill("")
  await fillIdentity(page, "a＠b.fr")
  await expect(page.locator("#email-erreur")).toBeVisible()
  await expect(page.getByLabel("Nom", { exact: true })).toHaveValue("<b>Durand</b>")
  await fillIdentity(page, anAddress("html"))
  await expect(page.getByRole("definition").filter({ hasText: "<b>Durand</b>" })).toBeVisible()
  await page.getByRole("link", { name: "Modifier mes informations" }).click()
  await expect(page.getByLabel("Prénom")).toHaveValue("Alix")
  await page.getByRole("button", { name: "Continuer" }).click()
  await expect(page.getByRole("button", { name: "Envoyer ma demande" })).toBeVisible()
})

test("the summary takes focus at each refusal, and leaves it to whoever types", async ({ page }) => {
  await page.goto(`${base}/connexion`)
  const enter = page.getByRole("button", { name: "Se connecter" })
  await enter.click()
  await expect(page.getByRole("alert").first()).toBeFocused()
  await page.getByLabel("Adresse e-mail").pressSequentially("personne@exemple.fr")
  await expect(page.getByLabel("Adresse e-mail")).toHaveValue("personne@exemple.fr")
  await page.getByLabel("Mot de passe").pressSequentially("pas le bon mot de passe")
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await enter.click()
    await expect(page.getByRole("alert").first()).toContainText("Adresse e-mail ou mot de passe incorrect.")
    await expect(page.getByRole("alert").first()).toBeFocused()
    await page.getByLabel("Adresse e-mail").focus()
  }
})

test("repeated parameters in an address are no failure", async ({ request }) => {
  for (const path of ["/inscription?q=a&q=b", "/connexion?retour=/a&retour=/b", "/inscription/informations?siret=1&siret=2"])
    expect((await request.get(base + path)).status(), path).toBe(200)
})

test("5: a double click sends one request; a used link says so", async ({ page }) => {
  const structure = await aStructure()
  const email = anAddress("double")
  await page.goto(`${base}/inscription/informations?siret=${structure.siret}`)
  await fillIdentity(page, email)
  await page.getByRole("button", { name: "Envoyer ma demande" }).dblclick()
  await page.getByRole("heading", { level: 1, name: "Vérifiez votre messagerie" }).waitFor()
  expect(await db.signup.count({ where: { email } })).toBe(1)
  const link = linkIn(await mailTo(email, /Confirmez/))
  await page.goto(link)
  await page.getByLabel("Mot de passe").fill(password)
  await page.getByRole("button", { name: "Confirmer mon adresse" }).click()
  await page.getByRole("status").waitFor()
  await page.goto(link)
  await expect(page.getByText("déjà confirmée")).toBeVisible()
  expect(await db.affiliation.count({ where: { account: { email } } })).toBe(1)
  await page.goto(`${base}/verification/nimporte-quoi`)
  await expect(page.getByText("n’est plus valable")).toBeVisible()
})

test("an expired link gives a new one", async ({ page }) => {
  const structure = await aStructure()
  const email = anAddress("tard")
  await page.goto(`${base}/inscription/informations?siret=${structure.siret}`)
  await fillIdentity(page, email)
  await page.getByRole("button", { name: "Envoyer ma demande" }).click()
  const link = linkIn(await mailTo(email, /Confirmez/))
  const past = new Date(Date.now() - 3_600_000)
  await db.signup.updateMany({ where: { email }, data: { expiresAt: past, sentAt: past } })
  await page.goto(link)
  await page.getByRole("button", { name: "Recevoir un nouveau lien" }).click()
  await expect(page.getByRole("status")).toContainText("Un nouveau message est parti")
  expect((await db.signup.findFirstOrThrow({ where: { email } })).expiresAt.getTime()).toBeGreaterThan(Date.now())
})

test("a structure that is not in the list: described, then the managers add it and validate", async ({ browser, page }) => {
  const manager = await someone("Camille", { isManager: true })
  const { siret } = await aStructure()
  await db.structure.delete({ where: { siret } })
  const email = anAddress("absente")
  const name = `Nouvelle école ${crypto.randomUUID().slice(0, 6)}`
  await page.goto(`${base}/inscription`)
  await page.getByRole("combobox").fill("zzzz introuvable")
  await page.getByRole("option", { name: "Ma structure n'est pas dans la liste" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Ma structure n'est pas dans la liste" })).toBeVisible()
  await page.getByLabel("SIRET").fill("31754202500043")
  await page.getByRole("button", { name: "Continuer" }).click()
  await expect(page.locator("#siret-erreur")).toContainText("n’est pas valide")
  await expectAccessible(page)
  await page.getByLabel("SIRET").fill(siret)
  await page.getByLabel("Raison sociale").fill(name)
  await page.getByLabel("Adresse").fill("1 rue des Écoles")
  await page.getByLabel("Code postal").fill("33000")
  await page.getByLabel("Ville").fill("Bordeaux")
  await page.getByLabel("Type de structure").selectOption("formateur")
  await page.getByRole("button", { name: "Continuer" }).click()
  await fillIdentity(page, email)
  await page.getByRole("button", { name: "Envoyer ma demande" }).click()
  await page.goto(linkIn(await mailTo(email, /Confirmez/)))
  await page.getByLabel("Mot de passe").fill(password)
  await page.getByRole("button", { name: "Confirmer mon adresse" }).click()

  const office = await (await browser.newContext()).newPage()
  await office.goto(linkIn(await mailTo(manager.email, new RegExp(`référencement.+${formatSiret(siret).replaceAll(" ", ".")}`))))
  await office.getByLabel("Adresse e-mail").fill(manager.email)
  await office.getByLabel("Mot de passe").fill(password)
  await office.getByRole("button", { name: "Se connecter" }).click()
  await office.getByRole("heading", { level: 1, name: "Demandes à traiter" }).waitFor()
  const card = office
    .locator("div")
    .filter({ has: office.getByRole("heading", { name }) })
    .last()
  await expectAccessible(office)
  await card.getByRole("button", { name: "Ajouter à la liste" }).click()
  await expect(office.getByRole("status")).toContainText("ajoutée à la liste")
  await office
    .getByRole("row", { name: new RegExp(name) })
    .getByRole("button", { name: "Valider" })
    .click()
  await office.getByRole("button", { name: "Confirmer" }).click()
  await expect(office.getByRole("status")).toContainText("référente de la structure")
})

test("an address mistyped is questioned, corrected once sent, and there already when it is confirmed elsewhere", async ({
  page,
  browser,
}) => {
  const structure = await aStructure()
  const [wrong, right] = [`${crypto.randomUUID().slice(0, 8)}@gmial.com`, anAddress("juste")]
  await page.goto(`${base}/inscription/informations?siret=${structure.siret}`)
  await page.getByLabel("Adresse e-mail").fill(wrong)
  await page.getByLabel("Prénom").focus()
  await expect(page.getByText(/Vouliez-vous dire .*@gmail\.com/)).toBeVisible()
  await expectAccessible(page)
  // Insisted on: it is taken as typed.
  await fillIdentity(page, wrong)
  await expect(page.getByText(/vouliez-vous dire .*@gmail\.com/i)).toBeVisible()
  await page.getByRole("button", { name: "Envoyer ma demande" }).click()
  await expect(page.getByRole("status")).toContainText(wrong)
  const former = linkIn(await mailTo(wrong, /Confirmez/))

  await page.getByText("Corriger mon adresse").click()
  await page.getByLabel("La bonne adresse").fill("pas une adresse")
  await page.getByRole("button", { name: "Envoyer à cette adresse" }).click()
  await expect(page.getByRole("alert").first()).toContainText("adresse e-mail valide")
  await expectAccessible(page)
  await page.getByLabel("La bonne adresse").fill(right)
  await page.getByRole("button", { name: "Envoyer à cette adresse" }).click()
  await expect(page.getByRole("status")).toContainText(right)
  await page.goto(former)
  await expect(page.getByText("n’est plus valable")).toBeVisible()

  const telephone = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage()
  await telephone.goto(linkIn(await mailTo(right, /Confirmez/)))
  await telephone.getByLabel("Mot de passe").fill(password)
  await telephone.getByRole("button", { name: "Confirmer mon adresse" }).click()
  await expect(telephone.getByLabel("Adresse e-mail")).toHaveValue(right)
  await telephone.getByLabel("Mot de passe").fill(password)
  await telephone.getByRole("button", { name: "Se connecter" }).click()
  await expect(telephone.getByText("Demande en attente")).toBeVisible()
  expect(await db.account.count({ where: { email: { in: [wrong, right] } } })).toBe(1)
})
