/** Two tabs of one browser, as on the computer that a mission locale shares: someone else signs in in the second one. */
import { expect, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { forEachPage, signInToDemonstration } from "@/tests/support/crawl"
import { actionFormsIn } from "@/tests/support/e2e-forms"
import { base, signIn, someone } from "@/tests/support/e2e-people"
import { anActiveAffiliation, aStructure } from "@/tests/support/factories"

const demonstration = process.env.E2E_DEMONSTRATION_BASE ?? ""
/** Pages whose forms do nothing in the name of whoever is signed in. */
const forWhoever = /^\/(connexion|mot-de-passe-oublie|reinitialisation)/
const refused = "Ce n’est plus le compte pour lequel cette page avait été ouverte"

test("what one types is never written for whoever signed in since; it is kept, and leaves once one is back", async ({ page, context }) => {
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
  await second.getByRole("button", { name: "Se déconnecter" }).click()
  await second.waitForURL(`${base}/`)
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

test("every form drawn for one person is refused from another, and from a form that does not say", async ({ page, browser }) => {
  test.setTimeout(300_000)
  const others = await browser.newContext()
  const other = await others.newPage()
  await signInToDemonstration(other, demonstration, "membre")
  await signInToDemonstration(page, demonstration, "gestionnaire")
  const [own, theirs] = [page.context().request, others.request]
  const tried = new Set<string>()
  const wrong: string[] = []
  await forEachPage(page, demonstration, {}, async ({ address, html }) => {
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
