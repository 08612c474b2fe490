/** A manager declares an application, people enter it, it hears of what changes, and each can close what they opened. */
import { expect, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { base, pageOf, someone } from "@/tests/support/e2e-people"
import { expectSound } from "@/tests/support/e2e-quality"
import { startReceiver } from "@/tests/support/event-receiver"
import { anActiveAffiliation, aStructureWithReferent } from "@/tests/support/factories"
import { freePort } from "@/tests/support/processes"
import { runExample } from "@/tests/support/relying-parties"
import { anApplication } from "@/tests/support/sign-on"

test("declared by a manager, entered by a person, told within a second that a right changed, then suspended", async ({ browser }) => {
  const [manager, referent, person] = [await someone("Camille", { isManager: true }), await someone("Dominique"), await someone("Sacha")]
  const { structure } = await aStructureWithReferent({ raisonSociale: "Mission locale du Bocage" })
  await anActiveAffiliation(referent.id, structure.id, { isReferent: true })
  const affiliation = await anActiveAffiliation(person.id, structure.id, { rafaelProfil: "prescripteur_1" })
  const receiver = await startReceiver(base)
  const port = await freePort()
  const name = `Tournesol ${crypto.randomUUID().slice(0, 8)}`

  // The manager declares it. What is missing is said beside its field, and nothing typed is lost.
  const desk = await pageOf(await browser.newContext(), manager.email)
  await desk.goto(`${base}/admin/applications`)
  await desk.getByRole("link", { name: "Déclarer une application" }).click()
  await desk.getByLabel("Nom", { exact: true }).fill(name)
  await desk.getByLabel("À quoi elle sert").fill("Suivre les parcours des apprenants.")
  await desk.getByLabel("Adresses de retour").fill("https://outil.fr/*")
  await desk.getByLabel("Prescripteur Niveau 1").check()
  await desk.getByLabel("Employeur").check()
  await desk.getByLabel("Événements", { exact: true }).selectOption({ label: "Le portail les envoie à son adresse" })
  await desk.getByRole("button", { name: "Déclarer l’application" }).click()
  await expect(desk.getByRole("alert").getByRole("link")).toHaveCount(2)
  await expect(desk.getByRole("alert").first()).toContainText("Donnez l’adresse où envoyer les événements")
  await desk.getByLabel("Adresses de retour").fill(`http://localhost:${port}/retour`)
  await expect(desk.getByLabel("Prescripteur Niveau 1")).toBeChecked()
  await desk.getByLabel("Adresse des événements").fill(`${receiver.url}/evenements`)
  await desk.getByLabel("En-tête Authorization").fill("Bearer abracadabra")
  await expectSound(desk)
  await desk.getByRole("button", { name: "Déclarer l’application" }).click()
  await expect(desk.getByRole("status")).toContainText("L’application est enregistrée")
  await desk.getByRole("button", { name: "Créer le secret" }).click()
  await expect(desk.getByRole("heading", { name: "Copiez ce secret : vous ne le reverrez pas" })).toBeFocused()
  const secret = ((await desk.locator("p.font-mono").textContent()) ?? "").trim()
  expect(secret).toMatch(/^[\w-]{43}$/)
  const { id } = await db.application.findFirstOrThrow({ where: { name } })
  expect(JSON.stringify(await db.applicationSecret.findMany({ where: { applicationId: id } }))).not.toContain(secret)
  await desk.reload()
  await expect(desk.getByText("Secret créé le")).toBeVisible()
  await expect(desk.getByText(secret)).toHaveCount(0)
  await expectSound(desk)

  const example = await runExample({ id, secret }, port)
  try {
    // The person enters, and the référent gives a right: the application hears it at once, with the value.
    const page = await pageOf(await browser.newContext(), person.email)
    await page.goto(`${example.url}/entrer`)
    await expect(page.locator("body")).toContainText('"prescripteur_1"')
    const decider = await pageOf(await browser.newContext(), referent.email)
    await decider.goto(`${base}/mes-structures/${structure.id}/droits/${affiliation.id}`)
    await decider.getByRole("listitem").filter({ hasText: "Employeur" }).getByRole("button", { name: "Ajouter" }).click()
    await expect(decider.getByRole("status")).toContainText("Employeur")
    await expect.poll(() => receiver.said(), { timeout: 3000 }).toHaveLength(1)
    expect(receiver.said()[0]?.[1]).toMatchObject({
      claims: { profils: ["prescripteur_1", "beneficiaire", "employeur"] },
      siret: structure.siret,
    })
    expect(receiver.asked[0]?.authorization).toBe("Bearer abracadabra")
    await page.reload()
    await expect(page.locator("body")).toContainText('"employeur"')

    // The manager reads what was delivered, and tries.
    await desk.reload()
    await expect(desk.getByRole("row").filter({ hasText: "Droits ou informations changés" })).toContainText("Remis")
    await desk.getByRole("button", { name: "Envoyer un événement d’essai" }).click()
    await expect.poll(() => receiver.said().length, { timeout: 3000 }).toBe(2)

    // The person takes it back.
    await page.goto(`${base}/mon-compte#applications`)
    const own = page.getByRole("listitem").filter({ hasText: `${name}, pour Mission locale du Bocage` })
    await own.getByRole("button", { name: "Retirer l’accès" }).click()
    await expect(page.getByRole("status")).toContainText("L’accès est retiré")
    await expect(own).toHaveCount(0)
    await expect.poll(() => receiver.said()[2]?.[1], { timeout: 3000 }).toMatchObject({ claims: {} })
    await page.goto(example.url)
    await expect(page.locator("body")).toContainText('"who": null')

    // The manager suspends it: nobody enters any more.
    await desk.reload()
    await desk.getByRole("button", { name: "Suspendre" }).click()
    await expect(desk.getByRole("status")).toContainText("suspendue")
    await page.goto(`${example.url}/entrer`)
    await expect(page.getByText("n’est pas déclarée auprès du portail, ou elle est suspendue")).toBeVisible()
    await desk.goto(`${base}/admin/journal`)
    await expect(desk.getByText(`a suspendu l’application « ${name} »`)).toBeVisible()
  } finally {
    await example.stop()
    await receiver.stop()
  }
})

test("every structure of people is opened by two managers, neither of them alone", async ({ browser }) => {
  const [one, two] = [await someone("Camille", { isManager: true }), await someone("Dominique", { isManager: true })]
  const name = `Boussole ${crypto.randomUUID().slice(0, 8)}`
  const desk = await pageOf(await browser.newContext(), one.email)
  await desk.goto(`${base}/admin/applications/nouvelle`)
  await desk.getByLabel("Nom", { exact: true }).fill(name)
  await desk.getByLabel("À quoi elle sert").fill("Orienter.")
  await desk.getByLabel("Adresses de retour").fill("https://boussole.exemple.fr/retour")
  await desk.getByLabel("Toutes ses structures").check()
  await desk.getByRole("button", { name: "Déclarer l’application" }).click()
  await expect(desk.getByText("Un·e autre gestionnaire l’accorde ici.")).toBeVisible()
  const { id } = await db.application.findFirstOrThrow({ where: { name } })
  const other = await pageOf(await browser.newContext(), two.email)
  await other.goto(`${base}/admin/applications/${id}`)
  await other.getByRole("button", { name: "Accorder" }).click()
  await expect(other.getByRole("status")).toContainText("peut lire toutes les structures")
  expect(await db.application.findUnique({ where: { id } })).toMatchObject({ structuresAskedBy: one.id, structuresGrantedBy: two.id })
})

test("a manager tries an application with their own account: each step is shown, and what failed is said", async ({ browser }) => {
  const manager = await someone("Camille", { isManager: true })
  const { structure } = await aStructureWithReferent({ raisonSociale: "Mission locale du Marais" })
  await anActiveAffiliation(manager.id, structure.id, { rafaelProfil: "prescripteur_1" })
  const other = await aStructureWithReferent({ raisonSociale: "Mission locale du Plateau" })
  await anActiveAffiliation(manager.id, other.structure.id, { isEmployeur: true })
  const application = await anApplication({ name: `Girouette ${crypto.randomUUID().slice(0, 8)}`, refreshes: true, isThirdParty: true })
  const desk = await pageOf(await browser.newContext(), manager.email)
  await desk.goto(`${base}/admin/applications/${application.id}`)
  await desk.getByRole("button", { name: "Essayer la connexion" }).click()
  await expect(desk.getByRole("heading", { level: 1 })).toHaveText("Pour quelle structure ?")
  const marais = desk.getByRole("listitem").filter({ hasText: "Mission locale du Marais" })
  await marais.getByRole("button", { name: "Entrer" }).click()
  await expect(desk.getByRole("status")).toContainText("La connexion marche de bout en bout")
  await expect(desk.getByText("Réussi", { exact: true })).toHaveCount(7)
  await expect(desk.getByRole("listitem").filter({ hasText: "L’application lit ceci de vous" })).toContainText('["prescripteur_1"]')
  expect(desk.url(), "the code does not stay in the address").toBe(`${base}/admin/applications/${application.id}/essai`)
  await expectSound(desk)
  await desk.goBack()
  await desk.goForward()
  await expect(desk.getByRole("button", { name: /l’essai/ })).toBeVisible()

  // Renounced: the step that failed says why, and the trial begins again.
  await desk.goto(`${base}/admin/applications/${application.id}/essai`)
  await desk.getByRole("button", { name: "Commencer l’essai" }).click()
  await desk.getByRole("button", { name: "Ne pas entrer" }).click()
  await expect(desk.getByRole("status")).toContainText("L’essai s’est arrêté")
  await expect(desk.getByText("ou vous avez renoncé")).toBeVisible()
  await expectSound(desk)
  await expect(desk.getByRole("button", { name: "Recommencer l’essai" })).toBeVisible()
})

test("what programs ask is answered to programs: even a failure is no page, unless they ask for one", async ({ request }) => {
  const ask = async (accept: string) => {
    const answer = await request.post(`${base}/api/scim/v2/Users`, { headers: { accept }, data: {} })
    return [answer.status(), answer.headers()["content-type"]]
  }
  expect(await ask("*/*")).toEqual([501, "application/scim+json; charset=utf-8"])
  expect(await ask("application/scim+json")).toEqual([501, "application/scim+json; charset=utf-8"])
  expect(await ask("text/html")).toEqual([503, "text/html; charset=utf-8"])
})
