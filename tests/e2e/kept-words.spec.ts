/** Typed words are not lost: the device keeps drafts of sign-up, a question comes before leaving, a message says where its writer was. */
import { expect, type Page, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { anAddress, base, password, signIn, someone } from "@/tests/support/e2e-people"
import { expectAccessible, expectSound, movements, watchMovements } from "@/tests/support/e2e-quality"
import { anActiveAffiliation, aStructure } from "@/tests/support/factories"

test("a sign-up left half-way is found again on this device, without its password, and forgotten once sent", async ({ page, context }) => {
  const structure = await aStructure({ raisonSociale: `Association régionale du brouillon ${crypto.randomUUID().slice(0, 8)}` })
  const email = anAddress("brouillon")
  const address = `${base}/inscription/informations?siret=${structure.siret}`
  await watchMovements(page)
  await page.goto(address)
  await page.getByLabel("Prénom").fill("Alix")
  await page.getByLabel("Nom", { exact: true }).fill("Durand")
  await page.getByLabel("Fonction").fill("Formatrice")
  await page.getByLabel("Adresse e-mail").fill(email)
  await page.getByLabel("Mot de passe").fill(password)
  // The page asks no question before leaving, because nothing would be lost.
  await page.goto(`${base}/inscription`)
  await expect(page.getByText(`Vous aviez commencé une demande pour ${structure.raisonSociale}`)).toBeVisible()
  expect(await movements(page)).toEqual([])
  await expectSound(page)
  // The device may be shared: it keeps the structure and the step. The rest is this tab's.
  const onDevice = JSON.stringify(await context.storageState())
  expect(onDevice).toContain(structure.siret)
  for (const words of [password, email, "Alix", "Durand", "Formatrice"]) expect(onDevice).not.toContain(words)

  await page.getByRole("link", { name: "Reprendre" }).click()
  await expect(page).toHaveURL(address)
  await expect(page.getByLabel("Prénom")).toHaveValue("Alix")
  await expect(page.getByLabel("Adresse e-mail")).toHaveValue(email)
  await expect(page.getByLabel("Mot de passe")).toHaveValue("")
  await page.getByLabel("Mot de passe").fill(password)
  await page.getByRole("button", { name: "Continuer" }).click()
  await page.getByRole("button", { name: "Envoyer ma demande" }).click()
  await expect(page.getByRole("heading", { name: "Que se passe-t-il ensuite ?" })).toBeVisible()
  await expect.poll(() => page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
  await page.goto(`${base}/inscription`)
  await expect(page.getByLabel("Recherchez votre organisme de rattachement")).toBeVisible()
  await expect(page.getByText("Vous aviez commencé")).toHaveCount(0)
})

test("a structure to be listed is kept too, and a draft may be thrown away", async ({ page }) => {
  await page.goto(`${base}/inscription/structure-absente`)
  await page.getByLabel("Raison sociale").fill("Les Ateliers du Quai")
  await page.getByLabel("Ville").fill("Bayonne")
  await page.goto(`${base}/inscription`)
  await page.getByRole("link", { name: "Reprendre" }).click()
  await expect(page.getByLabel("Raison sociale")).toHaveValue("Les Ateliers du Quai")
  await expect(page.getByLabel("Ville")).toHaveValue("Bayonne")
  await page.goto(`${base}/inscription`)
  await page.getByRole("button", { name: "Effacer" }).click()
  await expect(page.getByText("Vous aviez commencé")).toHaveCount(0)
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
})

test("leaving a form with a sentence in it asks first; once sent, or for a word, it does not", async ({ page }) => {
  const person = await someone("Nadia")
  const structure = await aStructure()
  await anActiveAffiliation(person.id, structure.id, { isReferent: true })
  await signIn(page, person.email)
  await page.goto(`${base}/aide#contact`)
  await page.getByLabel("Sujet").fill("Un mot")
  await page.getByRole("link", { name: "Annuaires" }).click()
  await expect(page).toHaveURL(/annuaires/)

  await page.getByRole("link", { name: "Aide", exact: true }).click()
  await expect(page).toHaveURL(/aide/)
  const sentence = "Notre structure a changé d’adresse, et nos courriers ne nous arrivent plus."
  await page.getByLabel("Sujet").fill("Adresse")
  await page.getByLabel("Message").fill(sentence)
  const asked: string[] = []
  page.once("dialog", (dialog) => {
    asked.push(dialog.message())
    return dialog.dismiss()
  })
  await page.getByRole("link", { name: "Annuaires" }).click()
  expect(asked).toEqual([expect.stringMatching(/Quitter cette page\s\?/)])
  await expect(page).toHaveURL(/aide/)
  await expect(page.getByLabel("Message")).toHaveValue(sentence)
  page.once("dialog", (dialog) => {
    asked.push(dialog.message())
    return dialog.dismiss()
  })
  await page.evaluate(() => history.back())
  await expect.poll(() => asked.length).toBe(2)
  await expect(page).toHaveURL(/aide/)
  await expect(page.getByLabel("Message")).toHaveValue(sentence)

  await page.getByRole("button", { name: "Envoyer le message" }).click()
  await expect(page.getByRole("status").filter({ hasText: "Votre message est parti" })).toBeVisible()
  page.on("dialog", (dialog) => {
    asked.push(dialog.message())
    return dialog.dismiss()
  })
  await page.getByRole("link", { name: "Annuaires" }).click()
  await expect(page).toHaveURL(/annuaires/)
  await page.goBack()
  await expect(page).toHaveURL(/aide/)
  expect(asked).toHaveLength(2)
})

test("the help of a page answers it, and a message written from there says where one was and for which structure", async ({ page }) => {
  const person = await someone("Karim")
  const structure = await aStructure({ raisonSociale: `Relais ${crypto.randomUUID().slice(0, 8)}` })
  await anActiveAffiliation(person.id, structure.id, { isReferent: true })
  await signIn(page, person.email)
  await page.goto(`${base}/mes-structures/${structure.id}/modification`)
  await page.getByRole("link", { name: "Comprendre cette page" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Une information de ma structure est fausse" })).toBeVisible()
  await expect(page.getByRole("img")).toBeVisible()
  await page.getByRole("link", { name: "Nous contacter" }).click()
  await expect(page.getByLabel("Page concernée")).toHaveValue("Signaler une modification")
  await expect(page.getByLabel("Structure concernée")).toHaveValue(new RegExp(`^${structure.raisonSociale} \\(`))
  await page.getByLabel("Sujet").fill("Adresse")
  await page.getByLabel("Message").fill("Le formulaire refuse notre nouvelle adresse.")
  await page.getByRole("button", { name: "Envoyer le message" }).click()
  await expect(page.getByRole("status").filter({ hasText: "Votre message est parti" })).toBeVisible()
  expect(await db.contactMessage.findFirst({ where: { accountId: person.id } })).toMatchObject({
    page: "Signaler une modification",
    structure: expect.stringContaining(structure.raisonSociale),
  })
})

test("help is searched in the words people have, and says so when it has nothing", async ({ page }) => {
  await page.goto(`${base}/aide`)
  await page.getByLabel("Rechercher dans l’aide").fill("spam")
  await page.getByRole("button", { name: "Rechercher" }).click()
  await expect(page.getByRole("heading", { name: "1 réponse" })).toBeVisible()
  await page.getByRole("link", { name: "Je n’ai pas reçu le message de confirmation" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Je n’ai pas reçu le message de confirmation" })).toBeVisible()
  await page.goto(`${base}/aide?q=zyxw`)
  await expect(page.getByText("Rien ne répond à « zyxw ».")).toBeVisible()
  await expectAccessible(page)
  // What is for managers is for them alone.
  expect((await page.request.get(`${base}/aide/journal`)).status()).toBe(404)
  expect((await page.request.get(`${base}/styles`)).status()).toBe(404)
})

test("a page that takes more than a second says it is coming; on paper, a list is a table without its buttons", async ({ page }) => {
  const person = await someone("Inès")
  const structure = await aStructure()
  await anActiveAffiliation(person.id, structure.id, { isReferent: true })
  await signIn(page, person.email)
  await page.goto(`${base}/accueil`)
  await page.route(/annuaires/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2500))
    await route.continue()
  })
  await page.getByRole("link", { name: "Annuaires" }).click()
  await expect(page.getByText("La page arrive…")).toBeAttached()
  await expect(page.locator(".pending-bar")).toBeVisible()
  await page.waitForURL(/annuaires/)
  await expect(page.locator(".pending-bar")).toHaveCount(0)

  await page.goto(`${base}/mes-structures/${structure.id}`)
  await page.setViewportSize({ width: 700, height: 900 })
  await expect(page.getByRole("columnheader", { name: "Email" })).not.toBeInViewport()
  await page.emulateMedia({ media: "print" })
  await expect(page.getByRole("columnheader", { name: "Email" })).toBeInViewport({ ratio: 0.5 })
  await expect(page.getByRole("button", { name: "Se déconnecter" })).toBeHidden()
  await expect(page.getByRole("button", { name: "Rechercher" })).toBeHidden()
})

/** From here on, forms at this address are answered as by the server of another version: it does not know their action. */
function answerAsAnotherVersion(page: Page, address: string) {
  return page.route(address, (route) => {
    const headers = route.request().headers()
    return route.continue(headers["next-action"] ? { headers: { ...headers, "next-action": "7f".padEnd(42, "0") } } : {})
  })
}

test("52: a release that comes while a form is open loses nothing: the page says so, and one button brings all back", async ({ page }) => {
  const structure = await aStructure()
  const email = anAddress("version")
  await page.goto(`${base}/inscription/structure-absente`)
  await page.getByLabel("SIRET").fill("31754202500042")
  await page.getByLabel("Raison sociale").fill("Les Ateliers du Quai")
  await page.getByLabel("Adresse").fill("1 rue Haute")
  await page.getByLabel("Code postal").fill("64 100")
  await page.getByLabel("Ville").fill("Bayonne")
  await page.getByLabel("Type de structure").selectOption("formateur")
  await page.getByLabel("Message").fill("Deux phrases. Qui ont pris du temps.")
  await answerAsAnotherVersion(page, "**/inscription/structure-absente")
  await page.getByRole("button", { name: "Continuer" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Une nouvelle version du portail est arrivée" })).toBeVisible()
  await expectAccessible(page)
  await page.unrouteAll()
  await page.getByRole("button", { name: "Reprendre ma saisie" }).click()
  await expect(page.getByRole("status")).toContainText("Votre saisie est là")
  for (const [label, value] of [
    ["SIRET", "31754202500042"],
    ["Raison sociale", "Les Ateliers du Quai"],
    ["Code postal", "64 100"],
    ["Type de structure", "formateur"],
    ["Message", "Deux phrases. Qui ont pris du temps."],
  ] as const)
    await expect(page.getByLabel(label)).toHaveValue(value)
  await expectAccessible(page)
  await page.getByRole("button", { name: "Continuer" }).click()
  await expect(page).toHaveURL(/\/inscription\/informations\?demande=/)
  expect(await page.evaluate(() => sessionStorage.getItem("portail-version"))).toBeNull()

  await page.goto(`${base}/inscription/informations?siret=${structure.siret}`)
  await page.getByLabel("Mot de passe").fill(password)
  await page.getByLabel("Adresse e-mail").fill(email)
  await page.getByLabel("Nom", { exact: true }).fill("Durand")
  await page.getByLabel("Fonction").fill("Formatrice")
  await answerAsAnotherVersion(page, "**/inscription/informations**")
  await page.getByRole("button", { name: "Continuer" }).click()
  await page.getByRole("button", { name: "Reprendre ma saisie" }).waitFor()
  await page.unrouteAll()
  await page.getByRole("button", { name: "Reprendre ma saisie" }).click()
  await expect(page.getByLabel("Adresse e-mail")).toHaveValue(email)
  await expect(page.getByLabel("Mot de passe"), "a secret is typed again").toHaveValue("")
})
