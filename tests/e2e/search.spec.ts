/** The front door: finding one's structure as one types. */
import { expect, type Locator, type Page, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { learnWords } from "@/lib/search/vocabulary/operations"
import { bareRequest } from "@/tests/support/e2e-forms"
import { base, signIn, someone } from "@/tests/support/e2e-people"
import { expectAccessible, expectSound } from "@/tests/support/e2e-quality"
import { anActiveAffiliation, aStructure } from "@/tests/support/factories"

/** A word that appears nowhere else, and resembles no other word. */
const aWord = () =>
  [...crypto.randomUUID().slice(0, 8), ..."ao"].map((digit) => "abdefgilmnoprstu"[Number.parseInt(digit, 16)] ?? digit).join("")

async function aFoundry() {
  const word = aWord()
  const structure = await aStructure({ raisonSociale: `Fonderie ${word}`, enseigne: "Bronze du Lac", city: "Limoges", postcode: "87000" })
  await aStructure({ raisonSociale: `Fonderie ${word}`, city: "Guéret", postcode: "23000" })
  await learnWords({ structureId: structure.id })
  return word
}

const box = (page: Page) => page.getByRole("combobox", { name: "Recherchez votre organisme de rattachement" })
const options = (page: Page) => page.getByRole("option").filter({ hasNotText: "Ma structure" })

test("a misspelt name finds its structure, and says so; homonyms are told apart; what matched is marked", async ({ page }) => {
  const word = await aFoundry()
  await page.goto(`${base}/inscription`)
  await box(page).fill(`fondrie ${word}`)
  await expect(options(page)).toHaveCount(2)
  await expect(options(page).first()).toContainText("Orthographe proche")
  await box(page).fill(`${word} limoges`)
  await expect(options(page)).toHaveCount(1)
  await expect(options(page)).toContainText("Enseigne : Bronze du Lac")
  await expect(options(page).locator("mark")).toHaveText([word, "Limoges"])
  await expect(options(page)).toHaveAccessibleName(new RegExp(`Mots trouvés\\s: ${word}, Limoges`))
  await expect(options(page)).not.toContainText("Orthographe proche")
  await expectSound(page)
})

test("the list follows the pattern of a combobox with a list; with forced colours, what is chosen and what can be pressed is seen", async ({
  page,
}) => {
  const word = await aFoundry()
  await page.emulateMedia({ forcedColors: "active" })
  await page.goto(`${base}/inscription`)
  await expect(box(page)).toHaveAttribute("aria-autocomplete", "list")
  await box(page).fill(word)
  await expect(options(page)).toHaveCount(2)
  await expect(page.getByRole("option", { selected: true })).toHaveCount(0)
  await page.keyboard.press("ArrowDown")
  await expect(page.getByRole("option", { selected: true })).toHaveCount(1)
  await expect(page.getByRole("option", { selected: false })).toHaveCount(2)
  const styleOf = (locator: Locator) =>
    locator.evaluate((element) => {
      const { outlineStyle, borderTopWidth } = getComputedStyle(element)
      return { outlineStyle, borderTopWidth }
    })
  expect((await styleOf(page.getByRole("option", { selected: true }))).outlineStyle).toBe("solid")
  expect((await styleOf(page.getByRole("button", { name: "Continuer" }))).borderTopWidth).toBe("1px")
})

test("without JavaScript the plain list marks and says the same", async ({ browser }) => {
  const word = await aFoundry()
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await page.goto(`${base}/inscription?q=fondrie+${word}`)
  await expect(page.getByRole("listitem").filter({ hasText: word })).toHaveCount(2)
  await expect(page.getByRole("listitem").filter({ hasText: "Limoges" })).toContainText("Orthographe proche")
  await expect(page.locator("mark").first()).toBeVisible()
})

test("nothing is asked while the answer cannot change; an answer that comes too late is dropped", async ({ page }) => {
  const word = await aFoundry()
  const asked: string[] = []
  let firstOver = () => {}
  const first = new Promise<void>((resolve) => {
    firstOver = resolve
  })
  await page.route("**/api/structures?**", async (route) => {
    const text = new URL(route.request().url()).searchParams.get("q") ?? ""
    asked.push(text)
    // The answer to the first question comes last.
    const isFirst = text === word.slice(0, 4)
    if (isFirst) await new Promise((resolve) => setTimeout(resolve, 1500))
    await route.continue().catch(() => {})
    if (isFirst) firstOver()
  })
  await page.goto(`${base}/inscription`)
  await box(page).fill(word.slice(0, 4))
  await expect.poll(() => asked).toEqual([word.slice(0, 4)])
  await box(page).fill(word)
  await expect(options(page)).toHaveCount(2)
  await first
  await expect(options(page)).toHaveCount(2)
  const before = asked.length
  // A space, an article, capitals or an accent make no new question, and neither does a text typed before.
  for (const same of [`${word} `, `${word} de`, word.toUpperCase(), `  ${word.replace(/a/g, "à")}`, `${word} d'`]) {
    await box(page).fill(same)
    await expect(options(page)).toHaveCount(2)
  }
  await box(page).fill(`${word} gueret`)
  await expect(options(page)).toHaveCount(1)
  await box(page).fill(word)
  await expect(options(page)).toHaveCount(2)
  expect(asked.slice(before)).toEqual([`${word} gueret`])
})

test("a number is narrowed without asking again", async ({ page }) => {
  const { siret } = await aStructure({ raisonSociale: `Numéro ${aWord()}` })
  const asked: string[] = []
  page.on("request", (request) => {
    if (request.url().includes("/api/structures?")) asked.push(request.url())
  })
  await page.goto(`${base}/inscription`)
  await box(page).fill(siret.slice(0, 11))
  await expect(options(page).first()).toBeVisible()
  const before = asked.length
  await box(page).fill(siret)
  await expect(options(page)).toHaveCount(1)
  await expect(options(page).locator("mark")).toHaveText(`${siret.slice(0, 3)} ${siret.slice(3, 6)} ${siret.slice(6, 9)} ${siret.slice(9)}`)
  expect(asked.length - before).toBe(0)
})

test("a search that fails, or is one too many, says so, and what was typed stays", async ({ page }) => {
  let status = 429
  await page.route("**/api/structures?**", (route) => route.fulfill({ status, json: { structures: [] } }))
  await page.goto(`${base}/inscription`)
  await box(page).fill("fonderie")
  await expect(page.getByText("Trop de recherches en peu de temps")).toBeVisible()
  status = 500
  await box(page).fill("fonderie du lac")
  await expect(page.getByText("La recherche ne répond pas")).toBeVisible()
  await expect(box(page)).toHaveValue("fonderie du lac")
  await expect(page.getByRole("option", { name: "Ma structure n'est pas dans la liste" })).toBeVisible()
})

test("once a structure is chosen, how long it takes to answer is said, before the sign-up and on Mes structures", async ({ page }) => {
  const structure = await aStructure({ raisonSociale: `Scierie ${crypto.randomUUID().slice(0, 8)}` })
  await db.answerDelay.create({
    data: { scope: "structure", key: structure.id, requests: 6, medianDays: 3, withinTwo: 0.5, measuredAt: new Date() },
  })
  const silent = await aStructure({ raisonSociale: `Verrerie ${crypto.randomUUID().slice(0, 8)}`, postcode: null })
  const sentence = "Cette structure répond d’ordinaire en 3 jours ouvrés."
  const person = await someone("Sacha")
  await anActiveAffiliation(person.id, silent.id)
  await page.goto(`${base}/inscription`)
  await box(page).fill(structure.siret)
  await page.getByRole("option", { name: structure.raisonSociale }).click()
  await expect(page.getByText(sentence)).toBeVisible()
  await signIn(page, person.email)
  await page.goto(`${base}/mes-structures`)
  await box(page).fill(structure.siret)
  await page.getByRole("option", { name: structure.raisonSociale }).click()
  await expect(page.getByText(sentence)).toBeVisible()
  await expectAccessible(page)
  // Another choice says nothing of the first one's.
  await box(page).fill(silent.siret)
  await page.getByRole("option", { name: silent.raisonSociale }).click()
  await expect(page.getByText("Structure choisie")).toBeVisible()
  await expect(page.getByText("répond d’ordinaire")).toHaveCount(0)
  // Chosen by an address, without a key pressed.
  await page.goto(`${base}/mes-structures?structure=${structure.siret}`)
  await expect(page.getByText(sentence)).toBeVisible()
})

test("nobody takes the whole list away: so many searches a minute from one place, no more than twenty answers, no second page", async () => {
  const search = (from: string, path = "/api/structures?q=") => bareRequest(base + path, { method: "GET", from })
  const answers: number[] = []
  for (let batch = 0; batch < 61; batch += 1)
    answers.push(...(await Promise.all(Array.from({ length: 20 }, async () => (await search("127.0.0.91")).status))))
  expect(answers.slice(0, 1200).every((status) => status === 200)).toBe(true)
  expect(answers.slice(1200)).toEqual(Array(20).fill(429))
  const refused = await search("127.0.0.91")
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0)
  expect(refused.headers["cache-control"]).toBe("no-store")
  expect((await search("127.0.0.91", "/inscription?q=fonderie")).body).toContain("Trop de recherches en peu de temps")
  expect((await search("127.0.0.92")).status).toBe(200)
  await Promise.all(Array.from({ length: 21 }, () => aStructure({ raisonSociale: "Vingt et une" })))
  const { structures } = JSON.parse((await search("127.0.0.92", "/api/structures?q=vingt&limit=500&page=2")).body) as {
    structures: object[]
  }
  expect(structures).toHaveLength(20)
})
