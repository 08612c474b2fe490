/** Forty requests at a référent's door: on a telephone with one thumb, on a laptop by the keys; and what the lists measure. */
import { expect, type Page, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { base, signIn, someone } from "@/tests/support/e2e-people"
import { expectAccessible, expectNoOverflow } from "@/tests/support/e2e-quality"
import { anAccount, anActiveAffiliation, aPendingRequest, aStructure } from "@/tests/support/factories"

const needs = ["offre", "inscrire", "preinscriptions", "valider", "parcourspro"] as const
const jobs = ["Conseillère en insertion", "Responsable pédagogique", "Assistant administratif", "Directrice", "Formateur"]

/** A référent of a training body and of a prescriber, with so many requests, of one to many days. */
async function aBusyReferent(count: number) {
  const mark = crypto.randomUUID().slice(0, 6)
  const [body, prescriber] = [
    await aStructure({ raisonSociale: `Institut ${mark}`, types: ["formateur"], city: "Bordeaux" }),
    await aStructure({ raisonSociale: `Mission locale ${mark}`, types: ["prescripteur"], city: "Limoges" }),
  ]
  const referent = await someone("Dominique")
  for (const { id } of [body, prescriber]) await anActiveAffiliation(referent.id, id, { isReferent: true })
  for (const index of Array(count).keys()) {
    const person = await anAccount({ firstName: `Camille`, lastName: `Etcheverry ${index}`, jobTitle: jobs[index % jobs.length] ?? null })
    await aPendingRequest(person.id, (index % 3 === 0 ? prescriber : body).id, {
      need: needs[index % needs.length] ?? null,
      origin: index % 4 === 0 ? "request" : "signup",
      requestedAt: new Date(Date.now() - (index + 1) * 5 * 3_600_000),
    })
  }
  return { referent, body, prescriber }
}

const heightOf = (page: Page) => page.evaluate(() => document.documentElement.scrollHeight)
const tallest = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().height)))

test("28 requests: at most 3,200 px at 360 and 1,500 at 1280, a card of 96 px, a header of 64", async ({ page }) => {
  const { referent } = await aBusyReferent(28)
  await signIn(page, referent.email)
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(`${base}/demandes`)
  await expect(page.getByRole("row", { name: /Etcheverry/i })).toHaveCount(28)
  expect(await heightOf(page)).toBeLessThanOrEqual(3200)
  expect(await tallest(page, "[data-row]")).toBeLessThanOrEqual(96)
  expect(await tallest(page, "header")).toBeLessThanOrEqual(64)
  await expectNoOverflow(page)
  await page.setViewportSize({ width: 1280, height: 900 })
  expect(await heightOf(page)).toBeLessThanOrEqual(1500)
  await expectAccessible(page)
})

test.describe("with a thumb", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })

  test("40 requests are answered in six gestures at most, each structure giving what it may", async ({ page }) => {
    const { referent, body, prescriber } = await aBusyReferent(40)
    await signIn(page, referent.email)
    await page.goto(`${base}/demandes`)
    let gestures = 0
    const tap = async (what: ReturnType<Page["locator"]>) => {
      gestures += 1
      await what.tap()
    }
    await tap(page.getByLabel("Tout cocher (40)"))
    await expect(page.getByText("40 demandes cochées")).toBeVisible()
    await tap(page.getByRole("button", { name: "Répondre aux demandes cochées" }))
    await expect(page.getByRole("button", { name: "Valider les 40 demandes" })).toBeInViewport()
    await expectNoOverflow(page)
    // Choosing in a list is one gesture, and so is applying.
    gestures += 1
    await page.getByLabel("Profil Rafael", { exact: true }).selectOption("gestionnaire_general")
    await tap(page.getByLabel("Prestataire", { exact: true }))
    await tap(page.getByRole("button", { name: "Appliquer" }))
    await expect(page.getByText(/Appliqué à 26 demandes\. 14 demandes sans changement/)).toBeVisible()
    await tap(page.getByRole("button", { name: "Valider les 40 demandes" }))
    await expect(page.getByRole("status")).toContainText("40 demandes traitées")
    expect(gestures).toBeLessThanOrEqual(6)
    const given = (structureId: string) =>
      db.affiliation.groupBy({
        by: ["rafaelProfil", "isPrestataire"],
        where: { structureId, isReferent: false, status: "active" },
        _count: true,
      })
    expect(await given(body.id)).toEqual([{ rafaelProfil: "gestionnaire_general", isPrestataire: true, _count: 26 }])
    expect((await given(prescriber.id)).every(({ isPrestataire }) => !isPrestataire)).toBe(true)
  })

  test("the menu opens what the line hides, and closes with the page it leads to", async ({ page }) => {
    const { referent } = await aBusyReferent(1)
    await signIn(page, referent.email)
    await page.goto(`${base}/accueil`)
    await expect(page.getByRole("link", { name: "Annuaires" })).toBeHidden()
    await page.getByRole("button", { name: "Menu" }).tap()
    await expectAccessible(page)
    await page.getByRole("link", { name: "Annuaires" }).tap()
    await expect(page.getByRole("heading", { level: 1, name: "Annuaires" })).toBeVisible()
    await expect(page.getByRole("link", { name: "Mes structures" })).toBeHidden()
  })
})

test("the keys go down, tick and open; they can be turned off; one answer leads to the next request", async ({ page }) => {
  const { referent } = await aBusyReferent(8)
  await signIn(page, referent.email)
  await page.goto(`${base}/demandes`)
  const rows = page.locator("[data-row]")
  await expect(page.getByText("Au clavier")).toBeVisible()
  for (const key of ["j", "j", "x", "k", "x"]) await page.keyboard.press(key)
  await expect(page.getByText("2 demandes cochées")).toBeVisible()
  await expect(rows.first().getByRole("checkbox")).toBeChecked()
  await page.getByLabel("Rechercher une demande").fill("j")
  await expect(page.getByLabel("Rechercher une demande")).toHaveValue("j")
  await page.getByRole("button", { name: "Les désactiver" }).click()
  await page.keyboard.press("x")
  await expect(page.getByText("2 demandes cochées")).toBeVisible()
  await page.getByRole("button", { name: "Les activer" }).click()
  await rows.first().getByRole("link").focus()
  await page.keyboard.press("Enter")
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Valider la demande de Camille")
  await page.getByRole("button", { name: "Valider et suivante" }).click()
  await expect(page.getByRole("status")).toContainText("est validée")
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Valider la demande de Camille")
  await expectAccessible(page)
  expect(await db.affiliation.count({ where: { status: "active", decidedBy: referent.id } })).toBe(1)
})

test("the list is narrowed, grouped and ordered, and the address says how", async ({ page }) => {
  const { referent, prescriber } = await aBusyReferent(12)
  await signIn(page, referent.email)
  await page.goto(`${base}/demandes`)
  await expect(page.getByText(`${prescriber.raisonSociale} · Limoges (4)`)).toBeVisible()
  await page.getByText("Filtrer et trier").click()
  await page.getByLabel("Structure").selectOption(prescriber.id)
  await page.getByLabel("Besoin").selectOption("offre")
  await page.getByRole("button", { name: "Filtrer" }).click()
  await expect(page).toHaveURL(/besoin=offre/)
  await expect(page.getByRole("row", { name: /Etcheverry/i })).toHaveCount(1)
  await page.getByRole("link", { name: "Tout afficher" }).click()
  await expect(page.getByRole("row", { name: /Etcheverry/i })).toHaveCount(12)
  await page.getByLabel("Rechercher une demande").fill("etchevery formateur")
  await page.getByRole("button", { name: "Rechercher" }).click()
  await expect(page.getByRole("row", { name: /Etcheverry/i })).toHaveCount(2)
})
