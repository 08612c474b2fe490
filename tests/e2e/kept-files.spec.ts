/** "Mes fichiers": its owner comes back to an export, takes it, and deletes it; nobody else knows of it. */
import { expect } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { cookieOf } from "@/tests/support/cookies"
import { bareRequest } from "@/tests/support/e2e-forms"
import { base, signIn, someone } from "@/tests/support/e2e-people"
import { expectAccessible, expectRoomForEveryone } from "@/tests/support/e2e-quality"
import { test } from "@/tests/support/e2e-world"

test("a file that waits is its owner's alone", async ({ page }) => {
  const [owner, other] = [await someone("Nadia"), await someone("Ailleurs")]
  const now = new Date()
  const common = { accountId: owner.id, rights: [], createdAt: now, expiresAt: new Date(now.getTime() + 48 * 3_600_000) }
  const file = await db.keptFile.create({
    data: {
      ...common,
      name: "journal-2026-12-01.csv",
      state: "ready",
      size: 14,
      pieces: {
        create: [new TextEncoder().encode("Nom;Email\n"), new TextEncoder().encode("A;B\n")].map((bytes, position) => ({
          position,
          bytes,
        })),
      },
    },
  })
  await db.keptFile.create({ data: { ...common, name: "long.csv" } })
  await db.keptFile.create({ data: { ...common, name: "perdu.csv", state: "ready", rights: ["manager"] } })
  await signIn(page, owner.email)
  await page.goto(`${base}/mon-compte`)
  await page.getByRole("link", { name: "Mes fichiers" }).click()
  await expect(page.getByText("En préparation")).toBeVisible()
  await expect(page.getByText("Vos droits ont changé depuis")).toBeVisible()
  await expectAccessible(page)
  await expectRoomForEveryone(page)
  const [taken] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "journal-2026-12-01.csv" }).click()])
  expect(taken.suggestedFilename()).toBe("journal-2026-12-01.csv")
  const asked = async (id: string) => bareRequest(`${base}/mes-fichiers/${file.id}`, { headers: { cookie: await cookieOf(id) } })
  expect(await asked(owner.id)).toMatchObject({ status: 200, body: "Nom;Email\nA;B\n" })
  expect((await asked(other.id)).status).toBe(404)
  await page
    .getByRole("row", { name: /journal-2026-12-01/ })
    .getByRole("button", { name: "Supprimer" })
    .click()
  await expect(page.getByRole("status")).toContainText("Le fichier est supprimé")
  expect((await asked(owner.id)).status).toBe(404)
})
