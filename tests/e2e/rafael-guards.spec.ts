/** What is not yours does not exist, in the offer, in the pre-registrations, nor by the private page of a candidate. */
import { expect, test } from "@playwright/test"
import { cookieOf } from "@/tests/support/cookies"
import { portals } from "@/tests/support/e2e-people"
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
    for (const path of [`/candidature/inconnu/agenda?candidature=${one.id}`, "/candidature/inconnu/donnees"])
      expect(await statusFor(null, path), path).toBe(404)
  })
