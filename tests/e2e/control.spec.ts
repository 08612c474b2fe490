/** A manager takes control in a browser: what they see, what stays closed to them, and how it ends. */
import { expect, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { drawnForField } from "@/lib/platform/http/form-state"
import { reactFields } from "@/tests/support/e2e-forms"
import { base, mailTo, pageOf, password, signIn, someone } from "@/tests/support/e2e-people"
import { expectAccessible, expectNoOverflow } from "@/tests/support/e2e-quality"
import { anActiveAffiliation, aPendingRequest, aStructure } from "@/tests/support/factories"

test("control is taken for a reason, shows on each page, leaves the owner's things closed, and is given back", async ({
  page,
  browser,
}) => {
  const structure = await aStructure()
  const [manager, person, applicant] = [await someone("Camille", { isManager: true }), await someone("Dominique"), await someone("Nadia")]
  await anActiveAffiliation(person.id, structure.id, { isReferent: true })
  const request = await aPendingRequest(applicant.id, structure.id)
  const owner = await pageOf(await browser.newContext(), person.email)
  // The hidden fields of the owner's forms, read on the owner's own pages: a manager could replay them.
  const passwordFields = await reactFields(owner.request, `${base}/mon-compte`, 'name="password"')
  const informationFields = await reactFields(owner.request, `${base}/mon-compte`, 'name="firstName"')
  const decisionFields = await reactFields(owner.request, `${base}/demandes/${request.id}/valider`, "Confirmer")

  await page.setViewportSize({ width: 360, height: 740 })
  await signIn(page, manager.email)
  await page.goto(`${base}/admin/comptes/${person.id}`)
  await page.getByText("Prendre le contrôle").first().click()
  await page.getByRole("button", { name: "Prendre le contrôle" }).click()
  await expect(page.getByRole("alert").first()).toContainText("Dites pourquoi")
  await page.getByLabel("Raison").first().fill("Vérifier ses demandes avec elle")
  await page.getByRole("button", { name: "Prendre le contrôle" }).click()
  await page.waitForURL(`${base}/accueil`)
  const banner = page.getByRole("region", { name: "Prise de contrôle" })
  for (const path of [
    "/accueil",
    "/mon-compte",
    "/mes-structures",
    "/demandes",
    "/annuaires",
    "/aide",
    `/mes-structures/${structure.id}`,
  ]) {
    await page.goto(base + path)
    await expect(banner).toContainText(/Vous avez pris le contrôle du compte de Dominique DURAND/)
    await expectNoOverflow(page)
  }
  await expectAccessible(page)

  await page.goto(`${base}/mon-compte`)
  await expect(page.getByRole("heading", { name: "Mot de passe" })).toHaveCount(0)
  await expect(page.getByRole("link", { name: "Supprimer mon compte" })).toHaveCount(0)
  for (const path of [
    "/mon-compte/donnees",
    "/mon-compte/supprimer",
    "/mon-compte/cle-acces",
    "/mon-compte/double-authentification",
    "/mes-structures/changement-employeur",
    `/mes-structures/${structure.id}/export`,
    `/demandes/${request.id}/valider`,
    "/admin",
  ])
    expect([path, (await page.request.get(base + path)).status()]).toEqual([path, 404])
  const post = (path: string, fields: Record<string, string>) =>
    page.request.post(base + path, { multipart: fields, headers: { origin: base }, maxRedirects: 0 })
  const before = await db.account.findUniqueOrThrow({ where: { id: person.id }, select: { passwordHash: true } })
  const ownPage = { [drawnForField]: `${person.id}/${manager.id}` }
  const answer = await post("/mon-compte", {
    ...passwordFields,
    ...ownPage,
    currentPassword: password,
    password: "lanterne verger mistral 48",
  })
  expect(await answer.text()).toContain("ce geste reste réservé à la personne")
  const renamed = await post("/mon-compte", {
    ...informationFields,
    ...ownPage,
    firstName: "Autre",
    lastName: "Nom",
    jobTitle: "Fonction",
    phone: "",
  })
  expect(await renamed.text()).toContain("ce geste reste réservé à la personne")
  expect((await db.account.findUniqueOrThrow({ where: { id: person.id } })).firstName, "nobody is renamed under control").not.toBe("Autre")
  await page.goto(`${base}/mon-compte`)
  await expect(page.getByLabel("Prénom")).toHaveCount(0)
  await post(`/demandes/${request.id}/valider`, { ...decisionFields, ...ownPage, affiliationId: request.id, rafaelProfil: "" })
  expect(await db.account.findUniqueOrThrow({ where: { id: person.id }, select: { passwordHash: true } }), "40").toEqual(before)
  expect((await db.affiliation.findUniqueOrThrow({ where: { id: request.id } })).status).toBe("pending")
  expect(await db.journal.findMany({ where: { realActorId: manager.id }, select: { actorId: true, outcome: true } })).toEqual(
    expect.arrayContaining([{ actorId: person.id, outcome: "refused" }]),
  )

  await owner.goto(`${base}/mon-compte`)
  await expect(owner.getByText(/Prise de contrôle par Camille DURAND.*«\s?Vérifier ses demandes avec elle\s?»/).first()).toBeVisible()
  expect((await mailTo(person.email, /a ouvert votre compte/)).text).toContain("Vérifier ses demandes avec elle")

  await banner.getByRole("button", { name: "Rendre le contrôle" }).click()
  await page.waitForURL(/\/admin\/comptes\//)
  await expect(page.getByRole("status")).toContainText("Vous avez rendu le contrôle")
  await expect(banner).toHaveCount(0)
  await owner.reload()
  await expect(owner.getByRole("heading", { name: "Prises de contrôle passées" })).toBeVisible()
})

test("control ends by itself after thirty minutes, and when its own session does", async ({ page }) => {
  const [manager, person] = [await someone("Camille", { isManager: true }), await someone("Dominique")]
  await signIn(page, manager.email)
  await page.goto(`${base}/admin/comptes/${person.id}`)
  await page.getByText("Prendre le contrôle").first().click()
  await page.getByLabel("Raison").first().fill("Aide au téléphone")
  await page.getByRole("button", { name: "Prendre le contrôle" }).click()
  await page.waitForURL(`${base}/accueil`)
  const past = new Date(Date.now() - 31 * 60_000)
  await db.session.updateMany({
    where: { accountId: person.id, controlledBy: manager.id },
    data: { createdAt: past, expiresAt: new Date(past.getTime() + 30 * 60_000) },
  })
  // A link followed in the page that is open: the header changes with the rest.
  await page.getByRole("link", { name: "Mes structures" }).first().click()
  await page.waitForURL(/\/admin\/comptes\//)
  await expect(page.getByRole("region", { name: "Prise de contrôle" })).toHaveCount(0)
  await expect(page.getByRole("status")).toContainText("vous êtes revenu·e à votre propre compte")
  await expect(page.getByRole("link", { name: "Administration" })).toBeVisible()
  // The manager's own session has ended too: nobody is signed in any more.
  await db.session.updateMany({ where: { accountId: manager.id }, data: { revokedAt: new Date() } })
  await page.goto(`${base}/accueil`)
  await expect(page.getByRole("heading", { level: 1, name: "Connexion" })).toBeVisible()
})
