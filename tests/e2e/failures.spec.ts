import path from "node:path"
import { expect, test } from "@playwright/test"
import { serveBuild } from "@/tests/support/portal-copy"

const root = path.resolve(import.meta.dirname, "../..")
let portal: Awaited<ReturnType<typeof serveBuild>>

// The same build, whose database does not answer.
test.beforeAll(async () => {
  const nowhere = "postgresql://portail_app:motdepasse@127.0.0.1:1/portail"
  portal = await serveBuild(root, {
    ...process.env,
    DATABASE_URL: nowhere,
    RESEND_API_KEY: "re_test",
    MAIL_FROM: "a@b.fr",
    SUPPORT_EMAIL: "c@d.fr",
    LOG_LEVEL: "info",
  })
})
test.afterAll(() => portal.stop())

const logged = (reference: string) =>
  portal
    .printed()
    .split("\n")
    .filter((line) => line.startsWith("{") && line.includes(reference))
    .map((line) => JSON.parse(line) as { msg: string; err?: { message: string } })

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled })

    test("10: with the database down a page is 503, in French, with a reference that the log holds, and no stack", async ({ page }) => {
      const answer = await page.goto(`${portal.base}/inscription/informations?siret=31754202500042`)
      expect(answer?.status()).toBe(503)
      expect(answer?.headers()["retry-after"]).toBe("10")
      expect(answer?.headers()["content-security-policy"]).toContain("default-src 'none'")
      await expect(page.getByRole("heading", { level: 1, name: "Le service est momentanément indisponible" })).toBeVisible()
      const reference = (await page.locator("strong").textContent()) ?? ""
      expect(reference).toMatch(/^[0-9a-f-]{36}$/)
      await expect.poll(() => logged(reference).map(({ msg }) => msg)).toContain("request failed")
      expect(logged(reference).find(({ err }) => err)?.err?.message).toContain("Can't reach database server")
      expect(await page.content()).not.toMatch(/prisma|\.ts:|at async|127\.0\.0\.1:1/i)
      expect((await page.goto(`${portal.base}/connexion`))?.status(), "what needs no database is there").toBe(200)
    })

    test("a form sent meanwhile keeps what was typed, and says where to ask", async ({ page }) => {
      await page.goto(`${portal.base}/connexion`)
      await page.getByLabel("Adresse e-mail").fill("alix@exemple.fr")
      await page.getByLabel("Mot de passe").fill("un mot de passe secret")
      await page.getByRole("button", { name: "Se connecter" }).click()
      const alert = page.getByRole("alert").first()
      await expect(alert).toContainText("Rien de ce que vous avez saisi n’est perdu")
      await expect(page.getByLabel("Adresse e-mail")).toHaveValue("alix@exemple.fr")
      const reference = (await alert.textContent())?.match(/[0-9a-f-]{36}/)?.[0] ?? ""
      await expect.poll(() => logged(reference).map(({ msg }) => msg)).toContain("action failed")
      expect(portal.printed(), "nothing typed is in the log").not.toMatch(/alix@exemple|un mot de passe secret/)
    })
  })
}

test("the secrets of links are in no log", async ({ request }) => {
  const secret = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXU"
  await request.get(`${portal.base}/verification/${secret}?jeton=${secret}`)
  await expect.poll(() => portal.printed()).toContain("/verification/[masqué]")
  expect(portal.printed()).not.toContain(secret)
})
