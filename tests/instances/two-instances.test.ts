import pg from "pg"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { db, transaction } from "@/lib/platform/db/client"
import { hashPassword } from "@/lib/platform/secrets/password"
import { queueMessage } from "@/lib/trace/messages/operations"
import { cookieOf, cookieOfSession } from "@/tests/support/cookies"
import { anAccount, anActiveAffiliation, aPendingRequest, aStructure, aStructureWithReferent } from "@/tests/support/factories"
import { type Region, root, startRegion } from "@/tests/support/instances"
import { freePort, startServer } from "@/tests/support/processes"
import { anApplication, Browser, callback, clientOf } from "@/tests/support/sign-on"
import { giveTraces } from "@/tests/support/traces"

const password = "bruyère tandem cobalt 71"

let region: Region
beforeAll(async () => {
  region = await startRegion()
}, 120_000)
afterAll(() => region?.stop())

it("started at once on an empty database: one migrated, the other waited, both serve", async () => {
  const migrated = [region.one, region.two].filter((instance) => instance.printed().includes("Migrations appliquées"))
  expect(migrated).toHaveLength(1)
  for (const { base: at } of [region.one, region.two]) expect((await region.page(at, "/connexion", "")).status).toBe(200)
})

it("behind a proxy of this machine, nobody enters beside it: the port is for 127.0.0.1 alone", async () => {
  const beside = region.one.base.replace("127.0.0.1", "127.0.0.2")
  await expect(fetch(`${beside}/healthz`)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } })
  expect((await fetch(`${region.one.base}/healthz`)).status).toBe(200)
})

it("a form that leads elsewhere brings the page along, also behind TLS", async () => {
  const account = await anAccount({ email: `tls.${crypto.randomUUID()}@exemple.fr`, passwordHash: await hashPassword(password) })
  const { status, headers, body } = await region.call("/connexion", "Se connecter", { email: account.email, password, retour: "/accueil" })
  expect([status, headers["x-action-redirect"]]).toEqual([200, "/accueil;push"])
  // What React reads of the page itself: no second question.
  expect(headers["content-type"]).toBe("text/x-component")
  expect(body).toContain("Bonjour")
  for (const instance of [region.one, region.two]) expect(instance.printed()).not.toContain("failed to get redirect response")
})

describe("whichever instance answers", () => {
  it("a session opened at one lets in at the other, and ended at one lets in at none", async () => {
    const account = await anAccount({ email: `va.${crypto.randomUUID()}@exemple.fr`, passwordHash: await hashPassword(password) })
    const signedIn = await region.post(region.one.base, region.one.base, "/connexion", "Se connecter", {
      email: account.email,
      password,
      retour: "/accueil",
    })
    expect(signedIn.headers.location).toBe("/accueil")
    const cookie = signedIn.headers["set-cookie"]?.map((each) => each.split(";")[0]).join("; ") ?? ""
    expect((await region.page(region.two.base, "/accueil", cookie)).status).toBe(200)
    await db.session.updateMany({ where: { accountId: account.id }, data: { revokedAt: new Date() } })
    for (const { base: at } of [region.one, region.two]) expect((await region.page(at, "/accueil", cookie)).status).toBe(307)
  })

  it("a right withdrawn is gone at both at once", async () => {
    const { referent } = await aStructureWithReferent()
    const cookie = await cookieOf(referent.id)
    for (const { base: at } of [region.one, region.two]) expect((await region.page(at, "/demandes", cookie)).status).toBe(200)
    await db.affiliation.updateMany({ where: { accountId: referent.id }, data: { isReferent: false } })
    for (const { base: at } of [region.one, region.two]) expect((await region.page(at, "/demandes", cookie)).status).toBe(404)
  })

  it("guesses at a password are counted together", async () => {
    const { email } = await anAccount({ email: `devine.${crypto.randomUUID()}@exemple.fr`, passwordHash: await hashPassword(password) })
    const guess = (at: string, word: string) =>
      region.post(at, at, "/connexion", "Se connecter", { email, password: word, retour: "/accueil" })
    for (const at of [region.one, region.two, region.one, region.two, region.one]) await guess(at.base, "ce n’est pas le bon mot")
    // The right password must now wait too, at either instance.
    const right = await guess(region.two.base, password)
    expect(right.headers.location).toBeUndefined()
    expect(right.body).toMatch(/réessayez dans/i)
  })

  it("a form opened at one is understood by the other", async () => {
    const { structure, referent } = await aStructureWithReferent()
    const request = await aPendingRequest((await anAccount()).id, structure.id)
    const cookie = await cookieOf(referent.id)
    const where = `/demandes/${request.id}/refuser`
    const answered = await region.post(
      region.one.base,
      region.two.base,
      where,
      "reason",
      { affiliationId: request.id, reason: "Inconnu chez nous" },
      cookie,
    )
    expect(answered.status).toBe(303)
    expect(await db.affiliation.findUnique({ where: { id: request.id } })).toMatchObject({ status: "refused" })
  })

  it("each mail leaves once, though both send", async () => {
    region.provider.mails.length = 0
    await transaction(async (tx) => {
      for (let index = 0; index < 40; index += 1)
        await queueMessage(tx, new Date(), { email: `lot${index}@exemple.fr` }, "address-taken", {})
    })
    await expect.poll(() => db.message.count({ where: { status: "sent", template: "address-taken" } }), { timeout: 40_000 }).toBe(40)
    const sent = region.provider.mails.filter(({ to }) => to.startsWith("lot"))
    expect(new Set(sent.map(({ to }) => to)).size).toBe(40)
    expect(sent).toHaveLength(40)
    expect(
      region.provider.asked.filter((to) => to.startsWith("lot")),
      "nobody even tried to send one twice",
    ).toHaveLength(40)
  })

  it("a code given through one buys tokens at the other, once; they open at both, and at none once the session has ended", async () => {
    const application = await anApplication({ refreshes: true })
    const { referent } = await aStructureWithReferent()
    const browser = new Browser(region.base)
    const sid = await browser.signIn(referent.id)
    const asked = await (await clientOf(region.base, application)).ask()
    const { url } = await browser.go(asked.url.href)
    const ask = (at: string, path: string, init: RequestInit) => fetch(new URL(path, at), init)
    const exchange = (at: string) =>
      ask(at, "/oidc/token", {
        method: "POST",
        headers: { authorization: `Basic ${Buffer.from(`${application.id}:${application.secret}`).toString("base64")}` },
        body: new URLSearchParams({
          grant_type: "authorization_code",
          code: url.searchParams.get("code") ?? "",
          redirect_uri: callback,
          code_verifier: String(asked.checks.pkceCodeVerifier),
        }),
      })
    const bought = await exchange(region.two.base)
    const { access_token } = (await bought.json()) as { access_token: string }
    expect(bought.status).toBe(200)
    const userinfo = (at: string) => ask(at, "/oidc/userinfo", { headers: { authorization: `Bearer ${access_token}` } })
    for (const { base: at } of [region.one, region.two]) expect((await userinfo(at)).status).toBe(200)
    await db.session.update({ where: { id: sid }, data: { revokedAt: new Date() } })
    for (const { base: at } of [region.one, region.two]) expect((await userinfo(at)).status).toBe(401)
    expect((await exchange(region.one.base)).status).toBe(400)
  })

  it("what comes with the clock is scheduled once, whatever the number of instances", async () => {
    expect(await db.$queryRaw`SELECT name FROM jobs.schedule ORDER BY name`).toEqual([
      { name: "follow-up" },
      { name: "measure-delays" },
      { name: "retention" },
    ])
  })
})

it("rolling restart under load: no request is lost, each decision is written once", async () => {
  const { structure, referent } = await aStructureWithReferent()
  const cookie = await cookieOf(referent.id)
  await giveTraces()
  // What the tests above left behind on purpose.
  const before = await dataProblems()
  region.proxy.lost.length = 0
  let isOver = false
  const answers: number[] = []
  const readers = Array.from({ length: 6 }, async (_, reader) => {
    while (!isOver) {
      const where = ["/connexion", "/api/structures?q=institut", "/accueil", "/demandes"][(reader + answers.length) % 4] ?? "/"
      answers.push((await region.page(region.base, where, cookie)).status)
    }
  })
  const decided: number[] = []
  const said: string[] = []
  // Each asks anew, so that there is someone to answer during the whole of both restarts, however fast or slow the machine is.
  const decider = async () => {
    while (!isOver) {
      const { id } = await aPendingRequest((await anAccount()).id, structure.id)
      const where = `/demandes/${id}/refuser`
      const { status, body } = await region.post(
        region.base,
        region.base,
        where,
        "reason",
        { affiliationId: id, reason: "Inconnu chez nous" },
        cookie,
      )
      decided.push(status)
      if (status !== 303) said.push(body.match(/role="alert"[\s\S]{0,1500}/)?.[0]?.replace(/<[^>]*>/g, " ") ?? body.slice(0, 500))
    }
  }
  const deciders = [decider(), decider()]
  const stops: number[] = []
  const decidedDuring: number[] = []
  try {
    for (const instance of [region.one, region.two]) {
      const [started, done] = [performance.now(), decided.length]
      await instance.stop()
      stops.push(performance.now() - started)
      if ((stops.at(-1) ?? 0) > 10_000) console.log(instance.printed())
      await instance.start()
      await expect.poll(() => region.proxy.ready.has(instance.base), { timeout: 20_000 }).toBe(true)
      decidedDuring.push(decided.length - done)
    }
  } finally {
    isOver = true
    await Promise.all([...readers, ...deciders])
  }
  expect(Math.min(...decidedDuring), "people decided during each restart").toBeGreaterThan(0)
  expect(region.proxy.lost).toEqual([])
  expect(answers.length).toBeGreaterThan(30)
  expect(new Set(answers)).toEqual(new Set([200]))
  expect(said).toEqual([])
  expect(new Set(decided)).toEqual(new Set([303]))
  expect(Math.max(...stops), "each left within ten seconds").toBeLessThan(10_000)
  expect(await db.affiliation.count({ where: { structureId: structure.id, status: "refused" } })).toBe(decided.length)
  expect(await db.journal.count({ where: { structureId: structure.id, action: "affiliation.refuse", outcome: "done" } })).toBe(
    decided.length,
  )
  await giveTraces()
  expect(await dataProblems()).toEqual(before)
}, 120_000)

it("an instance that leaves says so before it stops answering, and keeps no connection open meanwhile", async () => {
  // One request is under way: it waits for a row that someone holds, and is answered all the same.
  const { structure, referent } = await aStructureWithReferent()
  const request = await aPendingRequest((await anAccount()).id, structure.id)
  const cookie = await cookieOf(referent.id)
  const holder = new pg.Client({ connectionString: region.cluster.ownerUrl })
  await holder.connect()
  await holder.query("BEGIN")
  await holder.query("SELECT 1 FROM structure WHERE id = $1 FOR UPDATE", [structure.id])
  const fields = { affiliationId: request.id, reason: "Inconnu chez nous" }
  const underWay = region.post(region.one.base, region.one.base, `/demandes/${request.id}/refuser`, "reason", fields, cookie)
  const isHeld = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%structure%') AS some"
  const watcher = new pg.Client({ connectionString: region.cluster.adminUrl })
  await watcher.connect()
  await expect.poll(async () => (await watcher.query(isHeld)).rows[0].some, { timeout: 10_000 }).toBe(true)
  await watcher.end()
  const stopping = region.one.stop()
  await expect.poll(async () => (await region.page(region.one.base, "/readyz", "")).status, { interval: 20, timeout: 3000 }).toBe(503)
  const still = await region.page(region.one.base, "/connexion", "")
  expect([still.status, still.headers.connection]).toEqual([200, "close"])
  expect((await region.page(region.one.base, "/healthz", "")).status).toBe(200)
  await holder.query("ROLLBACK")
  await holder.end()
  expect((await underWay).status).toBe(303)
  await stopping
  await expect(region.page(region.one.base, "/connexion", "")).rejects.toThrow()
  await region.one.start()
})

it("WEB_ONLY=1 answers and sends nothing; npm run worker sends and answers nothing", async () => {
  await Promise.all([region.one.stop(), region.two.stop()])
  await region.one.start({ WEB_ONLY: "1" })
  region.provider.mails.length = 0
  await transaction((tx) => queueMessage(tx, new Date(), { email: "seul@exemple.fr" }, "address-taken", {}))
  expect((await region.page(region.one.base, "/connexion", "")).status).toBe(200)
  const metricsPort = String(await freePort())
  const metrics = `http://127.0.0.1:${metricsPort}/metrics`
  const worker = await startServer(process.execPath, ["scripts/run.mjs", "worker-only"], {
    cwd: root,
    env: { ...process.env, METRICS_PORT: metricsPort },
    url: metrics,
  })
  await expect.poll(() => region.provider.mails.filter(({ to }) => to === "seul@exemple.fr").length, { timeout: 20_000 }).toBe(1)
  const counted = await (await fetch(metrics)).text()
  expect(counted, "not by the instance, in all the seconds that the worker took to start").toContain(
    'portail_mail_attempts_total{outcome="sent"} 1',
  )
  await worker.stop()
})

it("ready only while the database answers; alive all the same; ready again by itself", async () => {
  const structure = await aStructure()
  const member = await anAccount()
  await anActiveAffiliation(member.id, structure.id)
  const session = await db.session.create({ data: { accountId: member.id, expiresAt: new Date(Date.now() + 3_600_000) } })
  const cookie = await cookieOfSession(member.id, session.id)
  await region.stopDatabase()
  const status = async (where: string) => (await region.page(region.one.base, where, cookie)).status
  await expect.poll(() => status("/readyz"), { timeout: 10_000 }).toBe(503)
  expect(await status("/healthz")).toBe(200)
  expect(await status("/accueil")).toBe(503)
  await region.startDatabase()
  await expect.poll(() => status("/readyz"), { timeout: 10_000 }).toBe(200)
  await expect.poll(() => status("/accueil"), { timeout: 10_000 }).toBe(200)
}, 60_000)

it("a worker tells of an outage when it begins and when it is over, with its causes, and not twenty times a second", async () => {
  const metricsPort = String(await freePort())
  const worker = await startServer(process.execPath, ["scripts/run.mjs", "worker-only"], {
    cwd: root,
    env: { ...process.env, METRICS_PORT: metricsPort },
    url: `http://127.0.0.1:${metricsPort}/metrics`,
  })
  const lines = () =>
    worker
      .printed()
      .split("\n")
      .filter((line) => /"level":[45]0/.test(line))
  const about = (words: string) => lines().filter((line) => line.includes(`"msg":"${words}"`))
  await region.stopDatabase()
  await expect.poll(() => about("jobs: failing").length, { timeout: 10_000 }).toBe(1)
  await new Promise((resolve) => setTimeout(resolve, 5000))
  expect(lines().length, "each of its connections tells once").toBeLessThan(8)
  expect(worker.printed()).not.toContain("[object Object]")
  await region.startDatabase()
  await expect.poll(() => about("jobs: over").length, { timeout: 30_000 }).toBe(1)
  const { failures, causes } = JSON.parse(about("jobs: over")[0] ?? "{}") as { failures: number; causes: Record<string, number> }
  expect(failures, "said in one line").toBeGreaterThan(10)
  expect(Object.keys(causes).join()).toMatch(/ECONNREFUSED|terminat/)
  await worker.stop()
}, 90_000)
