/** Sign-up on a telephone whose keyboard is open: 360 × 400 px are left. */
import { expect, test } from "@playwright/test"
import { base } from "@/tests/support/e2e-people"
import { expectAccessible, expectNoOverflow } from "@/tests/support/e2e-quality"
import { aStructure } from "@/tests/support/factories"

test.use({ viewport: { width: 360, height: 400 }, hasTouch: true, isMobile: true })

test("the search takes the whole screen: field on top, answers above the keyboard, the way out always in sight", async ({ page }) => {
  const mark = crypto.randomUUID().slice(0, 8)
  for (const city of ["Pau", "Dax", "Tulle", "Agen", "Saintes"]) await aStructure({ raisonSociale: `Atelier ${mark} ${city}`, city })
  await page.goto(`${base}/inscription`)
  const absent = "Ma structure n'est pas dans la liste"
  await expect(page.getByRole("link", { name: absent })).toBeVisible()
  const field = page.getByRole("combobox")
  await field.tap()
  await expect(page.getByRole("link", { name: absent })).toBeInViewport()
  await field.fill(`atelier ${mark}`)
  await expect(page.getByRole("option")).toHaveCount(6)
  await expect(page.getByRole("option").first()).toBeInViewport()
  await expect(page.getByRole("option", { name: absent })).toBeInViewport({ ratio: 1 })
  expect((await field.boundingBox())?.y).toBeLessThan(120)
  await expectNoOverflow(page)
  await expectAccessible(page)
  await page.getByRole("button", { name: "Fermer" }).tap()
  await expect(page.getByRole("heading", { level: 1, name: "Créer un compte" })).toBeVisible()
  await expect(field).toHaveValue(`atelier ${mark}`)
  await field.tap()
  await page.getByRole("option", { name: new RegExp(`${mark} Dax`) }).tap()
  await expect(page.getByText("Structure choisie")).toBeVisible()
  await page.getByRole("button", { name: "Continuer" }).tap()
  await expect(page).toHaveURL(/\/inscription\/informations/)
})
