import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import pg from "pg"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { db, transaction } from "@/lib/platform/db/client"
import { closeJobs } from "@/lib/platform/db/jobs"
import { hashPassword } from "@/lib/platform/secrets/password"
import { queueMessage } from "@/lib/trace/messages/operations"
import { startEmbedded } from "@/scripts/embedded"
import { cookieOf, cookieOfSession } from "@/tests/support/cookies"
import { bareRequest, encodeForm, reactFieldsIn } from "@/tests/support/e2e-forms"
import { anAccount, anActiveAffiliation, aPendingRequest, aStructure, aStructureWithReferent } from "@/tests/support/factories"
import { startFakeCollector } from "@/tests/support/fake-collector"
import { startFakeResend } from "@/tests/support/fake-resend"
import { freePort, startServer } from "@/tests/support/processes"
import { startProxy } from "@/tests/support/proxy"
import { giveTraces } from "@/tests/support/traces"

const root = path.resolve(import.meta.dirname, "../..")
const password = "bruyère tandem cobalt 71"
const folder = mkdtempSync(path.join(tmpdir(), "portail-instances-"))

type Instance = {
  base: string
  metrics: string
  start: (more?: Record<string, string>) => Promise<void>
  stop: () => Promise<void>
  printed: () => string
}
let cluster: Awaited<ReturnType<typeof startEmbedded>>
let provider: Awaited<ReturnType<typeof startFakeResend>>
let collector: Awaited<ReturnType<typeof startFakeCollector>>
let proxy: Awaited<ReturnType<typeof startProxy>>
let base: string
let [first, second]: Instance[] = []

/** An instance as a region runs it: `npm start` on a port of its own, with the address of the proxy as its public one. */
async function anInstance(): Promise<Instance> {
  const [port, metricsPort] = [await freePort(), await freePort()]
  const address = `http://127.0.0.1:${port}`
  let running: Awaited<ReturnType<typeof startServer>> | undefined
  return {
    base: address,
    metrics: `http://127.0.0.1:${metricsPort}/metrics`,
    start: async (more = {}) => {
      const env = { ...process.env, PORT: String(port), METRICS_PORT: String(metricsPort), ...more }
      running = await startServer(process.execPath, ["scripts/run.mjs", "serve"], { cwd: root, env, url: `${address}/readyz` })
    },
    stop: async () => running?.stop(),
    printed: () => running?.printed() ?? "",
  }
}

beforeAll(async () => {
  // Neither migrated nor seeded: the first start does it.
  ;[cluster, provider, collector] = await Promise.all([
    startEmbedded(folder, ["fsync=off", "synchronous_commit=off"]),
    startFakeResend(),
    startFakeCollector(),
  ])
  const proxyPort = await freePort()
  base = `http://127.0.0.1:${proxyPort}`
  Object.assign(process.env, {
    DATABASE_URL: cluster.appUrl,
    DATABASE_OWNER_URL: cluster.ownerUrl,
    NEXTAUTH_URL: base,
    RESEND_BASE_URL: provider.url,
    TRUSTED_PROXIES: "loopback",
    SECOND_FACTOR: "optional",
    LOG_LEVEL: "info",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: "300",
  })
  ;[first, second] = [await anInstance(), await anInstance()]
  // Both at once, on a database that has no table yet.
  await Promise.all([first?.start(), second?.start()])
  proxy = await startProxy([one().base, two().base], proxyPort)
  while (proxy.ready.size < 2) await new Promise((resolve) => setTimeout(resolve, 100))
}, 120_000)

afterAll(async () => {
  await Promise.all([first?.stop(), second?.stop()])
  await Promise.all([proxy?.stop(), provider?.stop(), collector?.stop()])
  await closeJobs()
  await db.$disconnect()
  await cluster?.stop()
  rmSync(folder, { recursive: true, force: true })
})

function one(): Instance {
  return first ?? expect.fail("the first instance was not started")
}
function two(): Instance {
  return second ?? expect.fail("the second instance was not started")
}

/** As the proxy says it: which address the visitor asked for. */
const asked = () => ({ "x-forwarded-host": new URL(base).host })
const page = (at: string, where: string, cookie: string) => bareRequest(at + where, { headers: { ...asked(), cookie } })

/** Opens the form at `where` on one instance and posts it to another. */
async function post(from: string, to: string, where: string, marker: string, fields: Record<string, string>, cookie = "") {
  const hidden = reactFieldsIn((await page(from, where, cookie)).body, marker)
  const { body, headers } = encodeForm({ ...hidden, ...fields })
  return bareRequest(to + where, { method: "POST", headers: { ...headers, ...asked(), cookie, origin: base }, body })
}

it("started at once on an empty database: one migrated, the other waited, both serve", async () => {
  const migrated = [one(), two()].filter((instance) => instance.printed().includes("Migrations appliquées"))
  expect(migrated).toHaveLength(1)
  for (const { base: at } of [one(), two()]) expect((await page(at, "/connexion", "")).status).toBe(200)
})

describe("whichever instance answers", () => {
  it("a session opened at one lets in at the other, and ended at one lets in at none", async () => {
    const account = await anAccount({ email: `va.${crypto.randomUUID()}@exemple.fr`, passwordHash: await hashPassword(password) })
    const signedIn = await post(one().base, one().base, "/connexion", "Se connecter", {
      email: account.email,
      password,
      retour: "/accueil",
    })
    expect(signedIn.headers.location).toBe("/accueil")
    const cookie = signedIn.headers["set-cookie"]?.map((each) => each.split(";")[0]).join("; ") ?? ""
    expect((await page(two().base, "/accueil", cookie)).status).toBe(200)
    await db.session.updateMany({ where: { accountId: account.id }, data: { revokedAt: new Date() } })
    for (const { base: at } of [one(), two()]) expect((await page(at, "/accueil", cookie)).status).toBe(307)
  })

  it("a right withdrawn is gone at both at once", async () => {
    const { referent } = await aStructureWithReferent()
    const cookie = await cookieOf(referent.id)
    for (const { base: at } of [one(), two()]) expect((await page(at, "/demandes", cookie)).status).toBe(200)
    await db.affiliation.updateMany({ where: { accountId: referent.id }, data: { isReferent: false } })
    for (const { base: at } of [one(), two()]) expect((await page(at, "/demandes", cookie)).status).toBe(404)
  })

  it("guesses at a password are counted together", async () => {
    const { email } = await anAccount({ email: `devine.${crypto.randomUUID()}@exemple.fr`, passwordHash: await hashPassword(password) })
    const guess = (at: string, word: string) => post(at, at, "/connexion", "Se connecter", { email, password: word, retour: "/accueil" })
    for (const at of [one(), two(), one(), two(), one()]) await guess(at.base, "ce n’est pas le bon mot")
    // The right one now waits, wherever it is given.
    const right = await guess(two().base, password)
    expect(right.headers.location).toBeUndefined()
    expect(right.body).toMatch(/réessayez dans/i)
  })

  it("a form opened at one is understood by the other", async () => {
    const { structure, referent } = await aStructureWithReferent()
    const request = await aPendingRequest((await anAccount()).id, structure.id)
    const cookie = await cookieOf(referent.id)
    const where = `/demandes/${request.id}/refuser`
    const answered = await post(one().base, two().base, where, "reason", { affiliationId: request.id, reason: "Inconnu chez nous" }, cookie)
    expect(answered.status).toBe(303)
    expect(await db.affiliation.findUnique({ where: { id: request.id } })).toMatchObject({ status: "refused" })
  })

  it("each mail leaves once, though both send", async () => {
    provider.mails.length = 0
    await transaction(async (tx) => {
      for (let index = 0; index < 40; index += 1)
        await queueMessage(tx, new Date(), { email: `lot${index}@exemple.fr` }, "address-taken", {})
    })
    await expect.poll(() => db.message.count({ where: { status: "sent", template: "address-taken" } }), { timeout: 40_000 }).toBe(40)
    const sent = provider.mails.filter(({ to }) => to.startsWith("lot"))
    expect(new Set(sent.map(({ to }) => to)).size).toBe(40)
    expect(sent).toHaveLength(40)
    expect(
      provider.asked.filter((to) => to.startsWith("lot")),
      "nobody even tried to send one twice",
    ).toHaveLength(40)
  })

  it("what comes with the clock is scheduled once, whatever the number of instances", async () => {
    expect(await db.$queryRaw`SELECT name FROM jobs.schedule ORDER BY name`).toEqual([{ name: "follow-up" }, { name: "retention" }])
  })
})

describe("for whoever watches", () => {
  it("metrics are on their own port, for this machine only, and say what happens without saying whose", async () => {
    await page(one().base, "/connexion", "")
    await page(one().base, `/verification/${"a".repeat(43)}?email=quelqu.un@exemple.fr`, "")
    const text = await (await fetch(one().metrics)).text()
    expect(text).toMatch(/portail_http_request_duration_seconds_count\{method="GET",route="\/connexion",status="200"\} [1-9]/)
    expect(text).toContain('route="/verification/[token]"')
    expect(text).toContain("portail_database_up 1")
    expect(text).toMatch(/^portail_requests_waiting\{kind="affiliation"\} \d+$/m)
    expect(text).toMatch(/^portail_oldest_request_seconds\{kind="affiliation"\} \d/m)
    expect(text).toMatch(/^portail_oldest_message_seconds \d/m)
    expect(text).toMatch(/^portail_messages\{state="sent"\} \d+$/m)
    expect(text).toMatch(/^portail_jobs_waiting\{queue="[\w-]+"\} \d+$/m)
    expect(text).toMatch(/portail_sign_ins_total\{outcome="wrong-credentials"\} [1-9]/)
    expect(text).not.toMatch(/exemple\.fr|a{43}/)
    expect((await page(one().base, "/metrics", "")).status, "not where visitors come").toBe(404)
  })

  it("each request leaves a line with its reference and its account, and nothing typed", async () => {
    const { id } = await anAccount()
    const { headers } = await page(two().base, "/accueil?secret=saisi", await cookieOf(id))
    const reference = String(headers["x-request-id"])
    await expect.poll(() => two().printed()).toContain(reference)
    const line =
      two()
        .printed()
        .split("\n")
        .find((each) => each.includes(reference)) ?? ""
    expect(JSON.parse(line)).toMatchObject({ msg: "request", requestId: reference, accountId: id, path: "/accueil", status: 200 })
    expect(line).not.toContain("saisi")
  })

  it("traces go to the collector, requests and statements, without what people typed", async () => {
    await page(one().base, "/api/structures?q=introuvablissime", "")
    const all = () => collector.received.join("\n")
    await expect.poll(all, { timeout: 10_000 }).toMatch(/GET \/api\/structures|api\/structures/)
    await expect.poll(all, { timeout: 10_000 }).toContain("prisma:client:")
    expect(all()).not.toMatch(/introuvablissime|quelqu\.un@|exemple\.fr|a{43}/)
  })
})

it("rolling restart under load: no request is lost, each decision is written once", async () => {
  const { structure, referent } = await aStructureWithReferent()
  const cookie = await cookieOf(referent.id)
  const requests: string[] = []
  for (let index = 0; index < 400; index += 1) requests.push((await aPendingRequest((await anAccount()).id, structure.id)).id)
  await giveTraces()
  // What the tests above left behind on purpose.
  const before = await dataProblems()
  proxy.lost.length = 0
  let isOver = false
  const answers: number[] = []
  const readers = Array.from({ length: 6 }, async (_, reader) => {
    while (!isOver) {
      const where = ["/connexion", "/api/structures?q=institut", "/accueil", "/demandes"][(reader + answers.length) % 4] ?? "/"
      answers.push((await page(base, where, cookie)).status)
    }
  })
  const decided: number[] = []
  const said: string[] = []
  const decider = async () => {
    for (let id = requests.pop(); id && !isOver; id = requests.pop()) {
      const where = `/demandes/${id}/refuser`
      const { status, body } = await post(base, base, where, "reason", { affiliationId: id, reason: "Inconnu chez nous" }, cookie)
      decided.push(status)
      if (status !== 303) said.push(body.match(/role="alert"[\s\S]{0,1500}/)?.[0]?.replace(/<[^>]*>/g, " ") ?? body.slice(0, 500))
    }
  }
  const deciders = [decider(), decider()]
  const stops: number[] = []
  const decidedDuring: number[] = []
  try {
    for (const instance of [one(), two()]) {
      const [started, done] = [performance.now(), decided.length]
      await instance.stop()
      stops.push(performance.now() - started)
      if ((stops.at(-1) ?? 0) > 10_000) console.log(instance.printed())
      await instance.start()
      await expect.poll(() => proxy.ready.has(instance.base), { timeout: 20_000 }).toBe(true)
      decidedDuring.push(decided.length - done)
    }
  } finally {
    isOver = true
    await Promise.all([...readers, ...deciders])
  }
  expect(Math.min(...decidedDuring), "people decided during each restart").toBeGreaterThan(0)
  expect(proxy.lost).toEqual([])
  expect(answers.length).toBeGreaterThan(30)
  expect(new Set(answers)).toEqual(new Set([200]))
  expect(said).toEqual([])
  expect(new Set(decided)).toEqual(new Set([303]))
  expect(Math.max(...stops), "each left within ten seconds").toBeLessThan(10_000)
  expect(await db.affiliation.count({ where: { structureId: structure.id, status: "refused" } })).toBe(decided.length)
  expect(await db.journal.count({ where: { structureId: structure.id, action: "affiliation.refuse", outcome: "done" } })).toBe(
    decided.length,
  )
  expect(await dataProblems()).toEqual(before)
}, 120_000)

it("an instance that leaves says so before it stops answering, and keeps no connection open meanwhile", async () => {
  // One request is under way: it waits for a row that someone holds, and is answered all the same.
  const { structure, referent } = await aStructureWithReferent()
  const request = await aPendingRequest((await anAccount()).id, structure.id)
  const cookie = await cookieOf(referent.id)
  const holder = new pg.Client({ connectionString: cluster.ownerUrl })
  await holder.connect()
  await holder.query("BEGIN")
  await holder.query("SELECT 1 FROM structure WHERE id = $1 FOR UPDATE", [structure.id])
  const fields = { affiliationId: request.id, reason: "Inconnu chez nous" }
  const underWay = post(one().base, one().base, `/demandes/${request.id}/refuser`, "reason", fields, cookie)
  const isHeld = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%structure%') AS some"
  const watcher = new pg.Client({ connectionString: cluster.adminUrl })
  await watcher.connect()
  await expect.poll(async () => (await watcher.query(isHeld)).rows[0].some, { timeout: 10_000 }).toBe(true)
  await watcher.end()
  const stopping = one().stop()
  await expect.poll(async () => (await page(one().base, "/readyz", "")).status, { interval: 20, timeout: 3000 }).toBe(503)
  const still = await page(one().base, "/connexion", "")
  expect([still.status, still.headers.connection]).toEqual([200, "close"])
  expect((await page(one().base, "/healthz", "")).status).toBe(200)
  await holder.query("ROLLBACK")
  await holder.end()
  expect((await underWay).status).toBe(303)
  await stopping
  await expect(page(one().base, "/connexion", "")).rejects.toThrow()
  await one().start()
})

it("WEB_ONLY=1 answers and sends nothing; npm run worker sends and answers nothing", async () => {
  await Promise.all([one().stop(), two().stop()])
  await one().start({ WEB_ONLY: "1" })
  provider.mails.length = 0
  await transaction((tx) => queueMessage(tx, new Date(), { email: "seul@exemple.fr" }, "address-taken", {}))
  expect((await page(one().base, "/connexion", "")).status).toBe(200)
  const metricsPort = String(await freePort())
  const metrics = `http://127.0.0.1:${metricsPort}/metrics`
  const worker = await startServer(process.execPath, ["scripts/run.mjs", "worker-only"], {
    cwd: root,
    env: { ...process.env, METRICS_PORT: metricsPort },
    url: metrics,
  })
  await expect.poll(() => provider.mails.filter(({ to }) => to === "seul@exemple.fr").length, { timeout: 20_000 }).toBe(1)
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
  await db.$disconnect()
  await closeJobs()
  await cluster.stop()
  const status = async (where: string) => (await page(one().base, where, cookie)).status
  await expect.poll(() => status("/readyz"), { timeout: 10_000 }).toBe(503)
  expect(await status("/healthz")).toBe(200)
  expect(await status("/accueil")).toBe(503)
  cluster = await startEmbedded(folder, ["fsync=off"], { port: cluster.port })
  await expect.poll(() => status("/readyz"), { timeout: 10_000 }).toBe(200)
  await expect.poll(() => status("/accueil"), { timeout: 10_000 }).toBe(200)
}, 60_000)
