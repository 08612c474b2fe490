/** A person enters another application with their portal account, in a browser. */
import { expect, type Page, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { base, pageOf, password, someone } from "@/tests/support/e2e-people"
import { expectSound } from "@/tests/support/e2e-quality"
import { anActiveAffiliation, aStructure, aStructureWithReferent } from "@/tests/support/factories"
import { hasApache, startApache } from "@/tests/support/foreign-parties"
import { startAuthJs, startExample, startNextAuth4 } from "@/tests/support/relying-parties"

/** What the application of the example knows: its page is JSON. */
async function known(page: Page): Promise<{ who: Record<string, unknown> | null; refused?: string }> {
  await expect(page.locator("body")).toContainText('"who"')
  return JSON.parse((await page.locator("body").textContent()) ?? "")
}

async function withStructures(...names: string[]) {
  const person = await someone("Sacha")
  const affiliations = []
  for (const raisonSociale of names) affiliations.push(await anActiveAffiliation(person.id, (await aStructure({ raisonSociale })).id))
  return { person, affiliations }
}

for (const [how, javaScriptEnabled, portal] of [
  ["with JavaScript", true, base],
  ["without JavaScript", false, base],
  ["38: with middleware.ts deleted", false, process.env.E2E_BARE_BASE],
] as const)
  test(`${how}: signs in, chooses, enters; a second application opens without a word`, async ({ browser }) => {
    const { person } = await withStructures("Mission locale du Bocage", "Institut de la Côte")
    const [one, two] = [await startExample({ name: "Tournesol" }, portal), await startExample({ name: "Rafael ailleurs" }, portal)]
    try {
      const page = await (await browser.newContext({ javaScriptEnabled, viewport: { width: 360, height: 740 } })).newPage()
      await page.goto(`${one.url}/entrer`)
      await page.getByLabel("Adresse e-mail").fill(person.email)
      await page.getByLabel("Mot de passe", { exact: true }).fill(password)
      await page.getByRole("button", { name: "Se connecter", exact: true }).click()
      await expect(page.getByRole("heading", { level: 1, name: "Pour quelle structure ?" })).toBeVisible()
      await expect(page.getByText("Tournesol : Il sert aux tests.")).toBeVisible()
      if (javaScriptEnabled) await expectSound(page)
      await page.getByRole("listitem").filter({ hasText: "Institut de la Côte" }).getByRole("button", { name: "Entrer" }).click()
      expect((await known(page)).who).toMatchObject({ given_name: "Sacha", structure: { raison_sociale: "Institut de la Côte" } })
      // The second asks for the structure too: each application has its own.
      await page.goto(`${two.url}/entrer`)
      await page.getByRole("listitem").filter({ hasText: "Mission locale du Bocage" }).getByRole("button", { name: "Entrer" }).click()
      expect((await known(page)).who).toMatchObject({ structure: { raison_sociale: "Mission locale du Bocage" } })
      await page.goto(`${one.url}/entrer`)
      expect((await known(page)).who, "chosen already in this session").toMatchObject({
        structure: { raison_sociale: "Institut de la Côte" },
      })
    } finally {
      await Promise.all([one.stop(), two.stop()])
    }
  })

test("a third party is let in once, knowing what it will read; and signing out there may sign out here", async ({ browser }) => {
  const { person } = await withStructures("Mission locale du Bocage")
  const { url, application, stop } = await startExample({ name: "Œil neuf", isThirdParty: true })
  try {
    const page = await pageOf(await browser.newContext(), person.email)
    await page.goto(`${url}/entrer`)
    await expect(page.getByRole("heading", { level: 1, name: "Entrer dans Œil neuf" })).toBeVisible()
    await expect(page.getByText("Ce qu’Œil neuf va recevoir")).toBeVisible()
    await expect(page.getByText("La structure pour laquelle on entre, et les profils qu’on y a")).toBeVisible()
    await expectSound(page)
    await page.getByRole("button", { name: "Ne pas entrer" }).click()
    expect(await known(page)).toEqual({ who: null, refused: "access_denied" })
    await page.goto(`${url}/entrer`)
    await page.getByRole("button", { name: "Entrer", exact: true }).click()
    expect((await known(page)).who).toMatchObject({ given_name: "Sacha" })
    await page.goto(`${url}/entrer`)
    expect((await known(page)).who, "not asked twice").toMatchObject({ given_name: "Sacha" })

    await page.goto(`${url}/sortir`)
    await expect(page.getByRole("heading", { name: "Se déconnecter du portail aussi ?" })).toBeVisible()
    await page.getByRole("button", { name: "Se déconnecter du portail" }).click()
    expect((await known(page)).who).toBeNull()
    await page.goto(`${base}/accueil`)
    await expect(page.getByRole("heading", { level: 1, name: "Connexion" })).toBeVisible()
    expect(await db.journal.count({ where: { action: "sign-on.done", targetId: application.id, actorId: person.id } })).toBeGreaterThan(0)
  } finally {
    await stop()
  }
})

test("whoever has none of the profils reads who can give one, and goes back", async ({ browser }) => {
  const { structure, referent } = await aStructureWithReferent({ raisonSociale: "Mission locale du Bocage" })
  const person = await someone("Sacha")
  await anActiveAffiliation(person.id, structure.id)
  const { url, stop } = await startExample({ name: "Tournesol", entry: "profil" })
  try {
    const page = await pageOf(await browser.newContext(), person.email)
    await page.goto(`${url}/entrer`)
    await expect(page.getByRole("heading", { level: 1, name: "Tournesol ne vous est pas ouverte" })).toBeVisible()
    await expect(page.getByRole("listitem").filter({ hasText: referent.lastName.toUpperCase() })).toContainText("Mission locale du Bocage")
    await expectSound(page)
    await page.getByRole("button", { name: "Revenir à l’application" }).click()
    expect(await known(page)).toEqual({ who: null, refused: "access_denied" })
  } finally {
    await stop()
  }
})

test("an unregistered address, an expired request: a French page, and nothing leaves", async ({ browser }) => {
  const { person } = await withStructures("Mission locale du Bocage")
  const { url, stop } = await startExample()
  try {
    const page = await pageOf(await browser.newContext(), person.email)
    await page.goto(`${url}/entrer?redirect_uri=https://evil.example/retour`)
    await expect(page.getByRole("heading", { name: "Cette connexion n’a pas pu se faire" })).toBeVisible()
    await expect(page.getByText("à une adresse qu’elle n’a pas déclarée")).toBeVisible()
    await page.goto(`${base}/oidc/demande/inconnue`)
    await expect(page.getByRole("heading", { name: "Cette demande de connexion a expiré" })).toBeVisible()
    await page.goto(`${base}/connexion/structure?demande=inconnue`)
    await expect(page.getByRole("heading", { level: 1, name: "Cette demande a expiré" })).toBeVisible()
  } finally {
    await stop()
  }
})

for (const [library, start] of [
  ["next-auth 4", startNextAuth4],
  ["Auth.js (next-auth 5)", startAuthJs],
] as const)
  test(`a site made with ${library} signs its people in, its own settings aside`, async ({ browser }) => {
    const { person } = await withStructures("Mission locale du Bocage")
    const { url, stop } = await start()
    try {
      const page = await (await browser.newContext()).newPage()
      await page.goto(`${url}/api/auth/signin`)
      await page.getByRole("button", { name: /le portail/ }).click()
      await page.getByLabel("Adresse e-mail").fill(person.email)
      await page.getByLabel("Mot de passe", { exact: true }).fill(password)
      await page.getByRole("button", { name: "Se connecter", exact: true }).click()
      await page.waitForURL(`${url}/api/auth/session`)
      const session = JSON.parse((await page.locator("body").textContent()) ?? "")
      expect(session).toMatchObject({ user: { name: expect.stringContaining("Sacha") }, siret: expect.stringMatching(/^\d{14}$/) })
    } finally {
      await stop()
    }
  })

test("a site of Apache (mod_auth_openidc) knows who came, for which structure, and forgets them when their session of the portal ends", async ({
  browser,
}) => {
  test.skip(!hasApache(), "Apache and libapache2-mod-auth-openidc cannot be installed here")
  const { person, affiliations } = await withStructures("Mission locale du Bocage")
  await db.affiliation.update({ where: { id: affiliations[0]?.id ?? "" }, data: { rafaelProfil: "prescripteur_2" } })
  const { url, stop } = await startApache()
  try {
    const page = await (await browser.newContext()).newPage()
    await page.goto(`${url}/prive/`)
    await page.getByLabel("Adresse e-mail").fill(person.email)
    await page.getByLabel("Mot de passe", { exact: true }).fill(password)
    const answered = page.waitForResponse((response) => response.url() === `${url}/prive/` && response.status() === 200)
    await page.getByRole("button", { name: "Se connecter", exact: true }).click()
    const headers = (await answered).headers()
    expect(headers).toMatchObject({ "x-nom": expect.stringContaining("Sacha"), "x-siret": expect.stringMatching(/^\d{14}$/) })
    expect(headers["x-profils"]).toContain("prescripteur_2")
    const again = () => page.request.get(`${url}/prive/`, { maxRedirects: 0 })
    expect((await again()).status(), "its own session").toBe(200)
    await db.session.updateMany({ where: { accountId: person.id }, data: { revokedAt: new Date() } })
    await expect.poll(async () => (await again()).status(), { timeout: 5000 }).toBe(302)
  } finally {
    await stop()
  }
})
