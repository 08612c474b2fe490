/** What an instance tells whoever watches it, and what it keeps to itself. */
import { afterAll, beforeAll, expect, it } from "vitest"
import { cookieOf } from "@/tests/support/cookies"
import { anAccount } from "@/tests/support/factories"
import { type Region, startRegion } from "@/tests/support/instances"

let region: Region
beforeAll(async () => {
  region = await startRegion()
}, 120_000)
afterAll(() => region?.stop())

it("metrics are on their own port, for this machine only, and say what happens without saying whose", async () => {
  await region.page(region.one.base, "/connexion", "")
  await region.page(region.one.base, `/verification/${"a".repeat(43)}?email=quelqu.un@exemple.fr`, "")
  await region.page(region.one.base, "/oidc/demande/une-demande", "")
  const wrong = { email: "personne@exemple.fr", password: "ce n'est pas celui-ci", retour: "/accueil" }
  await region.post(region.one.base, region.one.base, "/connexion", "Se connecter", wrong)
  const text = await (await fetch(region.one.metrics)).text()
  expect(text).toMatch(/portail_http_request_duration_seconds_count\{method="GET",route="\/connexion",status="200"\} [1-9]/)
  expect(text).toContain('route="/verification/[token]"')
  expect(text).toContain('route="/oidc/demande"')
  expect(text).toContain("portail_database_up 1")
  expect(text).toMatch(/^portail_requests_waiting\{kind="affiliation"\} \d+$/m)
  expect(text).toMatch(/^portail_oldest_request_seconds\{kind="affiliation"\} \d/m)
  expect(text).toMatch(/^portail_sign_on_events\{state="dead"\} \d+$/m)
  expect(text).toMatch(/^portail_oldest_sign_on_event_seconds \d/m)
  expect(text).toMatch(/^portail_oldest_message_seconds \d/m)
  expect(text).toMatch(/^portail_messages\{state="sent"\} \d+$/m)
  expect(text).toMatch(/^portail_jobs_waiting\{queue="[\w-]+"\} \d+$/m)
  expect(text).toMatch(/portail_sign_ins_total\{outcome="wrong-credentials"\} [1-9]/)
  expect(text).not.toMatch(/exemple\.fr|a{43}|une-demande/)
  expect((await region.page(region.one.base, "/metrics", "")).status, "not where visitors come").toBe(404)
})

it("each request leaves a line with its reference and its account, and nothing typed", async () => {
  const { id } = await anAccount()
  const { headers } = await region.page(region.two.base, "/accueil?secret=saisi", await cookieOf(id))
  const reference = String(headers["x-request-id"])
  await expect.poll(() => region.two.printed()).toContain(reference)
  const line =
    region.two
      .printed()
      .split("\n")
      .find((each) => each.includes(reference)) ?? ""
  expect(JSON.parse(line)).toMatchObject({ msg: "request", requestId: reference, accountId: id, path: "/accueil", status: 200 })
  expect(line).not.toContain("saisi")
})

it("traces go to the collector, requests and statements, without what people typed", async () => {
  await region.page(region.one.base, "/api/structures?q=introuvablissime", "")
  const all = () => region.collector.received.join("\n")
  await expect.poll(all, { timeout: 10_000 }).toMatch(/GET \/api\/structures|api\/structures/)
  await expect.poll(all, { timeout: 10_000 }).toContain("search: answering")
  await expect.poll(all, { timeout: 10_000 }).toContain("prisma:client:")
  expect(all()).not.toMatch(/introuvablissime|quelqu\.un@|exemple\.fr|a{43}|une-demande/)
})
