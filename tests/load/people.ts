/**
 * The people of a structure: requests per second and p95 of the page with 100, 1,000 and 10,000 people attached, each compared with
 * the smallest in the same run. Then the export: rows per second and the server's memory at 1,000 and 100,000 rows.
 */
import { readFileSync } from "node:fs"
import autocannon from "autocannon"
import pg from "pg"
import { db } from "@/lib/platform/db/client"
import { cookieOf } from "@/tests/support/cookies"
import { anAccount, anActiveAffiliation, aStructure } from "@/tests/support/factories"
import { serveBuild } from "@/tests/support/portal-copy"
import { percentile, productionEnv } from "./setting"

export async function benchPeople(cluster: { appUrl: string; ownerUrl: string }) {
  const env = productionEnv(cluster)
  const server = await serveBuild(process.cwd(), env)
  try {
    const referent = await anAccount({ firstName: "Dominique" })
    const structures = new Map<number, string>()
    for (const people of [100, 1000, 10_000, 100_000]) structures.set(people, await aStructureOf(people, referent.id))
    await settle(cluster.ownerUrl)
    const cookie = await cookieOf(referent.id)
    const at = (people: number) => `${server.base}/mes-structures/${structures.get(people)}`
    await pages({ "100": at(100), "1 000": at(1000), "10 000": at(10_000) }, cookie)
    await pages({ "10 000, page 300": `${at(10_000)}?page=300`, "10 000, recherche": `${at(10_000)}?recherche=nom77` }, cookie)
    for (const people of [1000, 100_000, 1000, 100_000]) await exported(people, `${at(people)}/export`, cookie, server.pid)
  } finally {
    await server.stop()
  }
}

/** What autovacuum does within minutes on a server that lives. */
async function settle(ownerUrl: string) {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query("VACUUM ANALYZE account, affiliation")
  await owner.end()
}

async function aStructureOf(people: number, referentId: string) {
  const { id } = await aStructure()
  await anActiveAffiliation(referentId, id, { isReferent: true, rafaelProfil: "prescripteur_3" })
  await db.$executeRaw`
    INSERT INTO account (email, password_hash, first_name, last_name, job_title, phone)
    SELECT 'foule' || i || '.' || ${people}::text || '@exemple.fr', '-', 'Prénom', 'Nom' || (i * 7919 % 100003), 'Conseillère', '+33556000000'
      FROM generate_series(1, ${people - 1}::int) i`
  await db.$executeRaw`
    INSERT INTO affiliation (account_id, structure_id, origin, status, decided_at, rafael_profil)
    SELECT id, ${id}::uuid, 'signup', 'active', now(), 'prescripteur_1' FROM account WHERE email LIKE 'foule%.' || ${people}::text || '@exemple.fr'`
  return id
}

/** Six alternating rounds of four seconds, the first to warm up; the median rate, and the p95 of all answers. */
async function pages(urls: Record<string, string>, cookie: string) {
  const rates: Record<string, number[]> = {}
  const times: Record<string, number[]> = {}
  for (let round = 0; round < 6; round += 1)
    for (const [name, url] of Object.entries(urls)) {
      const { rate, latencies } = await fire(url, cookie)
      if (round === 0) continue
      rates[name] = [...(rates[name] ?? []), rate]
      times[name] = [...(times[name] ?? []), ...latencies]
    }
  for (const name of Object.keys(urls)) {
    const rate = percentile(rates[name] ?? [], 0.5)
    console.log(
      `page des personnes, ${name} : ${rate.toFixed(0)} requêtes/s, p95 ${percentile(times[name] ?? [], 0.95).toFixed(0)} ms (8 à la fois)`,
    )
  }
}

function fire(url: string, cookie: string): Promise<{ rate: number; latencies: number[] }> {
  return new Promise((resolve, reject) => {
    const latencies: number[] = []
    const run = autocannon({ url, headers: { cookie }, connections: 8, duration: 4 }, (error, result) => {
      if (error || result.non2xx > 0 || result.errors > 0) reject(error ?? new Error(`${url}: ${result.non2xx} answers that are not 200`))
      else resolve({ rate: result.requests.average, latencies })
    })
    run.on("response", (_client, _status, _bytes, milliseconds) => latencies.push(milliseconds))
  })
}

async function exported(rows: number, url: string, cookie: string, pid: number) {
  const before = memoryOf(pid)
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, memoryOf(pid))
  }, 10)
  const started = performance.now()
  const response = await fetch(url, { headers: { cookie } })
  let lines = 0
  for await (const chunk of response.body ?? []) for (const byte of chunk as Uint8Array) if (byte === 10) lines += 1
  const seconds = (performance.now() - started) / 1000
  clearInterval(watch)
  if (lines !== rows + 1) throw new Error(`${rows} rows were asked for, ${lines - 1} came`)
  console.log(
    `export CSV de ${rows} lignes : ${(rows / seconds).toFixed(0)} lignes/s, mémoire du serveur ${before.toFixed(0)} Mo avant, ${peak.toFixed(0)} Mo au plus`,
  )
}

/** Resident memory of a process, in MB. */
function memoryOf(pid: number) {
  return Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/VmRSS:\s+(\d+) kB/)?.[1] ?? 0) / 1024
}
