/** The values of the pictures that managers look at: under the finger, under the mouse, and by keyboard. */
import { expect, type Locator, type Page, test } from "@playwright/test"
import { base, pageOf, signIn, someone } from "@/tests/support/e2e-people"
import { expectAccessible } from "@/tests/support/e2e-quality"

async function boxOf(drawn: Locator) {
  const box = await drawn.boundingBox()
  if (!box) throw new Error("it is not drawn")
  return box
}

/** A slider, the picture it reads, and the value it says. */
async function readerOf(page: Page, label: RegExp) {
  await page.goto(`${base}/admin`)
  const slider = page.getByRole("slider", { name: label }).first()
  await expect(slider).toHaveAttribute("aria-valuetext", "Aucune valeur choisie")
  const picture = slider.locator("xpath=../../div[1]")
  await picture.scrollIntoViewIfNeeded()
  const box = await boxOf(picture)
  const words = slider.locator("xpath=following-sibling::p")
  return { slider, words, box, said: () => slider.getAttribute("aria-valuetext") }
}

test("a chart says its values by keyboard and under the mouse", async ({ page }) => {
  const manager = await someone("Camille", { isManager: true })
  await signIn(page, manager.email)
  const { slider, words, box, said } = await readerOf(page, /^Semaine/)
  await slider.focus()
  const first = await said()
  expect(first).toMatch(/^.+\s: .+\d/)
  await slider.press("ArrowRight")
  const second = await said()
  expect(second).not.toBe(first)
  await expect(words).toHaveText(second ?? "")
  await slider.press("Home")
  expect(await said()).toBe(first)
  await slider.press("End")
  const last = await said()
  await page.mouse.move(box.x + 4, box.y + box.height / 2)
  await expect(slider).toHaveAttribute("aria-valuetext", first ?? "")
  await page.mouse.move(box.x + box.width - 4, box.y + box.height / 2)
  await expect(slider).toHaveAttribute("aria-valuetext", last ?? "")
  await expectAccessible(page)
})

test("a chart of bars that lie down says its values too", async ({ page }) => {
  const manager = await someone("Camille", { isManager: true })
  await signIn(page, manager.email)
  const { slider, words, box, said } = await readerOf(page, /^Profil/)
  await slider.focus()
  const first = await said()
  await slider.press("End")
  const last = await said()
  expect(last).not.toBe(first)
  await page.mouse.move(box.x + box.width / 2, box.y + 6)
  await expect(slider).toHaveAttribute("aria-valuetext", first ?? "")
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 6)
  await expect(words).toHaveText(last ?? "")
})

test("on a telephone a finger reads a chart and the map", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
  const page = await pageOf(context, (await someone("Camille", { isManager: true })).email)
  const chart = await readerOf(page, /^Semaine/)
  await page.touchscreen.tap(chart.box.x + chart.box.width - 6, chart.box.y + chart.box.height / 2)
  await expect(chart.words).toContainText(/\s: .*\d/)
  expect(await chart.said()).not.toBe("Aucune valeur choisie")

  const map = await readerOf(page, /^Département$/)
  const someDepartement = page.locator("[data-value]").nth(3)
  await someDepartement.scrollIntoViewIfNeeded()
  const part = await boxOf(someDepartement)
  await page.touchscreen.tap(part.x + part.width / 2, part.y + part.height / 2)
  await expect(map.words).toContainText(/\(\d{2}\)\s: .*structure/)
  await context.close()
})
