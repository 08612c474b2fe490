/** Two tabs of one browser, as on the computer that a mission locale shares: someone else signs in in the second one. */
import { expect, type Page, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { forEachDocument, signInToDemonstration } from "@/tests/support/crawl"
import { actionFormsIn } from "@/tests/support/e2e-forms"
import { anAddress, base, linkIn, mailTo, password, signIn, signInByForm, someone } from "@/tests/support/e2e-people"
import { expectAccessible } from "@/tests/support/e2e-quality"
import { anActiveAffiliation, aStructure } from "@/tests/support/factories"

const demonstration = process.env.E2E_DEMONSTRATION_BASE ?? ""
/** Pages whose forms do nothing in the name of whoever is signed in. */
const forWhoever = /^\/(connexion|mot-de-passe-oublie|reinitialisation)/
const refused = "Ce n’est plus le compte pour lequel cette page avait été ouverte"

test("43: what one types is never written for whoever signed in since; it is kept, and leaves once one is back", async ({
  page,
  context,
}) => {
  const structure = await aStructure()
  const [member, referent] = [await someone("Moussa"), await someone("Rosalie")]
  await anActiveAffiliation(member.id, structure.id)
  await anActiveAffiliation(referent.id, structure.id, { isReferent: true })
  await signIn(page, member.email)
  await page.goto(`${base}/mon-compte`)
  await page.getByLabel("Prénom").fill("Moussa Issa")
  await page.getByLabel("Fonction").fill("Conseiller en insertion")

  const second = await context.newPage()
  await second.goto(`${base}/accueil`)
  await second.evaluate(() => sessionStorage.setItem("portail-inscription", "des mots"))
  const left = second.waitForResponse((answer) => answer.request().method() === "POST")
  await second.getByRole("button", { name: "Se déconnecter" }).click()
  expect((await (await left).allHeaders())["clear-site-data"]).toBe('"storage"')
  await second.waitForURL(`${base}/`)
  await expect.poll(() => second.evaluate(() => sessionStorage.length), "nothing is left for whoever comes next").toBe(0)
  await signIn(second, referent.email)

  const modify = page.getByRole("button", { name: "Modifier", exact: true })
  await modify.click()
  await expect(page.getByRole("alert").first()).toContainText(refused)
  await expect(page.getByLabel("Prénom")).toHaveValue("Moussa Issa")
  const nameOf = async ({ id }: { id: string }) => (await db.account.findUniqueOrThrow({ where: { id } })).firstName
  expect([await nameOf(member), await nameOf(referent)]).toEqual(["Moussa", "Rosalie"])

  await signIn(second, member.email)
  await modify.click()
  await expect(page.getByRole("status")).toContainText("Vos informations sont à jour")
  expect([await nameOf(member), await nameOf(referent)]).toEqual(["Moussa Issa", "Rosalie"])
})

test("43: every form drawn for one person is refused from another, and from a form that does not say", async ({ page, browser }) => {
  test.setTimeout(300_000)
  const others = await browser.newContext()
  const other = await others.newPage()
  await signInToDemonstration(other, demonstration, "membre")
  await signInToDemonstration(page, demonstration, "gestionnaire")
  const [own, theirs] = [page.context().request, others.request]
  const tried = new Set<string>()
  const wrong: string[] = []
  await forEachDocument(own, demonstration, async ({ address, html }) => {
    for (const { action, fields } of actionFormsIn(html)) {
      if (tried.has(action) || forWhoever.test(address)) continue
      tried.add(action)
      const { pour, ...silent } = fields
      for (const [request, sent] of [
        [theirs, fields],
        [own, silent],
        [own, { ...fields, pour: "quelqu’un d’autre" }],
      ] as const) {
        const answer = await request.post(demonstration + address, { multipart: sent, headers: { origin: demonstration }, maxRedirects: 0 })
        // A page that the other may not open is not found, whatever is sent to it.
        const isRefused = answer.status() === 404 || (await answer.text()).includes(refused)
        if (!pour || !isRefused) wrong.push(`${address} ${action.slice(0, 60)}: ${answer.status()}`)
      }
    }
  })
  expect(wrong).toEqual([])
  expect(tried.size).toBeGreaterThan(25)
})

test("44: two people sign up in two tabs of one browser: each page sends its own", async ({ page, context }) => {
  const [one, other] = [await aStructure(), await aStructure()]
  const second = await context.newPage()
  const emails = [anAddress("premiere"), anAddress("seconde")] as const
  const signUpIn = async (tab: Page, siret: string, firstName: string, email: string) => {
    await tab.goto(`${base}/inscription/informations?siret=${siret}`)
    await expect(tab.getByLabel("Prénom"), "nothing of the other person").toHaveValue("")
    await tab.getByLabel("Prénom").fill(firstName)
    await tab.getByLabel("Nom", { exact: true }).fill("Durand")
    await tab.getByLabel("Fonction").fill("Formatrice")
    await tab.getByLabel("Adresse e-mail").fill(email)
    await tab.getByLabel("Mot de passe").fill(password)
    await tab.getByRole("button", { name: "Continuer" }).click()
    await expect(tab.getByText(email)).toBeVisible()
  }
  await signUpIn(page, one.siret, "Première", emails[0])
  await signUpIn(second, other.siret, "Seconde", emails[1])
  await page.getByRole("link", { name: "Modifier mes informations" }).click()
  await expect(page.getByLabel("Prénom")).toHaveValue("Première")
  await page.getByRole("button", { name: "Continuer" }).click()
  await page.getByRole("button", { name: "Envoyer ma demande" }).click()
  await expect(page.getByRole("status")).toContainText(emails[0])
  await second.reload()
  await expect(second.getByText(emails[1])).toBeVisible()
  await second.getByRole("button", { name: "Envoyer ma demande" }).click()
  await expect(second.getByRole("status")).toContainText(emails[1])
  const sent = await db.signup.findMany({ where: { email: { in: [...emails] } }, orderBy: { firstName: "asc" } })
  expect(sent).toMatchObject([
    { email: emails[0], firstName: "Première", structureId: one.id },
    { email: emails[1], firstName: "Seconde", structureId: other.id },
  ])
})

test("45: who signed up with someone else's address cannot open their account, even from the same computer", async ({ page, browser }) => {
  const structure = await aStructure()
  const email = anAddress("victime")
  await page.goto(`${base}/inscription/informations?siret=${structure.siret}`)
  await page.getByLabel("Prénom").fill("Alix")
  await page.getByLabel("Nom", { exact: true }).fill("Durand")
  await page.getByLabel("Fonction").fill("Formatrice")
  await page.getByLabel("Adresse e-mail").fill(email)
  await page.getByLabel("Mot de passe").fill("lanterne verger mistral 48")
  await page.getByRole("button", { name: "Continuer" }).click()
  await page.getByRole("button", { name: "Envoyer ma demande" }).click()
  await page.getByRole("heading", { level: 1, name: "Vérifiez votre messagerie" }).waitFor()
  const link = linkIn(await mailTo(email, /Confirmez/))

  // On that computer the password of the sign-up is asked, and another may be chosen.
  await page.goto(link)
  await page.getByLabel("Mot de passe").fill(password)
  await page.getByRole("button", { name: "Confirmer mon adresse" }).click()
  await expect(page.getByText("Ce n’est pas le mot de passe choisi").first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("link", { name: "Choisir un autre mot de passe" }).click()
  await expect(page.getByText("Celui de votre compte désormais")).toBeVisible()

  const owner = await (await browser.newContext()).newPage()
  await owner.goto(link)
  await owner.getByRole("button", { name: "Confirmer mon adresse" }).click()
  await expect(owner.getByText("Choisissez au moins 15 caractères").first()).toBeVisible()
  await expectAccessible(owner)
  await owner.getByLabel("Mot de passe").fill(password)
  await owner.getByRole("button", { name: "Confirmer mon adresse" }).click()
  await expect(owner.getByRole("status")).toContainText("Votre adresse est confirmée")
  await signInByForm(owner, email)
  await page.goto(`${base}/connexion`)
  await page.getByLabel("Adresse e-mail").fill(email)
  await page.getByLabel("Mot de passe").fill("lanterne verger mistral 48")
  await page.getByRole("button", { name: "Se connecter" }).click()
  await expect(page.getByText("Adresse e-mail ou mot de passe incorrect").first()).toBeVisible()
})
