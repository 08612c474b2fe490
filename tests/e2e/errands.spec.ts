/** What managers decide about the list: a précision is asked and answered, several are added at once. */
import { expect, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { base, linkIn, mailTo, pageOf, signIn, someone } from "@/tests/support/e2e-people"
import { expectAccessible, expectRoomForEveryone } from "@/tests/support/e2e-quality"
import { aSiret } from "@/tests/support/factories"

async function aListing(accountId: string, raisonSociale: string) {
  return db.listingRequest.create({
    data: {
      siret: aSiret(),
      raisonSociale,
      postcode: "64000",
      city: "Pau",
      createdAt: new Date(),
      applicants: { create: { accountId, origin: "request" } },
    },
  })
}

test("a manager asks a précision, the person answers, and two structures are added at once", async ({ page, browser }) => {
  const mark = crypto.randomUUID().slice(0, 8)
  const [applicant, manager] = [await someone("Nadia"), await someone("Camille", { isManager: true })]
  const [one, two] = [await aListing(applicant.id, `Atelier ${mark} A`), await aListing(applicant.id, `Atelier ${mark} B`)]
  await signIn(page, manager.email)
  await page.goto(`${base}/admin/demandes?onglet=referencements`)
  await page
    .getByRole("heading", { name: one.raisonSociale })
    .locator("xpath=ancestor::*[.//summary][1]")
    .getByText("Demander une précision")
    .click()
  const form = page.locator("form", { has: page.locator(`input[name="id"][value="${one.id}"]`) })
  await form.getByLabel("Votre question").fill("Quel est le SIRET de votre siège ?")
  await form.getByRole("button", { name: "Envoyer la question" }).click()
  await expect(page.getByRole("status")).toContainText("Votre question est partie")
  await expect(page.getByText("Pas encore de réponse.").first()).toBeVisible()
  await expectAccessible(page)

  const telephone = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
  const own = await pageOf(telephone, applicant.email)
  await own.goto(linkIn(await mailTo(applicant.email, /Une précision vous est demandée/)))
  await expect(own.getByText("« Quel est le SIRET de votre siège ? »")).toBeVisible()
  await expectAccessible(own)
  await expectRoomForEveryone(own)
  await own.getByLabel("Votre réponse").fill("C’est le même.")
  await own.getByRole("button", { name: "Envoyer ma réponse" }).tap()
  await expect(own.getByRole("status")).toContainText("Votre réponse est partie")
  await mailTo(manager.email, /répond à votre question/)
  await telephone.close()

  await page.goto(`${base}/admin/demandes?onglet=referencements`)
  await expect(page.getByText("« C’est le même. »")).toBeVisible()
  const bar = page.getByRole("form", { name: "Pour les demandes cochées" })
  await bar.getByRole("button", { name: "Accepter" }).click()
  await expect(page.getByRole("status")).toContainText("Cochez au moins une demande")
  for (const { raisonSociale } of [one, two]) await page.getByRole("checkbox", { name: `Cocher ${raisonSociale}` }).check()
  await page.getByRole("form", { name: "Pour les demandes cochées" }).getByRole("button", { name: "Accepter" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Répondre à plusieurs" })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Ajouter à la liste (2)" }).click()
  await expect(page.getByRole("status")).toContainText("C’est fait")
  expect(await db.structure.count({ where: { siret: { in: [one.siret, two.siret] } } })).toBe(2)
})

test("the same question is asked about several at once", async ({ page }) => {
  const mark = crypto.randomUUID().slice(0, 8)
  const [applicant, manager] = [await someone("Nadia"), await someone("Camille", { isManager: true })]
  const listings = [await aListing(applicant.id, `Comptoir ${mark} A`), await aListing(applicant.id, `Comptoir ${mark} B`)]
  await signIn(page, manager.email)
  await page.goto(`${base}/admin/demandes?onglet=referencements`)
  for (const { raisonSociale } of listings) await page.getByRole("checkbox", { name: `Cocher ${raisonSociale}` }).check()
  await page.getByRole("form", { name: "Pour les demandes cochées" }).getByRole("button", { name: "Demander" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Répondre à plusieurs" })).toBeVisible()
  await page.getByRole("button", { name: "Envoyer la question (2)" }).click()
  await expect(page.getByRole("main").getByRole("alert")).toContainText("question")
  await expectAccessible(page)
  await page.getByLabel("Votre question").fill("Êtes-vous un établissement secondaire ?")
  await page.getByRole("button", { name: "Envoyer la question (2)" }).click()
  await expect(page.getByRole("status")).toContainText("votre question est partie")
  const ids = listings.map(({ id }) => id)
  expect(await db.errandQuestion.count({ where: { listingRequestId: { in: ids }, answeredAt: null } })).toBe(2)
  await mailTo(applicant.email, /Une précision vous est demandée/)
})
