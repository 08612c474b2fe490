/** Two référents of one structure, each in their own browser, at the same minute. */
import { type Browser, expect, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { base, mailTo, pageOf, someone } from "@/tests/support/e2e-people"
import { expectAccessible } from "@/tests/support/e2e-quality"
import { anAccount, anActiveAffiliation, aPendingRequest, aStructure } from "@/tests/support/factories"

async function twoReferents(browser: Browser) {
  const structure = await aStructure()
  const people = [await someone("Dominique"), await someone("Camille")] as const
  const affiliations = await Promise.all(people.map(({ id }) => anActiveAffiliation(id, structure.id, { isReferent: true })))
  const pages = await Promise.all(people.map(async ({ email }) => pageOf(await browser.newContext(), email)))
  const [first, second] = pages
  if (!first || !second) throw new Error("two pages")
  return { structure, people, affiliations, first, second }
}

test("one decides; the other, whose page still shows the request, reads who did, on the list too", async ({ browser }) => {
  const { structure, first, second } = await twoReferents(browser)
  const applicant = await anAccount({ firstName: "Nadia", lastName: "Benali" })
  const request = await aPendingRequest(applicant.id, structure.id)
  const third = await aPendingRequest((await anAccount({ firstName: "Omar" })).id, structure.id)
  await first.goto(`${base}/demandes`)
  await expect(first.getByText(/Peut aussi répondre\s: Camille/).first()).toBeVisible()
  await first.goto(`${base}/demandes/${request.id}/valider`)
  await second.goto(`${base}/demandes/${request.id}/refuser`)
  await second.getByLabel("Raison du refus").fill("Inconnue dans notre équipe")
  await first.getByRole("button", { name: "Confirmer" }).click()
  await expect(first.getByRole("status")).toContainText("est validée")
  await second.getByRole("button", { name: "Confirmer le refus" }).click()
  await expect(second.getByRole("alert").first()).toContainText("Cette demande a déjà été traitée par Dominique")
  await expect(second.getByLabel("Raison du refus")).toHaveValue("Inconnue dans notre équipe")
  await second.goto(`${base}/demandes`)
  await expect(second.getByRole("listitem").filter({ hasText: "Nadia BENALI" })).toContainText("Validée par Dominique")
  await expectAccessible(second)
  expect(await db.message.count({ where: { toEmail: applicant.email } })).toBe(1)

  // The page that answers several requests at once, when a colleague has just answered one of them.
  await second.goto(`${base}/demandes/lot?demande=${third.id}`)
  await first.goto(`${base}/demandes/${third.id}/valider`)
  await first.getByRole("button", { name: "Confirmer" }).click()
  await expect(first.getByRole("status")).toContainText("est validée")
  await second.getByRole("button", { name: "Valider la demande" }).click()
  await expect(second.getByRole("status")).toContainText("est validée par Dominique")
})

test("8: both edit the same rights: the second is told, sees the rights of now, and loses nothing", async ({ browser }) => {
  const { structure, first, second } = await twoReferents(browser)
  const person = await anAccount({ firstName: "Nadia", lastName: "Benali" })
  const affiliation = await anActiveAffiliation(person.id, structure.id)
  const url = `${base}/mes-structures/${structure.id}/droits/${affiliation.id}`
  await first.goto(url)
  await second.goto(url)
  await first.getByRole("listitem").filter({ hasText: "Prescripteur Niveau 2" }).getByRole("button", { name: "Ajouter" }).click()
  await expect(first.getByRole("status")).toContainText("Prescripteur Niveau 2")
  const employeur = second.getByRole("listitem").filter({ hasText: "Employeur" })
  await employeur.getByRole("button", { name: "Ajouter" }).click()
  await expect(second.getByRole("alert").first()).toContainText("viennent d’être modifiés par Dominique")
  await expect(
    second.getByRole("listitem").filter({ hasText: "Prescripteur Niveau 2" }).getByRole("button", { name: "Retirer" }),
  ).toBeVisible()
  await employeur.getByRole("button", { name: "Ajouter" }).click()
  await expect(second.getByRole("status")).toContainText("Maintenant : Prescripteur Niveau 2, Employeur, Bénéficiaire")
})

test("3, 36: one detaches the other, whose open tab closes on the next click", async ({ browser }) => {
  const { structure, people, affiliations, first, second } = await twoReferents(browser)
  const [mine, theirs] = affiliations
  await second.goto(`${base}/mes-structures/${structure.id}/detacher/${mine?.id}`)
  await expect(second.getByRole("button", { name: "Confirmer le détachement" })).toBeVisible()
  await first.goto(`${base}/mes-structures/${structure.id}/detacher/${theirs?.id}`)
  await first.getByRole("button", { name: "Confirmer le détachement" }).click()
  await expect(first.getByRole("status")).toContainText("n’est plus rattaché")
  await mailTo(people[1].email, /Vous n’êtes plus rattaché/)
  await second.getByRole("button", { name: "Confirmer le détachement" }).click()
  await expect(second.getByRole("heading", { name: "Page introuvable" })).toBeVisible()
  expect(await db.affiliation.count({ where: { structureId: structure.id, status: "active", isReferent: true } })).toBe(1)
})
