import { expect, type Page, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { anAddress, base, linkIn, mailTo, password, someone } from "@/tests/support/e2e-people"
import { aWorld, pageFor } from "@/tests/support/e2e-rafael"
import { anActiveAffiliation, aPendingRequest, aSiret, aStructure } from "@/tests/support/factories"
import { aPreregistration } from "@/tests/support/rafael"

/** Presses Tab, or another key, until the focus is on the control with this name: a control that it cannot reach counts as missing. */
async function tabTo(page: Page, name: RegExp, key: "Tab" | "Shift+Tab" = "Tab") {
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press(key)
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement | null
      return [element?.labels?.[0]?.textContent, element?.getAttribute("aria-label"), element?.textContent].filter(Boolean).join(" ")
    })
    if (name.test(focused)) return
  }
  throw new Error(`not reached by Tab: ${name}`)
}

const text = (page: Page, words: string) => page.keyboard.type(words)

test("sign-up, confirmation, sign-in and decision by keyboard alone", async ({ browser }) => {
  test.setTimeout(120_000)
  const name = `Relais ${crypto.randomUUID().slice(0, 8)}`
  const structure = await aStructure({ raisonSociale: name, types: ["formateur"] })
  const referent = await someone("Dominique")
  await anActiveAffiliation(referent.id, structure.id, { isReferent: true })
  const email = anAddress("clavier")

  const page = await (await browser.newContext()).newPage()
  await page.goto(`${base}/inscription`)
  await tabTo(page, /Recherchez votre organisme/)
  await text(page, name)
  await page.getByRole("option", { name }).waitFor()
  await page.keyboard.press("ArrowDown")
  await page.keyboard.press("Enter")
  await expect(page.getByText("Structure choisie")).toBeVisible()
  await tabTo(page, /^Continuer$/)
  await page.keyboard.press("Enter")
  await page.getByLabel("Prénom").waitFor()
  for (const [label, words] of [
    [/^Prénom/, "Alix"],
    [/^Nom/, "Durand"],
    [/^Fonction/, "Formatrice"],
    [/^Adresse e-mail/, email],
    [/^Mot de passe/, password],
  ] as const) {
    await tabTo(page, label)
    await text(page, words)
  }
  await page.keyboard.press("Enter")
  await page.getByRole("button", { name: "Envoyer ma demande" }).waitFor()
  await tabTo(page, /Envoyer ma demande/)
  await page.keyboard.press("Space")
  await page.getByRole("heading", { name: "Vérifiez votre messagerie" }).waitFor()

  await page.goto(linkIn(await mailTo(email, /Confirmez/)))
  await tabTo(page, /^Mot de passe/)
  await text(page, password)
  await page.keyboard.press("Enter")
  await page.getByRole("heading", { level: 1, name: "Accueil" }).waitFor()

  const decider = await (await browser.newContext()).newPage()
  await decider.goto(linkIn(await mailTo(referent.email, /Alix DURAND demande/)))
  await tabTo(decider, /^Adresse e-mail/)
  await text(decider, referent.email)
  await tabTo(decider, /^Mot de passe/)
  await text(decider, password)
  await decider.keyboard.press("Enter")
  await decider.getByRole("heading", { name: "Valider la demande d’Alix DURAND" }).waitFor()
  await tabTo(decider, /Gestionnaire|Aucun profil Rafael/)
  await decider.keyboard.press("ArrowUp")
  await tabTo(decider, /^Confirmer$/)
  await decider.keyboard.press("Enter")
  await expect(decider.getByRole("status")).toContainText("Alix DURAND")
})

test("the combobox: escape closes it, a closed structure is shown and refused, focus goes to the error", async ({ page }) => {
  const name = `Fermée ${crypto.randomUUID().slice(0, 8)}`
  await aStructure({ raisonSociale: name, state: "closed" })
  await page.goto(`${base}/inscription`)
  const box = page.getByRole("combobox", { name: "Recherchez votre organisme de rattachement" })
  await box.fill(name)
  await expect(page.getByRole("option", { name })).toContainText("Fermée")
  await expect(page.getByRole("option").last()).toHaveText("Ma structure n'est pas dans la liste")
  await page.keyboard.press("Escape")
  await expect(page.getByRole("option")).toHaveCount(0)
  await page.keyboard.press("ArrowDown")
  await page.getByRole("option", { name }).click()
  await expect(page.locator("#q-erreur")).toContainText("est fermée")
  await page.getByRole("button", { name: "Continuer" }).click()
  await expect(page.getByRole("alert").first()).toBeFocused()
  await expect(page).toHaveURL(`${base}/inscription`)
})

test("a request made elsewhere reaches its person: pending, cancelled, asked again", async ({ page }) => {
  const name = `Atelier ${crypto.randomUUID().slice(0, 8)}`
  const structure = await aStructure({ raisonSociale: name })
  const person = await someone("Karim")
  await aPendingRequest(person.id, structure.id)
  await page.goto(`${base}/connexion`)
  await page.getByLabel("Adresse e-mail").fill(person.email)
  await page.getByLabel("Mot de passe").fill(password)
  await page.getByRole("button", { name: "Se connecter" }).click()
  await page.getByRole("button", { name: "Annuler ma demande" }).click()
  await expect(page.getByRole("status")).toContainText("annulée")
  await page.getByRole("link", { name: "Demander un rattachement" }).click()
  await page.getByRole("combobox", { name: "Recherchez votre organisme de rattachement" }).fill(structure.siret)
  await page.getByRole("option", { name }).click()
  await page.getByRole("button", { name: "Valider" }).click()
  await expect(page.getByRole("status")).toContainText("transmise")
  await expect(page.getByRole("table", { name: "Mes demandes d'affiliation en attente" })).toContainText(name)
})

/** Signed in through the fields themselves. */
async function enter(page: Page, email: string, path: string) {
  await page.goto(base + path)
  await tabTo(page, /^Adresse e-mail/)
  await text(page, email)
  await tabTo(page, /^Mot de passe/)
  await text(page, password)
  await page.keyboard.press("Enter")
  await page.waitForURL((url) => url.pathname !== "/connexion")
}

async function press(page: Page, name: RegExp) {
  await tabTo(page, name)
  await page.keyboard.press("Enter")
}

test("a référent's rights and detachment, by keyboard alone; the first Tab skips to the content", async ({ page }) => {
  test.setTimeout(120_000)
  const structure = await aStructure({ types: ["formateur"] })
  const [referent, colleague] = [await someone("Dominique"), await someone("Nadia")]
  await anActiveAffiliation(referent.id, structure.id, { isReferent: true })
  await anActiveAffiliation(colleague.id, structure.id)
  await enter(page, referent.email, `/mes-structures/${structure.id}`)
  await page.getByRole("heading", { level: 1, name: structure.raisonSociale }).waitFor()
  await page.reload()
  await page.keyboard.press("Tab")
  await expect(page.getByRole("link", { name: "Aller au contenu" })).toBeFocused()
  await page.keyboard.press("Enter")
  await expect(page.locator("main")).toBeFocused()

  await tabTo(page, /^Rechercher/)
  await text(page, "nadia")
  await page.keyboard.press("Enter")
  await expect(page.getByText("1 personne", { exact: true })).toBeVisible()
  await press(page, /^Modifier les droits$/)
  await page.getByRole("heading", { level: 1, name: /Droits de Nadia/ }).waitFor()
  await press(page, /Ajouter/)
  await expect(page.getByRole("status").filter({ hasText: "Maintenant" })).toBeFocused()
  await press(page, /Revenir à la liste/)
  await page.getByRole("heading", { level: 1, name: structure.raisonSociale }).waitFor()
  await press(page, /^Détacher$/)
  await page.getByRole("heading", { level: 1, name: /Détacher/ }).waitFor()
  await press(page, /^Confirmer le détachement$/)
  await expect(page.getByRole("status").filter({ hasText: "n’est plus rattaché·e" })).toBeFocused()
})

test("one's own account, and a message to the managers, by keyboard alone", async ({ page }) => {
  const person = await someone("Karim")
  await enter(page, person.email, "/mon-compte")
  await tabTo(page, /^Fonction/)
  await page.keyboard.press("ControlOrMeta+a")
  await text(page, "Coordinateur")
  await press(page, /^Modifier$/)
  await expect(page.getByRole("status").filter({ hasText: "Vos informations sont à jour" })).toBeFocused()
  await press(page, /^Comprendre cette page$/)
  await page.getByRole("heading", { level: 1, name: /Changer mon adresse/ }).waitFor()
  await press(page, /^Nous contacter$/)
  await page.getByRole("heading", { level: 1, name: "Aide" }).waitFor()
  await tabTo(page, /^Sujet/)
  await text(page, "Question")
  await tabTo(page, /^Message/)
  await text(page, "Comment faire ceci au clavier ?")
  await press(page, /^Envoyer le message$/)
  await expect(page.getByRole("status").filter({ hasText: "Votre message est parti" })).toBeFocused()
})

test("a manager creates a structure, finds an account and takes control of it, by keyboard alone", async ({ page }) => {
  test.setTimeout(150_000)
  const manager = await someone("Camille", { isManager: true })
  const person = await someone("Zoé")
  const siret = aSiret()
  await enter(page, manager.email, "/admin/structures")
  await press(page, /^Créer une structure$/)
  await page.getByRole("heading", { level: 1, name: "Créer une structure" }).waitFor()
  for (const [label, words] of [
    [/^SIRET/, siret],
    [/^Raison sociale/, "Atelier du clavier"],
  ] as const) {
    await tabTo(page, label)
    await text(page, words)
  }
  await press(page, /^Créer/)
  await page.getByRole("heading", { level: 1, name: "Atelier du clavier" }).waitFor()
  await page.goto(`${base}/admin/comptes`)
  await tabTo(page, /^Rechercher|^Nom/)
  await text(page, person.email)
  await page.keyboard.press("Enter")
  await page.waitForURL(/q=/)
  await page.getByRole("link", { name: /Zoé/ }).first().waitFor()
  await press(page, /Zoé/)
  await page.getByRole("heading", { level: 1, name: /Zoé/ }).waitFor()
  await press(page, /^Prendre le contrôle/)
  await tabTo(page, /^Raison/)
  await text(page, "Elle n’arrive pas à ouvrir sa page.")
  await press(page, /^Prendre le contrôle/)
  await page.getByText("Vous avez pris le contrôle du compte").waitFor()
  await press(page, /^Rendre le contrôle$/)
  await expect(page.getByText("Vous avez pris le contrôle du compte")).toHaveCount(0)
})

test("a prescriber ticks two drafts and sends them, then reads one, by keyboard alone", async ({ browser }) => {
  const { prescriber, session } = await aWorld()
  const own = { structureId: prescriber.structure.id, ownerId: prescriber.people.prescripteur_2.affiliationId, sessionId: session.id }
  const sent = [await aPreregistration(own), await aPreregistration(own)]
  const page = await pageFor(browser, prescriber.people.prescripteur_2.email)
  await page.goto(`${base}/rafael/preinscriptions?vue=brouillons`)
  for (const _one of sent) {
    await tabTo(page, /^Cocher la préinscription/)
    await page.keyboard.press("Space")
  }
  await tabTo(page, /^Valider et envoyer/, "Shift+Tab")
  await page.keyboard.press("Enter")
  await page.getByRole("heading", { level: 1, name: "Plusieurs préinscriptions" }).waitFor()
  await tabTo(page, /^Valider et envoyer/)
  await page.keyboard.press("Enter")
  await expect(page.getByRole("status")).toContainText("C’est fait pour 2 préinscriptions")
  expect(await db.preregistration.count({ where: { id: { in: sent.map(({ id }) => id) }, status: "sent" } })).toBe(2)
  await tabTo(page, /^Envoyées/)
  await page.keyboard.press("Enter")
  await page.getByRole("checkbox").first().waitFor()
  await tabTo(page, /^Dany /)
  await page.keyboard.press("Enter")
  await page.getByRole("heading", { level: 1, name: "Candidat" }).waitFor()
})
