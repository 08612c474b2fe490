/**
 * A mixed day at growing rates until p95 passes 500 ms, with one instance, then two; the memory after 10,000 and 100,000 requests; the
 * database killed twice. People arrive whether or not the portal is ready for them (an open loop), and the time of each request counts
 * from the instant when it should have been sent.
 */
import { readFileSync } from "node:fs"
import path from "node:path"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { closeDatabase, db } from "@/lib/platform/db/client"
import { closeJobs } from "@/lib/platform/db/jobs"
import { hashPassword } from "@/lib/platform/secrets/password"
import { startFakeResend } from "@/tests/support/fake-resend"
import { type FaultyCluster, startFaultyCluster } from "@/tests/support/faulty-cluster"
import { serveBuild } from "@/tests/support/portal-copy"
import { startWorker } from "@/tests/support/portal-worker"
import { type Act, type Answer, aRegion, doers, draw, lostOf, type Promised, type Region, readForms, request } from "./day"
import { percentile, productionEnv } from "./setting"

const root = path.resolve(import.meta.dirname, "../..")
const publicUrl = "http://localhost:3000"
const stepSeconds = 20
/** A new process compiles code as it runs, so each instance has served some five hundred requests before it is measured. */
const warmUp = { rate: 40, seconds: 15 }
const longest = 500

type Instance = Awaited<ReturnType<typeof serveBuild>>
type Setting = { cluster: FaultyCluster; region: Region; instances: Instance[]; forms: Awaited<ReturnType<typeof readForms>> }
type Taken = { times: number[]; errors: string[]; byAct: Map<Act, number[]> }

/** `only`: "day", "memory", "killed" (all three when none is named), and numbers of instances for the day (one then two by default). */
export async function runLoad(only: string[]) {
  const [names, counts] = [only.filter((word) => Number.isNaN(Number(word))), only.map(Number).filter(Number.isInteger)]
  const asked = (name: string) => names.length === 0 || names.includes(name)
  console.log(`cette machine, à cet instant : ${(await yardstick()).toFixed(0)} argon2id par seconde (32 Mio, 3 passes, deux à la fois)`)
  const provider = await startFakeResend()
  try {
    if (asked("day"))
      for (const count of counts.length > 0 ? counts : [1, 2])
        await withPortal(count, provider.url, 14_000, (setting) => growingDay(setting, count))
    if (asked("memory")) await withPortal(1, provider.url, 16_000, memoryOfManyRequests)
    if (asked("killed")) await withPortal(1, provider.url, 6000, databaseKilledTwice)
  } finally {
    await provider.stop()
  }
}

/** How fast the machine is today: others may share it. */
async function yardstick() {
  const started = performance.now()
  let done = 0
  const one = async () => {
    for (; performance.now() - started < 3000; done += 1) await hashPassword("bruyère tandem cobalt 71")
  }
  await Promise.all([one(), one()])
  return done / ((performance.now() - started) / 1000)
}

async function withPortal(count: number, resendUrl: string, pile: number, work: (setting: Setting) => Promise<void>) {
  const cluster = await startFaultyCluster({ onDisk: true, flags: ["shared_buffers=256MB", "fsync=on", "full_page_writes=on"] })
  const settings = {
    RESEND_BASE_URL: resendUrl,
    TRUSTED_PROXIES: "loopback",
    SECOND_FACTOR: "optional",
    LOG_LEVEL: "warn",
    SEARCHES_PER_MINUTE: "1000000",
  }
  Object.assign(process.env, productionEnv(cluster), settings)
  const toStop: (() => Promise<unknown>)[] = [cluster.stop, closeDatabase, closeJobs]
  try {
    const region = await aRegion({ publicUrl, ownerUrl: cluster.ownerUrl, pile })
    toStop.push((await startWorker()).stop)
    const instances: Instance[] = []
    for (let index = 0; index < count; index += 1) {
      const instance = await serveBuild(root, process.env, publicUrl)
      instances.push(instance)
      toStop.push(instance.stop)
    }
    await work({ cluster, region, instances, forms: await readForms(instances[0]?.base ?? "", region) })
  } finally {
    for (const stop of toStop.reverse()) await stop()
  }
}

/** `rate` arrivals a second for so many seconds, to the instances in turn. */
async function arrivals({ region, instances, forms }: Setting, rate: number, seconds: number, promised: Promised): Promise<Taken> {
  const taken: Taken = { times: [], errors: [], byAct: new Map() }
  let turn = 0
  const perform = async (act: Act, due: number) => {
    const base = instances[turn++ % instances.length]?.base ?? ""
    let from = due
    const send = async (sent: Parameters<typeof request>[2]): Promise<Answer> => {
      try {
        const answer = await request(base, publicUrl, sent)
        if (answer.status >= 500) taken.errors.push(`${act} ${answer.status} ${answer.body.match(/[0-9a-f-]{36}/)?.[0] ?? ""}`)
        return answer
      } catch (error) {
        taken.errors.push(`${act} ${error}`)
        throw error
      } finally {
        const time = performance.now() - from
        taken.times.push(time)
        taken.byAct.set(act, [...(taken.byAct.get(act) ?? []), time])
        from = performance.now()
      }
    }
    // A broken line is counted above.
    await doers(region, forms, promised, send)
      [act]()
      .catch(() => {})
  }
  const started = performance.now()
  const running: Promise<void>[] = []
  for (let due = started; due < started + seconds * 1000; due += (-Math.log(1 - Math.random()) * 1000) / rate) {
    const early = due - performance.now()
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early))
    running.push(perform(draw(), due))
  }
  await Promise.all(running)
  return taken
}

const nothing = (): Promised => ({ decisions: new Set(), signUps: new Set(), signIns: 0, notDone: 0 })

async function growingDay(setting: Setting, count: number) {
  const promised = nothing()
  const before = await db.session.count()
  await arrivals(setting, warmUp.rate, warmUp.seconds * count, promised)
  let held = { rate: 0, perSecond: 0, p95: 0, byAct: new Map<Act, number[]>() }
  let errors = 0
  for (let rate = 40; ; rate = Math.round(rate * 1.2)) {
    const started = performance.now()
    const taken = await arrivals(setting, rate, stepSeconds, promised)
    const seconds = (performance.now() - started) / 1000
    const [perSecond, p95] = [taken.times.length / seconds, percentile(taken.times, 0.95)]
    errors += taken.errors.length
    for (const error of taken.errors.slice(0, 5)) console.log(`      ${error}`)
    if (taken.errors.length > 0) for (const instance of setting.instances) console.log(instance.printed().slice(-1500))
    console.log(`    ${rate} arrivées/s : ${perSecond.toFixed(0)} requêtes/s, p95 ${p95.toFixed(0)} ms, ${taken.errors.length} erreurs`)
    if (p95 > longest) break
    held = { rate, perSecond, p95, byAct: taken.byAct }
  }
  console.log(
    `journée mêlée, ${count} instance${count > 1 ? "s" : ""} : ${held.perSecond.toFixed(0)} requêtes/s avec p95 ${held.p95.toFixed(0)} ms ; ${errors} erreurs en tout`,
  )
  const acts = [...held.byAct].map(([act, times]) => `${act} ${percentile(times, 0.95).toFixed(0)}`)
  console.log(`    p95 par geste (ms) : ${acts.join(", ")}`)
  await account(promised, before)
}

/** Says what was promised, and whether it is all there. */
async function account(promised: Promised, before: number) {
  const lost = await lostOf(promised, before)
  const problems = await dataProblems()
  console.log(
    `    ${promised.decisions.size} décisions, ${promised.signUps.size} inscriptions, ${promised.signIns} connexions promises, ${promised.notDone} gestes non faits ; ` +
      `perdues ou doublées : ${lost.decisions}, ${lost.signUps}, ${lost.signIns} ; check:data : ${problems.length} anomalie(s)`,
  )
  for (const { what, count } of problems) console.log(`      ${what} : ${count}`)
  if (lost.decisions + lost.signUps + lost.signIns + problems.length > 0) process.exitCode = 1
}

async function memoryOfManyRequests(setting: Setting) {
  const promised = nothing()
  const before = await db.session.count()
  const pid = setting.instances[0]?.pid ?? 0
  let done = 0
  const until = async (total: number) => {
    const base = setting.instances[0]?.base ?? ""
    const send = async (sent: Parameters<typeof request>[2]) => {
      done += 1
      return request(base, publicUrl, sent)
    }
    const acts = doers(setting.region, setting.forms, promised, send)
    const one = async () => {
      while (done < total) await acts[draw()]().catch(() => {})
    }
    await Promise.all(Array.from({ length: 12 }, one))
    return settledMemory(pid)
  }
  const [few, many] = [await until(10_000), await until(100_000)]
  console.log(
    `mémoire du serveur web : ${few} Mo après 10 000 requêtes, ${many} Mo après 100 000 : ${(many / few).toFixed(2)} × (visé : 1,1)`,
  )
  await account(promised, before)
}

/** Resident memory in MB once the process is idle: the lowest value in ten seconds. */
async function settledMemory(pid: number) {
  let least = Number.POSITIVE_INFINITY
  for (let look = 0; look < 20; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, 500))
    least = Math.min(least, Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)?.[1]) / 1024)
  }
  return Math.round(least)
}

async function databaseKilledTwice(setting: Setting) {
  const promised = nothing()
  const before = await db.session.count()
  const base = setting.instances[0]?.base ?? ""
  const [cookie = ""] = setting.region.memberCookies
  const backIn: number[] = []
  const killAndWait = async () => {
    setting.cluster.kill()
    const started = performance.now()
    await setting.cluster.restart()
    console.log(`    PostgreSQL de nouveau là après ${((performance.now() - started) / 1000).toFixed(1)} s`)
    for (;;) {
      const answer = await request(base, publicUrl, { path: "/accueil", cookie }).catch(() => null)
      if (answer?.status === 200) break
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    backIn.push((performance.now() - started) / 1000)
  }
  const running = arrivals(setting, 60, 40, promised)
  for (const wait of [10_000, 12_000]) {
    await new Promise((resolve) => setTimeout(resolve, wait))
    await killAndWait()
  }
  const { times, errors } = await running
  console.log(
    `base tuée deux fois : de retour en ${backIn.map((seconds) => seconds.toFixed(1)).join(" et ")} s (visé : 5) ; ${errors.length} erreurs sur ${times.length} requêtes`,
  )
  await account(promised, before)
}
