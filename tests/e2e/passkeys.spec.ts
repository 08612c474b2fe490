import { expect, type Page, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { reactFields } from "@/tests/support/e2e-forms"
import { base, linkIn, mailTo, password, signIn, someone } from "@/tests/support/e2e-people"
import { expectAccessible } from "@/tests/support/e2e-quality"

const strict = process.env.E2E_STRICT_BASE ?? ""

/** Chromium's own virtual authenticator: an internal one, that checks its owner and keeps passkeys. */
async function withAuthenticator(page: Page) {
  const client = await page.context().newCDPSession(page)
  await client.send("WebAuthn.enable")
  const { authenticatorId } = await client.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    verifies: (isUserVerified: boolean) => client.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    answers: (enabled: boolean) => client.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled }),
  }
}

async function addPasskey(page: Page, at: string, name: string) {
  await page.goto(`${at}/mon-compte/cle-acces`)
  await expectAccessible(page)
  await page.getByLabel("Nom de la clé").fill(name)
  await page.getByRole("button", { name: "Créer la clé d’accès" }).click()
}

test("a passkey is added, signs in alone, and is taken away", async ({ page }) => {
  const person = await someone("Yasmine")
  await signIn(page, person.email)
  const authenticator = await withAuthenticator(page)
  await addPasskey(page, base, "   ")
  await expect(page.locator("#name-erreur")).toContainText("Donnez un nom à cette clé")
  await addPasskey(page, base, "Mon <b>téléphone</b>")
  await expect(page.getByRole("status")).toContainText("Votre clé d’accès est enregistrée")
  await expect(page.getByText("Mon <b>téléphone</b>")).toBeVisible()
  await expectAccessible(page)
  await mailTo(person.email, /Une clé d’accès a été ajoutée/)

  await addPasskey(page, base, "La même")
  await expect(page.getByRole("alert").first()).toContainText("Cet appareil a déjà une clé d’accès")

  // The authenticator must not answer by itself while the page waits: the test presses the button.
  await authenticator.answers(false)
  await page.getByRole("button", { name: "Se déconnecter" }).click()
  await page.waitForURL(`${base}/`)
  await page.goto(`${base}/connexion?retour=/mes-structures`)
  const button = page.getByRole("button", { name: "Utiliser une clé d’accès" })
  await button.waitFor()
  await expectAccessible(page)
  await authenticator.answers(true)
  await button.click()
  await expect(page.getByRole("heading", { level: 1, name: "Mes structures" })).toBeVisible()
  const session = await db.session.findFirstOrThrow({ where: { accountId: person.id, revokedAt: null } })
  expect(session.secondFactorAt).not.toBeNull()

  await page.goto(`${base}/mon-compte`)
  await page.getByRole("button", { name: "Retirer cette clé" }).click()
  await expect(page.getByRole("status")).toContainText("La clé d’accès est retirée")
  await page.getByRole("button", { name: "Se déconnecter" }).click()
  await page.waitForURL(`${base}/`)
  await page.goto(`${base}/connexion`)
  await expect(page.getByRole("alert").first()).toContainText("Cette clé d’accès n’ouvre aucun compte ici")
})

test("the passkey is offered among the suggestions of the address field (conditional UI)", async ({ page }) => {
  const person = await someone("Lila")
  await signIn(page, person.email)
  await withAuthenticator(page)
  await addPasskey(page, base, "Ordinateur")
  await page.getByRole("status").waitFor()
  await page.getByRole("button", { name: "Se déconnecter" }).click()
  await page.waitForURL(`${base}/`)
  await page.goto(`${base}/connexion`)
  // The virtual authenticator picks the suggestion as a person would, without any click on the page.
  await expect(page.getByRole("heading", { level: 1, name: "Accueil" })).toBeVisible()
})

test("an answer is good once, checks its owner, and a disabled account stays out", async ({ page }) => {
  const person = await someone("Rejeu")
  await signIn(page, person.email)
  const authenticator = await withAuthenticator(page)
  await addPasskey(page, base, "Ordinateur")
  await page.getByRole("status").waitFor()
  await authenticator.answers(false)
  await page.getByRole("button", { name: "Se déconnecter" }).click()
  await page.waitForURL(`${base}/`)

  await page.goto(`${base}/connexion`)
  const button = page.getByRole("button", { name: "Utiliser une clé d’accès" })
  await button.waitFor()
  await authenticator.verifies(false)
  await authenticator.answers(true)
  await button.click()
  await expect(page.getByRole("alert").first(), "the device did not check who holds it").toBeVisible()
  expect(await db.session.count({ where: { accountId: person.id, revokedAt: null } })).toBe(0)

  await authenticator.verifies(true)
  const sent = page.waitForRequest((request) => request.method() === "POST" && (request.postData() ?? "").includes("assertion"))
  await button.click()
  await expect(page.getByRole("heading", { level: 1, name: "Accueil" })).toBeVisible()
  const replayed = (await sent).postData() ?? ""
  const field = (name: string) => replayed.match(new RegExp(`name="[^"]*${name}"\\r\\n\\r\\n([^\\r]*)`))?.[1] ?? ""
  expect(field("assertion")).toContain("authenticatorData")
  await page.context().clearCookies()
  const before = await db.session.count({ where: { accountId: person.id } })
  await page.request.post(`${base}/connexion`, {
    multipart: {
      ...(await reactFields(page.request, `${base}/connexion`, "Se connecter")),
      assertion: field("assertion"),
      challenge: field("challenge"),
      retour: "/accueil",
    },
    headers: { origin: base },
    maxRedirects: 0,
  })
  expect(await db.session.count({ where: { accountId: person.id } }), "29: replayed").toBe(before)

  await db.account.update({ where: { id: person.id }, data: { disabledAt: new Date() } })
  await page.goto(`${base}/connexion`)
  await expect(page.getByRole("alert").first()).toContainText("n’ouvre aucun compte ici")
})

test("a manager may have a passkey instead of codes, and gets recovery codes with it", async ({ page, browser }) => {
  const manager = await someone("Camille", { isManager: true })
  await withAuthenticator(page)
  await page.goto(`${strict}/connexion`)
  await page.getByLabel("Adresse e-mail").fill(manager.email)
  await page.getByLabel("Mot de passe").fill(password)
  await page.getByRole("button", { name: "Se connecter" }).click()
  await page.getByRole("button", { name: "Recevoir un lien" }).click()
  await page.getByRole("status").waitFor()
  await page.goto(linkIn(await mailTo(manager.email, /Configurez votre second facteur/)).replace(base, strict))
  await page.getByRole("button", { name: "Continuer" }).click()
  await page.getByRole("link", { name: "Ajouter plutôt une clé d’accès" }).click()
  await page.getByRole("heading", { level: 1, name: "Ajouter une clé d’accès" }).waitFor()
  await addPasskey(page, strict, "Clé du bureau")
  await expect(page.getByRole("list", { name: "Codes de secours" }).getByRole("listitem")).toHaveCount(10)
  await page.goto(`${strict}/admin`)
  await expect(page.getByRole("heading", { level: 1, name: "Administration" })).toBeVisible()

  // After the password, the passkey is the second factor; without the passkey, nothing opens.
  const elsewhere = await (await browser.newContext()).newPage()
  await elsewhere.goto(`${strict}/connexion`)
  await elsewhere.getByLabel("Adresse e-mail").fill(manager.email)
  await elsewhere.getByLabel("Mot de passe").fill(password)
  await elsewhere.getByRole("button", { name: "Se connecter" }).click()
  await expect(elsewhere.getByRole("heading", { level: 1, name: "Second facteur" })).toBeVisible()
  await elsewhere.goto(`${strict}/admin`)
  await expect(elsewhere).toHaveURL(/second-facteur/)
})
