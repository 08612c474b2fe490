/** A stand-in's day: asked, accepts, answers in the référent's place, until the référent is back. */
import { expect, test } from "@playwright/test"
import { dayOf } from "@/lib/platform/time/working-days"
import { base, linkIn, mailTo, pageOf, signIn, someone } from "@/tests/support/e2e-people"
import { expectAccessible, expectRoomForEveryone } from "@/tests/support/e2e-quality"
import { anActiveAffiliation, aStructure } from "@/tests/support/factories"

const inDays = (days: number) => dayOf(new Date(Date.now() + days * 24 * 3_600_000))

test("asked, accepts, answers in someone's place, and stops when they are back", async ({ page, browser }) => {
  const structure = await aStructure({ raisonSociale: `Relais ${crypto.randomUUID().slice(0, 8)}` })
  const [referent, standIn, applicant] = [await someone("Dominique"), await someone("Léa"), await someone("Nadia")]
  await anActiveAffiliation(referent.id, structure.id, { isReferent: true })
  await anActiveAffiliation(standIn.id, structure.id)
  await signIn(page, referent.email)
  await page.goto(`${base}/mes-structures/${structure.id}`)
  await page.getByRole("link", { name: "Mon absence" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Mon absence" })).toBeVisible()
  await page.getByLabel("Au", { exact: true }).fill(inDays(-3))
  await page.getByRole("radio", { name: /Léa/ }).check()
  await page.getByRole("button", { name: "Enregistrer mon absence" }).click()
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Le retour vient avant le départ")
  await expect(page.getByRole("radio", { name: /Léa/ }), "nothing typed is lost").toBeChecked()
  await page.getByLabel("Au", { exact: true }).fill(inDays(9))
  await page.getByRole("button", { name: "Enregistrer mon absence" }).click()
  await expect(page.getByRole("status")).toContainText("elle ou il doit accepter")
  await expect(page.getByText("n’a pas encore accepté de vous suppléer")).toBeVisible()
  await expectAccessible(page)
  await expectRoomForEveryone(page)

  const own = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
  const theirs = await pageOf(own, standIn.email)
  await expect(theirs.getByText("On vous demande de suppléer Dominique")).toBeVisible()
  await expect(theirs.getByRole("link", { name: "Demandes", exact: true })).toHaveCount(0)
  await theirs.goto(linkIn(await mailTo(standIn.email, /vous demande de répondre à sa place/)))
  await expectAccessible(theirs)
  await theirs.getByRole("button", { name: "Accepter" }).tap()
  await expect(theirs.getByRole("status")).toContainText("C’est accepté")
  await mailTo(referent.email, /vous supplée/)

  const asking = await (await browser.newContext()).newPage()
  await signIn(asking, applicant.email)
  await asking.goto(`${base}/mes-structures`)
  await asking.getByRole("combobox", { name: "Recherchez votre organisme de rattachement" }).fill(structure.raisonSociale)
  await asking.getByRole("option", { name: structure.raisonSociale }).click()
  await asking.getByRole("button", { name: "Valider" }).click()
  await expect(asking.getByRole("status")).toContainText("Votre demande est transmise")
  await asking.goto(`${base}/accueil`)
  await expect(asking.getByText(/en suppléance de Dominique/)).toBeVisible()

  await theirs.goto(linkIn(await mailTo(standIn.email, /Nadia .* demande à rejoindre/)))
  await expect(theirs.getByRole("heading", { level: 1, name: /Valider la demande/ })).toBeVisible()
  await theirs.getByRole("button", { name: "Confirmer" }).tap()
  await expect(theirs.getByRole("status")).toContainText(/validée par Léa .*, en suppléance de Dominique/)
  await expect(theirs.getByText(/Vous répondez en suppléance de Dominique/)).toBeVisible()
  await expectAccessible(theirs)
  const accepted = await mailTo(applicant.email, /est validée/)
  expect(accepted.text).toMatch(/en suppléance de Dominique/)

  await page.reload()
  await page.getByRole("button", { name: "Je suis de retour" }).click()
  await expect(page.getByRole("status")).toContainText("L’absence est close")
  await mailTo(standIn.email, /Vous n’avez plus à suppléer/)
  await theirs.goto(`${base}/demandes`)
  await expect(theirs.getByRole("heading", { level: 1, name: "Page introuvable" })).toBeVisible()
  await own.close()
  await asking.context().close()
})
