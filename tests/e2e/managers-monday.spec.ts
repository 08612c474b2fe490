/** A manager's Monday: what waits is counted by kind, whoever calls is found from anywhere, and answering never leaves the administration. */
import { expect, type Page, test } from "@playwright/test"
import { base, mailTo, signIn, someone } from "@/tests/support/e2e-people"
import { anActiveAffiliation, aPendingRequest, aStructure } from "@/tests/support/factories"

/** The link of the navigation and the section where the person is. */
const here = (page: Page) => page.locator("nav [aria-current=page]").filter({ visible: true }).allInnerTexts()

test("the badge tells all that waits, Ctrl-K finds who calls, validating stays in the administration", async ({ page }) => {
  const mark = crypto.randomUUID().slice(0, 6)
  const structure = await aStructure({ raisonSociale: `Lundi ${mark}`, types: ["formateur"] })
  const [manager, applicant, caller] = [await someone("Camille", { isManager: true }), await someone("Léa"), await someone("Séverine")]
  await aPendingRequest(applicant.id, structure.id, { need: "offre" })
  await anActiveAffiliation(caller.id, (await aStructure()).id)
  await signIn(page, manager.email)
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto(`${base}/accueil`)

  // The number for the eye is the sum of what is said by kind.
  const badge = page.getByRole("banner").locator("[title]").filter({ visible: true, hasText: "en attente" })
  const byKind = (await badge.getAttribute("title")) ?? ""
  expect(byKind).toMatch(/premiers? comptes?/)
  const sum = [...byKind.matchAll(/\d+/g)].reduce((total, [count]) => total + Number(count), 0)
  await expect(badge.locator("[aria-hidden]")).toHaveText(String(sum))

  // Whoever calls is found by address, with the keys alone.
  await page.goto(`${base}/admin`)
  await page.keyboard.press("Control+k")
  await expect(page.getByRole("searchbox", { name: "Chercher partout" })).toBeFocused()
  await page.keyboard.type(caller.email)
  await page.keyboard.press("Enter")
  await page
    .getByRole("region", { name: "Personnes" })
    .getByRole("link", { name: /^Séverine/ })
    .click()
  await page.getByRole("button", { name: "Envoyer un lien de mot de passe" }).click()
  await expect(page.getByRole("status")).toContainText("lien")
  await mailTo(caller.email, /mot de passe/)

  // The structure by its SIRET, typed as it is printed, from whatever page.
  await page.keyboard.press("/")
  await page.keyboard.type(structure.siret.replace(/(\d{3})(\d{3})(\d{3})/, "$1 $2 $3 "))
  await page.keyboard.press("Enter")
  const answer = page.getByRole("region", { name: "Demandes qui attendent" })
  await expect(page.getByRole("region", { name: "Structures" }).getByRole("link", { name: `Lundi ${mark}` })).toBeVisible()

  // From the answer to the request and back to what remains, in the administration all along.
  await answer.getByRole("link", { name: /^Léa/ }).click()
  await expect(page.getByRole("heading", { name: "Pour décider" })).toBeVisible()
  expect(await here(page)).toEqual([expect.stringMatching(/^Administration/), expect.stringMatching(/^Demandes à traiter/)])
  await page.getByRole("button", { name: "Confirmer" }).click()
  await expect(page.getByRole("status")).toContainText("Léa DURAND")
  await expect(page.getByRole("heading", { level: 1, name: "Demandes à traiter" })).toBeVisible()
  expect((await here(page)).slice(0, 2)).toEqual([expect.stringMatching(/^Administration/), expect.stringMatching(/^Demandes à traiter/)])
  await mailTo(applicant.email, /validé/)

  await page.getByRole("navigation", { name: "Sections de l’administration" }).getByRole("link", { name: "Tableau de bord" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Administration" })).toBeVisible()
  const total = page.getByRole("listitem").filter({ hasText: "structures où quelqu’un est rattaché" })
  await expect(total).toContainText(/^[1-9]/)
})
