/** Addresses that no page has, or with words that mean nothing to a page. */
import { expect, test } from "@playwright/test"
import { base, signIn, someone } from "@/tests/support/e2e-people"
import { aStructure } from "@/tests/support/factories"

test("an address that no page has is told so, with its status, its title and the way back", async ({ page }) => {
  for (const path of ["/adresse-inconnue", "/adresse/inconnue", "/aide/inconnue", "/inscription/inconnue"]) {
    const answer = await page.goto(base + path)
    expect(answer?.status(), path).toBe(404)
    await expect(page).toHaveTitle("Page introuvable – Portail Cap Métiers")
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page introuvable")
    await expect(page.getByRole("link", { name: "Revenir à l’accueil" })).toBeVisible()
    await expect(page.getByRole("link", { name: "Connexion" })).toBeVisible()
  }
})

test("a word that every object answers to is no outcome of a page, no refusal and no tab", async ({ page }) => {
  const structure = await aStructure()
  const manager = await someone("Constance", { isManager: true })
  await signIn(page, manager.email)
  for (const path of [
    "/accueil",
    "/mon-compte",
    "/mes-structures",
    `/mes-structures/${structure.id}`,
    "/aide",
    "/admin/demandes",
    `/admin/structures/${structure.id}`,
    "/admin/structures/import",
    "/admin/comptes",
    `/admin/comptes/${manager.id}`,
    "/admin/courriels",
    "/connexion",
    "/inscription",
  ])
    for (const word of ["constructor", "__proto__", "toString"]) {
      const answer = await page.request.get(`${base}${path}?fait=${word}&refus=${word}&onglet=${word}&etat=${word}&action=${word}`)
      expect(answer.status(), `${path} ${word}`).toBe(200)
    }
})
