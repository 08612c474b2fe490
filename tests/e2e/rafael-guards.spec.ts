/** What is not yours does not exist, in the offer, in the pre-registrations, nor by the private page of a candidate. */
import { expect, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { cookieOf } from "@/tests/support/cookies"
import { reactFields } from "@/tests/support/e2e-forms"
import { base, portals, signIn } from "@/tests/support/e2e-people"
import { aWorld } from "@/tests/support/e2e-rafael"
import { aPreregistration } from "@/tests/support/rafael"

for (const [name, at] of portals)
  test(`what is not yours does not exist, ${name}`, async ({ request }) => {
    const [{ body, prescriber, session, course, delivery }, elsewhere] = [await aWorld(), await aWorld()]
    const one = await aPreregistration({
      structureId: prescriber.structure.id,
      ownerId: prescriber.people.prescripteur_2.affiliationId,
      sessionId: session.id,
      status: "sent",
    })
    const offer = [`/formations/${course.id}`, `/actions/${delivery.id}`, `/sessions/${session.id}`, `/sessions/${session.id}/annuler`].map(
      (path) => `/rafael/catalogue${path}`,
    )
    const own = [`/rafael/preinscriptions/${one.id}`, `/rafael/preinscriptions/export?vue=envoyees&structure=${prescriber.structure.id}`]
    const statusFor = async (accountId: string | null, path: string) => {
      const headers = accountId ? { cookie: await cookieOf(accountId) } : {}
      const answer = await request.get(at + path, { headers, maxRedirects: 0 })
      return answer.status()
    }
    const { gestionnaire_general: body1 } = body.people
    for (const path of offer) {
      expect(await statusFor(body1.accountId, path), path).toBe(200)
      expect(await statusFor(elsewhere.body.people.gestionnaire_general.accountId, path), path).toBe(404)
      expect(await statusFor(prescriber.people.prescripteur_3.accountId, path), path).toBe(404)
      expect([307, 303], path).toContain(await statusFor(null, path))
    }
    for (const path of own) {
      expect(await statusFor(prescriber.people.prescripteur_2.accountId, path), path).toBe(200)
      expect(await statusFor(elsewhere.prescriber.people.prescripteur_3.accountId, path), path).toBe(404)
      expect([307, 303], path).toContain(await statusFor(null, path))
    }
    expect(await statusFor(prescriber.people.prescripteur_1.accountId, own[0] as string)).toBe(404)
    const attempts = { action: "preregistration.see", outcome: "refused", targetId: one.id } as const
    expect(await db.journal.count({ where: attempts }), "one trace for each who tried").toBe(2)
    for (const path of [`/candidature/inconnu/agenda?candidature=${one.id}`, "/candidature/inconnu/donnees"])
      expect(await statusFor(null, path), path).toBe(404)
  })

test("a gesture posted with a status, a level, a follower or from elsewhere changes nothing; the same, honestly, is done", async ({
  page,
  request,
}) => {
  const { prescriber, session } = await aWorld()
  const { prescripteur_1: level1, prescripteur_2: level2 } = prescriber.people
  const own = { structureId: prescriber.structure.id, ownerId: level1.affiliationId, sessionId: session.id }
  const { id } = await aPreregistration(own)
  const colleagues = await aPreregistration({ ...own, ownerId: level2.affiliationId })
  const address = `${base}/rafael/preinscriptions/${id}`
  await signIn(page, level1.email)
  const fields = await reactFields(page.request, address, "Transmettre pour validation")
  const post = (more: Record<string, string>, origin = base) =>
    page.request.post(address, { multipart: { ...fields, preregistrationId: id, ...more }, headers: { origin }, maxRedirects: 0 })
  const found = async () => {
    const { status, ownerId, sentAt } = await db.preregistration.findUniqueOrThrow({ where: { id } })
    return { status, ownerId, sentAt }
  }
  const before = await found()
  const forged = { status: "sent", level: "3", ownerId: level2.affiliationId, sentAt: "2026-12-01", arrow: "accept", gesture: "validate" }
  for (const [key, value] of Object.entries(forged)) {
    await post({ [key]: value })
    expect(await found(), key).toEqual(before)
  }
  await post({}, "https://mal.example")
  expect(await found(), "another origin").toEqual(before)
  await post({ preregistrationId: colleagues.id })
  expect((await db.preregistration.findUniqueOrThrow({ where: { id: colleagues.id } })).status, "a colleague's").toBe("draft")
  await request.post(address, { multipart: { ...fields, preregistrationId: id }, headers: { origin: base }, maxRedirects: 0 })
  expect(await found(), "signed out").toEqual(before)
  await post({})
  expect(await found()).toEqual({ ...before, status: "to_validate" })
})
