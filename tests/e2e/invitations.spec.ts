/** A référent invites thirty people from a pasted list; one of them accepts on a telephone, another with the account they have. */
import { expect, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { anAddress, base, linkIn, mailTo, pageOf, password, signIn, someone } from "@/tests/support/e2e-people"
import { expectAccessible, expectRoomForEveryone } from "@/tests/support/e2e-quality"
import { anActiveAffiliation, aPendingRequest, aStructure } from "@/tests/support/factories"

async function aTeam() {
  const structure = await aStructure({ raisonSociale: `Relais ${crypto.randomUUID().slice(0, 8)}` })
  const referent = await someone("Dominique")
  await anActiveAffiliation(referent.id, structure.id, { isReferent: true })
  return { structure, referent }
}

const telephone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }

test("thirty people from a pasted list: what each line will do, then thirty mails; one signs up on a telephone", async ({
  page,
  browser,
}) => {
  const { structure, referent } = await aTeam()
  const [here, asked] = [await someone("Ici"), await someone("Demande")]
  await anActiveAffiliation(here.id, structure.id)
  await aPendingRequest(asked.id, structure.id)
  const invited = Array.from({ length: 28 }, (_, index) => anAddress(`invitee${index}`))
  const [lea = ""] = invited
  await signIn(page, referent.email)
  await page.goto(`${base}/mes-structures/${structure.id}`)
  await page.getByRole("link", { name: "Inviter" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Inviter" })).toBeVisible()
  await expectAccessible(page)

  const pasted = [`Léa Petit <${lea}>; Prescripteur Niveau 2`, ...invited.slice(1), here.email, asked.email, "pas.une.adresse", lea]
  await page.getByLabel("Adresses e-mail").fill(pasted.join("\n"))
  await page.getByLabel("Profil Rafael").selectOption("Prescripteur Niveau 1")
  await page.getByRole("button", { name: "Voir ce que fera chaque ligne" }).click()
  const preview = page.getByRole("region", { name: "Aperçu" })
  await expect(preview).toContainText("28 personnes seront invitées")
  await expect(preview).toContainText("1 demande en attente sera validée")
  await expect(preview).toContainText("1 adresse vient plus d’une fois")
  await expect(preview).toContainText("Ligne 31 : « pas.une.adresse », ce n’est pas une adresse e-mail.")
  await expect(preview.getByRole("row", { name: new RegExp(lea) })).toContainText("Prescripteur Niveau 2")
  await expect(preview.getByRole("row", { name: new RegExp(here.email) })).toContainText("Déjà rattaché·e")
  await expectAccessible(page)
  await expectRoomForEveryone(page)
  await page.setViewportSize({ width: 1280, height: 900 })

  // What was typed since is not what was shown: nothing may be sent before it is looked at again.
  await page.getByLabel("Adresses e-mail").press("End")
  await page.getByLabel("Adresses e-mail").pressSequentially(" ")
  await expect(page.getByRole("button", { name: "Envoyer" })).toHaveCount(0)
  await page.getByRole("button", { name: "Voir ce que fera chaque ligne" }).click()
  await page.getByRole("button", { name: "Envoyer" }).click()
  await expect(page.getByRole("status")).toContainText("28 invitations partent ; 1 demande est validée ; rien ne change pour 1 personne.")
  await expect(page.getByText("28 invitations, dont 28 en attente")).toBeVisible()
  await expectAccessible(page)
  expect(await db.affiliation.findFirst({ where: { accountId: asked.id } })).toMatchObject({
    status: "active",
    rafaelProfil: "prescripteur_1",
  })
  for (const address of [invited[1] ?? "", invited[27] ?? ""]) await mailTo(address, /vous invite à rejoindre/)

  const own = await browser.newContext(telephone)
  const screen = await own.newPage()
  const link = linkIn(await mailTo(lea, /Dominique .* vous invite à rejoindre/))
  await screen.goto(link)
  await expect(screen.getByRole("heading", { level: 1, name: `Rejoindre ${structure.raisonSociale}` })).toBeVisible()
  await expect(screen.getByText("Prescripteur Niveau 2, Bénéficiaire")).toBeVisible()
  await expectAccessible(screen)
  await screen.getByLabel("Prénom").fill("Léa")
  await screen.getByLabel("Nom", { exact: true }).fill("Petit")
  await screen.getByRole("button", { name: "Accepter" }).tap()
  await expect(screen.getByRole("main").getByRole("alert")).toContainText("Saisissez votre fonction")
  await screen.getByLabel("Fonction").fill("Conseillère")
  await screen.getByLabel("Mot de passe").fill(password)
  await screen.getByRole("button", { name: "Accepter" }).tap()
  await expect(screen.getByRole("status")).toContainText("Vous avez rejoint la structure")
  await screen.goto(`${base}/mes-structures`)
  await expect(screen.getByRole("row", { name: new RegExp(structure.raisonSociale) })).toContainText("Prescripteur Niveau 2")
  await mailTo(referent.email, /Léa PETIT a rejoint/)
  await screen.goto(link)
  await expect(screen.getByText("Cette invitation est déjà acceptée")).toBeVisible()
  await own.close()

  await page.reload()
  await expect(page.getByText("28 invitations, dont 27 en attente")).toBeVisible()
  const line = page.getByRole("row", { name: new RegExp(invited[5] ?? "") })
  await line.getByRole("button", { name: "Annuler" }).click()
  await expect(page.getByRole("status")).toContainText("L’invitation est annulée")

  const again = page.getByRole("row", { name: new RegExp(invited[6] ?? "") })
  await expect(again).toContainText("Repart à partir du")
  await again.getByRole("button", { name: "Renvoyer" }).click()
  await expect(again.getByRole("alert")).toContainText("moins de deux jours")
  const waiting = { structureId: structure.id, email: invited[6] ?? "" }
  await db.invitation.updateMany({ where: waiting, data: { sentAt: new Date(Date.now() - 3 * 24 * 3_600_000) } })
  await page.reload()
  await again.getByRole("button", { name: "Renvoyer" }).click()
  await expect(page.getByRole("status")).toContainText("L’invitation repart")
  await expect(again).toContainText("Repart à partir du")
  expect((await db.invitation.findFirstOrThrow({ where: waiting })).sentAt.getTime()).toBeGreaterThan(Date.now() - 600_000)
})

test("someone who has an account accepts with one button, not as somebody else; another declines", async ({ page, browser }) => {
  const { structure, referent } = await aTeam()
  const [person, other] = [await someone("Sacha"), await someone("Autre")]
  const refusing = anAddress("refuse")
  await signIn(page, referent.email)
  await page.goto(`${base}/mes-structures/${structure.id}/invitations`)
  await page.getByLabel("Adresses e-mail").fill(`${person.email}, ${refusing}`)
  await page.getByRole("button", { name: "Voir ce que fera chaque ligne" }).click()
  await page.getByRole("button", { name: "Envoyer" }).click()
  await expect(page.getByRole("status")).toContainText("2 invitations partent.")

  const link = linkIn(await mailTo(person.email, /vous invite/))
  const own = await browser.newContext()
  const theirs = await pageOf(own, other.email)
  await theirs.goto(link)
  await expect(theirs.getByText("Vous êtes connecté·e avec un autre compte")).toBeVisible()
  await expect(theirs.getByRole("button", { name: "Accepter" })).toHaveCount(0)
  await own.clearCookies()
  await signIn(theirs, person.email)
  await theirs.goto(link)
  await theirs.getByRole("button", { name: "Accepter" }).click()
  await expect(theirs.getByRole("status")).toContainText("Vous avez rejoint la structure")
  await own.close()

  const visitor = await (await browser.newContext()).newPage()
  await visitor.goto(linkIn(await mailTo(refusing, /vous invite/)))
  await visitor.getByRole("button", { name: "Refuser" }).click()
  await expect(visitor.getByRole("status")).toContainText("L’invitation est refusée")
  await mailTo(referent.email, /Invitation refusée/)
  await visitor.context().close()
})
