/** The review of rights: a manager opens one, a référent answers for twelve people by touch, and stops when it is closed. */
import { expect, test } from "@playwright/test"
import { followReviews } from "@/lib/membership/review-clock/operations"
import { parseReviewDelays, type ReviewDelays } from "@/lib/membership/review-clock/rules"
import { closeReview } from "@/lib/membership/reviews/operations"
import { db } from "@/lib/platform/db/client"
import { cookieOf } from "@/tests/support/cookies"
import { bareRequest } from "@/tests/support/e2e-forms"
import { base, linkIn, mailTo, pageOf, portals, signIn, someone } from "@/tests/support/e2e-people"
import { expectAccessible, expectRoomForEveryone } from "@/tests/support/e2e-quality"
import { aManagerContext, anAccount, anActiveAffiliation, aStructure, visitor } from "@/tests/support/factories"

const year = 366 * 24 * 3_600_000

/** A structure of a département of its own, its référent, and twelve people of whom one has not come for a year. */
async function aTeam(departement: string) {
  const structure = await aStructure({
    raisonSociale: `Mission ${crypto.randomUUID().slice(0, 8)}`,
    postcode: `${departement}000`,
    types: ["prescripteur"],
  })
  const referent = await someone("Dominique")
  await anActiveAffiliation(referent.id, structure.id, { isReferent: true })
  const people = []
  for (let index = 0; index < 11; index += 1) {
    const lastUsedAt = index === 10 ? new Date(Date.now() - year) : new Date()
    const account = await anAccount({ firstName: "Nour", lastName: `Petit ${String.fromCharCode(65 + index)}`, lastUsedAt })
    people.push(await anActiveAffiliation(account.id, structure.id, { rafaelProfil: index < 6 ? "prescripteur_2" : "prescripteur_1" }))
  }
  return { structure, referent, people }
}

const follow = () => followReviews({ ...visitor, now: new Date() }, parseReviewDelays("15,5,1,10") as ReviewDelays)

test("a manager opens it, a référent answers for twelve people by touch", async ({ page, browser }) => {
  test.setTimeout(180_000)
  const { structure, referent, people } = await aTeam("48")
  const manager = await someone("Camille", { isManager: true })
  await signIn(page, manager.email)
  await page.goto(`${base}/admin/revues`)
  await expectAccessible(page)
  await page.getByRole("radio", { name: "Les structures d’un département" }).check()
  await page.getByRole("button", { name: "Ouvrir la revue" }).click()
  await expect(page.getByRole("alert").filter({ hasText: "Choisissez un département" })).toBeVisible()
  await expect(page.getByRole("radio", { name: "Les structures d’un département" }), "nothing chosen is lost").toBeChecked()
  await page.getByLabel("Département", { exact: true }).selectOption("48")
  await page.getByLabel("Message aux référents").fill("Merci de regarder chaque niveau 2.")
  await page.getByRole("checkbox", { name: "Suspendre ce que personne ne confirme" }).check()
  await page.getByRole("button", { name: "Ouvrir la revue" }).click()
  await expect(page.getByRole("status")).toContainText("La revue est ouverte")
  await expectAccessible(page)
  await page.goto(`${base}/admin/revues`)
  await page.getByRole("radio", { name: "Les structures d’un département" }).check()
  await page.getByLabel("Département", { exact: true }).selectOption("48")
  await page.getByRole("button", { name: "Ouvrir la revue" }).click()
  await expect(page.getByRole("alert").filter({ hasText: "déjà ouverte" })).toBeVisible()

  await follow()
  const telephone = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
  const own = await pageOf(telephone, referent.email)
  await expect(own.getByText(/Comptez 3 minutes pour 12 personnes/)).toBeVisible()
  await own.goto(linkIn(await mailTo(referent.email, /Revue des droits, 12 personnes/)))
  await expect(own.getByRole("heading", { level: 1, name: "Revue des droits" })).toBeVisible()
  await expect(own.getByText("Merci de regarder chaque niveau 2.")).toBeVisible()
  await expectAccessible(own)
  await expectRoomForEveryone(own)

  const cards = own
    .getByRole("main")
    .locator("ul > li")
    .filter({ has: own.getByRole("link", { name: "Changer" }) })
  await expect(cards).toHaveCount(12)
  // One by one.
  await cards.filter({ hasText: "PETIT A" }).getByRole("button", { name: "Garder" }).tap()
  await expect(own.getByRole("status")).toContainText("1 personne gardée")
  await expect(cards).toHaveCount(11)
  // Changed on the page of their rights, from which one comes back.
  await cards.filter({ hasText: "PETIT B" }).getByRole("link", { name: "Changer" }).tap()
  await own.getByRole("button", { name: /Retirer/ }).tap()
  await expect(own.getByRole("status")).toContainText("Les droits sont à jour")
  await own.getByRole("link", { name: "Reprendre la revue" }).tap()
  await expect(cards).toHaveCount(10)
  // Whoever has not come for a year is marked, and detached.
  await own.getByRole("link", { name: "À regarder de plus près" }).tap()
  await expect(cards).toHaveCount(1)
  await expect(cards.getByText("Compte inutilisé depuis un an")).toBeVisible()
  await cards.getByRole("link", { name: "Détacher" }).tap()
  await expectAccessible(own)
  await own.getByRole("button", { name: "Confirmer le détachement" }).tap()
  await expect(own.getByRole("main").getByRole("alert")).toContainText("en quelques mots")
  await own.getByLabel("La raison").fill("Ne travaille plus avec nous.")
  await own.getByRole("button", { name: "Confirmer le détachement" }).tap()
  await expect(own.getByRole("status")).toContainText("1 personne détachée")
  // Back where one was in the list.
  await expect(own.getByText("aucune n’est à regarder de plus près")).toBeVisible()
  await own.getByRole("link", { name: "À revoir" }).tap()
  await expect(cards).toHaveCount(9)
  // Several at once: nothing ticked is refused, two get another profil, the others are kept.
  const bar = own.getByRole("form", { name: "Pour les personnes cochées" })
  await bar.getByRole("button", { name: "Garder" }).tap()
  await expect(own.getByRole("main").getByRole("alert")).toContainText("Cochez au moins une personne")
  for (const name of ["PETIT C", "PETIT D"]) await cards.filter({ hasText: name }).getByRole("checkbox").check()
  await bar.getByRole("button", { name: "Changer" }).tap()
  await expect(own.getByRole("main").getByRole("alert")).toContainText("Choisissez le profil à donner")
  await expect(bar.getByLabel("Profil Rafael à donner")).toHaveAccessibleDescription("Choisissez le profil à donner.")
  for (const name of ["PETIT C", "PETIT D"]) await expect(cards.filter({ hasText: name }).getByRole("checkbox"), "ticks stay").toBeChecked()
  await bar.getByLabel("Profil Rafael à donner").selectOption("prescripteur_1")
  await bar.getByRole("button", { name: "Changer" }).tap()
  await expect(own.getByRole("status")).toContainText("2 personnes changées")
  await own.getByRole("checkbox", { name: "Cocher toutes les personnes de cette page" }).check()
  await bar.getByRole("button", { name: "Garder" }).tap()
  await expect(own.getByRole("status")).toContainText("7 personnes gardées")
  await expect(own.getByText("C’est fini pour cette structure")).toBeVisible()
  await own.getByRole("link", { name: "Déjà vues" }).tap()
  await expect(own.getByText(/Gardé·e par Dominique/).first()).toBeVisible()
  await expectAccessible(own)

  const rows = await db.affiliation.findMany({ where: { id: { in: people.map(({ id }) => id) } }, orderBy: { personOrder: "asc" } })
  expect(rows.map(({ rafaelProfil }) => rafaelProfil)).toEqual([
    "prescripteur_2",
    null,
    "prescripteur_1",
    "prescripteur_1",
    "prescripteur_2",
    "prescripteur_2",
    ...Array.from({ length: 4 }, () => "prescripteur_1"),
    null,
  ])
  await page.goto(`${base}/admin/revues`)
  await page
    .getByRole("link", { name: /^Département .*Lozère/ })
    .first()
    .click()
  await expect(page.getByText("12 sur 12 personnes")).toBeVisible()
  await page.getByRole("link", { name: "Finie (1)" }).click()
  await expect(page.getByRole("row", { name: new RegExp(structure.raisonSociale) })).toContainText(/Dominique.*12 réponses/)
  await expectAccessible(page)
  const [csv] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Preuve en CSV" }).click()])
  expect(csv.suggestedFilename()).toMatch(/^revue-des-droits-.*\.csv$/)
  const [pdf] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Preuve en PDF" }).click()])
  expect(pdf.suggestedFilename()).toMatch(/\.pdf$/)
  await page.getByText("Clore la revue").click()
  await page.getByRole("button", { name: "Clore maintenant" }).click()
  await expect(page.getByRole("status")).toContainText("La revue est close")
  await expect(page.getByRole("row", { name: new RegExp(structure.raisonSociale) })).toContainText("Finie")
  await telephone.close()
})

test("an answer sent after the closing is refused in words, and a suspended profil is given back in one gesture", async ({ page }) => {
  const { structure, referent, people } = await aTeam("46")
  const manager = await aManagerContext()
  const review = await db.review.create({
    data: {
      scope: "departement",
      scopeValue: "46",
      deadline: new Date(Date.now() + year),
      openedAt: new Date(),
      openedBy: manager.actor.accountId,
    },
  })
  const [first] = people
  await db.reviewStructure.create({ data: { reviewId: review.id, structureId: structure.id, people: 1, waiting: 1 } })
  await db.reviewItem.create({
    data: { reviewId: review.id, structureId: structure.id, affiliationId: first?.id ?? "", personOrder: "", held: ["prescripteur_2"] },
  })
  await signIn(page, referent.email)
  await page.goto(`${base}/revues/${review.id}`)
  await closeReview({ ...manager, now: new Date() }, { reviewId: review.id })
  await page.getByRole("listitem").filter({ hasText: "PETIT A" }).getByRole("button", { name: "Garder" }).click()
  await expect(page.getByRole("alert").filter({ hasText: "Cette revue est close depuis" })).toBeVisible()
  expect(await db.reviewItem.count({ where: { reviewId: review.id, answer: null } })).toBe(1)

  await db.affiliation.update({
    where: { id: first?.id ?? "" },
    data: { rafaelProfil: null, suspendedProfil: "prescripteur_2", suspendedAt: new Date() },
  })
  await page.goto(`${base}/mes-structures/${structure.id}`)
  await expect(page.getByText("Prescripteur Niveau 2 (suspendu)")).toBeVisible()
  await page
    .getByRole("row", { name: /PETIT A/ })
    .getByRole("link", { name: "Modifier les droits" })
    .click()
  await expect(page.getByText("Prescripteur Niveau 2, suspendu")).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Rétablir" }).click()
  await expect(page.getByRole("status")).toContainText("Les droits sont à jour")
  expect(await db.affiliation.findUniqueOrThrow({ where: { id: first?.id ?? "" } })).toMatchObject({ rafaelProfil: "prescripteur_2" })

  // Or taken away for good.
  await db.affiliation.update({
    where: { id: first?.id ?? "" },
    data: { rafaelProfil: null, suspendedProfil: "prescripteur_2", suspendedAt: new Date() },
  })
  await page.reload()
  await page.getByRole("button", { name: "Retirer" }).first().click()
  await expect(page.getByText("Prescripteur Niveau 2, suspendu")).toHaveCount(0)
  expect(await db.affiliation.findUniqueOrThrow({ where: { id: first?.id ?? "" } })).toMatchObject({
    rafaelProfil: null,
    suspendedProfil: null,
  })
})

for (const [what, at] of portals)
  test(`${what}: a review is for those who answer`, async () => {
    const { structure, referent, people } = await aTeam("15")
    const manager = await someone("Camille", { isManager: true })
    const review = await db.review.create({
      data: {
        scope: "profil",
        scopeValue: crypto.randomUUID(),
        deadline: new Date(),
        openedAt: new Date(),
        openedBy: manager.id,
        structures: { create: { structureId: structure.id, people: 1, waiting: 1 } },
        items: { create: { structureId: structure.id, affiliationId: people[0]?.id ?? "", personOrder: "", held: [] } },
      },
    })
    const elsewhere = await someone("Ailleurs")
    await anActiveAffiliation(elsewhere.id, (await aStructure()).id, { isReferent: true })
    const member = await someone("Membre")
    await anActiveAffiliation(member.id, structure.id)
    const own = `/revues/${review.id}`
    for (const path of [
      `${own}?structure=${structure.id}`,
      `${own}/detacher?structure=${structure.id}&personne=${people[0]?.id}`,
      `${own}/preuve?structure=${structure.id}`,
    ]) {
      const status = async (id: string) => (await bareRequest(at + path, { headers: { cookie: await cookieOf(id) } })).status
      expect([path, await status(referent.id), await status(manager.id), await status(member.id), await status(elsewhere.id)]).toEqual([
        path,
        200,
        200,
        404,
        404,
      ])
      const out = await bareRequest(at + path)
      expect(out.status).toBe(307)
      expect(out.body).not.toMatch(/PETIT/)
    }
    expect(await db.journal.count({ where: { actorId: elsewhere.id, action: "review.answer", outcome: "refused" } })).toBeGreaterThan(0)
  })
