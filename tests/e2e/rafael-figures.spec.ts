/** What managers see of Rafael. */
import { expect, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { base, someone } from "@/tests/support/e2e-people"
import { expectAccessible, expectRoomForEveryone } from "@/tests/support/e2e-quality"
import { ahead, day, pageFor, submit } from "@/tests/support/e2e-rafael"
import { aPreregistration, aPrescriber, aSession, aTrainingBody } from "@/tests/support/rafael"

test("a manager follows how far pre-registrations come, opens the list behind a number, takes both as files", async ({ browser }) => {
  const [body, prescriber] = [await aTrainingBody(), await aPrescriber()]
  const title = `Figures ${crypto.randomUUID().slice(0, 8)}`
  const { session } = await aSession(body, { title, startsOn: ahead(60), endsOn: ahead(120) })
  const one = await aPreregistration({ structureId: prescriber.structure.id, ownerId: null, sessionId: session.id, status: "accepted" })
  await db.preregistration.update({ where: { id: one.id }, data: { sentAt: new Date(one.stepAt.getTime() - 2 * day) } })
  const manager = await someone("Chiffres", { isManager: true })
  const page = await pageFor(browser, manager.email)
  await page.goto(`${base}/admin/preinscriptions`)
  await page.getByLabel("Par", { exact: true }).selectOption("session")
  await submit(page, "Afficher")
  const row = page.getByRole("row", { name: title })
  await expect(row).toContainText("2 jours")
  await expectAccessible(page)
  await expectRoomForEveryone(page)
  const file = await page.request.get(`${base}/admin/preinscriptions/export?par=session`)
  expect(await file.text()).toContain(title)
  await row.getByRole("link").nth(1).click()
  await expect(page.getByRole("heading", { name: "Liste des préinscriptions" })).toBeVisible()
  await expect(page.getByRole("row", { name: title })).toBeVisible()
  await expectAccessible(page)
  await expectRoomForEveryone(page)
  const list = page.url().replace("/liste?", "/liste/export?")
  expect(await (await page.request.get(list)).text()).toContain(title)
  await page.close()
})
