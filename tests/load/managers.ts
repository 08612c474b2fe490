/**
 * The managers' searches: p95 of /admin/comptes and /admin/structures with 1,000 accounts and structures, then 100,000 of each. Also
 * the rows per second of an import through the page, compared with the command on the same file.
 */
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import path from "node:path"
import pg from "pg"
import { db } from "@/lib/platform/db/client"
import { cookieOf } from "@/tests/support/cookies"
import { encodeForm, reactFieldsIn } from "@/tests/support/e2e-forms"
import { aManager } from "@/tests/support/factories"
import { serveBuild } from "@/tests/support/portal-copy"
import { startServer } from "@/tests/support/processes"
import { structuresFile } from "@/tests/support/structures-file"
import { percentile, productionEnv } from "./setting"

const root = path.resolve(import.meta.dirname, "../..")
type Cluster = { appUrl: string; ownerUrl: string }

/** Questions of every kind; each names some of the people and structures that `grow` makes. */
const questions = {
  "/admin/comptes": [
    "?q=garcin",
    "?q=camille+bonnet",
    "?q=personne77",
    "?q=06+12+00+04",
    "?q=atelier+du+port",
    "?q=rien+de+tel",
    "?filtre=sans-profil",
  ],
  "/admin/structures": ["?q=atelier", "?q=mission+locale+pau", "?q=4217", "", "?departement=64", "?souci=sans-referent", "?q=rien+de+tel"],
}

export async function benchManagers(cluster: Cluster) {
  const env = productionEnv(cluster)
  const server = await serveBuild(process.cwd(), env)
  try {
    const cookie = await cookieOf((await aManager()).id)
    const times: Record<string, number[]> = {}
    for (const size of [1000, 100_000]) {
      await grow(size)
      await settle(cluster.ownerUrl)
      for (const [page, list] of Object.entries(questions)) {
        const p95 = percentile(await ask(server.base + page, list, cookie), 0.95)
        times[page] = [...(times[page] ?? []), p95]
        console.log(
          `${page}, ${size.toLocaleString("fr-FR")} comptes et structures : p95 ${p95.toFixed(0)} ms (${list.length} questions, 4 à la fois)`,
        )
      }
    }
    for (const [page, [few = 0, many = 0]] of Object.entries(times))
      console.log(`${page} : ${(many / few).toFixed(2)} fois le temps à 1 000`)
  } finally {
    await server.stop()
  }
}

/** Each question forty times, in turn, four at once; the first round is not counted. */
async function ask(address: string, list: string[], cookie: string) {
  const samples: number[] = []
  for (let round = 0; round < 41; round += 1) {
    const waiting = [...list]
    const worker = async () => {
      for (let question = waiting.shift(); question !== undefined; question = waiting.shift()) {
        const started = performance.now()
        const response = await fetch(address + question, { headers: { cookie } })
        await response.arrayBuffer()
        if (response.status !== 200) throw new Error(`${address}${question}: ${response.status}`)
        if (round > 0) samples.push(performance.now() - started)
      }
    }
    await Promise.all(Array.from({ length: 4 }, worker))
  }
  return samples
}

/** Adds structures and accounts up to `size` of each, and attaches one account to each structure; one in ten of them is its référent. */
async function grow(size: number) {
  await db.$executeRaw`
    WITH made AS (
      SELECT i, lpad((800000000 + i)::text, 9, '0') || '0001' AS stem FROM generate_series((SELECT count(*) FROM structure) + 1, ${size}::int) i)
    INSERT INTO structure (siret, raison_sociale, sigle, city, postcode, types)
    SELECT stem || digit, (ARRAY['Atelier du Port', 'Mission locale', 'Institut Loriot', 'Centre Courlis', 'École du Bois'])[1 + i % 5] || ' ' || i,
           'S' || i % 97, (ARRAY['Pau', 'Dax', 'Agen', 'Niort'])[1 + i % 4], (ARRAY['64000', '40100', '47000', '79000'])[1 + i % 4], '{formateur,prescripteur}'
      FROM made, generate_series(0, 9) digit WHERE siret_is_valid(stem || digit)`
  await db.$executeRaw`
    INSERT INTO account (email, password_hash, first_name, last_name, job_title, phone)
    SELECT 'personne' || i || '@exemple.fr', '-', (ARRAY['Camille', 'Alix', 'Nadia', 'Hugo', 'Inès', 'Karim', 'Léa'])[1 + i % 7],
           (ARRAY['Garcin', 'Bonnet', 'Moreau', 'Lefèvre', 'Haddad'])[1 + i % 5] || (ARRAY['', 'eau', 'ier', 'ot', 'ac', 'on', 'et', 'ard'])[1 + i % 8],
           'Conseillère', '+33612' || lpad(i::text, 6, '0')
      FROM generate_series((SELECT count(*) FROM account), ${size}::int - 1) i`
  await db.$executeRaw`
    INSERT INTO affiliation (account_id, structure_id, origin, status, decided_at, is_referent, rafael_profil)
    SELECT a.id, s.id, 'signup', 'active', now(), a.n % 10 = 0, CASE WHEN a.n % 3 > 0 THEN 'prescripteur_1'::rafael_profil END
      FROM (SELECT id, row_number() OVER (ORDER BY id) n FROM account a WHERE NOT is_manager AND NOT EXISTS (SELECT FROM affiliation f WHERE f.account_id = a.id)) a
      JOIN (SELECT id, row_number() OVER (ORDER BY id) n FROM structure s WHERE NOT EXISTS (SELECT FROM affiliation f WHERE f.structure_id = s.id)) s ON s.n = a.n`
}

/** What autovacuum does within minutes on a server that lives. */
async function settle(ownerUrl: string) {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query("VACUUM ANALYZE account, affiliation, structure")
  await owner.end()
}

/** The same file, into the same empty list: by the command, then through the page and its job. Three times each, the best kept. */
export async function benchImportPage(cluster: Cluster) {
  const env = productionEnv(cluster)
  const rates: Record<string, number[]> = { commande: [], page: [] }
  for (let round = 0; round < 3; round += 1) {
    await empty(cluster.ownerUrl)
    const { stdout, stderr, status } = spawnSync(process.execPath, ["scripts/run.mjs", "import", structuresFile()], {
      cwd: root,
      encoding: "utf8",
      env,
    })
    if (status !== 0) throw new Error(stderr)
    rates.commande?.push(Number(stdout.match(/\((\d+) par seconde\)/)?.[1]))
  }
  const port = 3299
  const base = `http://localhost:${port}`
  const server = await startServer(process.execPath, ["scripts/run.mjs", "serve"], {
    cwd: root,
    env: { ...env, PORT: String(port), NEXTAUTH_URL: base, SECOND_FACTOR: "optional", LOG_LEVEL: "warn" },
    url: `${base}/connexion`,
  })
  try {
    const cookie = await cookieOf((await aManager()).id)
    for (let round = 0; round < 3; round += 1) {
      await empty(cluster.ownerUrl)
      rates.page?.push(await throughPage(base, cookie))
    }
  } finally {
    await server.stop()
  }
  const best = (name: string) => Math.max(...(rates[name] ?? []))
  console.log(
    `import par la page : ${best("page").toFixed(0)} lignes/s du clic à « terminé », par la commande ${best("commande")} : ${(best("page") / best("commande")).toFixed(2)}`,
  )
}

/** Sends the file, has it looked at, then counts from the click that loads it to the moment the page would say that it is done. */
async function throughPage(base: string, cookie: string) {
  const bytes = readFileSync(structuresFile())
  const form = new FormData()
  form.set("fichier", new File([bytes], "structures.csv"))
  const sent = await fetch(`${base}/api/imports`, { method: "POST", body: form, headers: { cookie, origin: base }, redirect: "manual" })
  const page = sent.headers.get("location") ?? ""
  const importId = page.split("/").at(-1) ?? ""
  const columns = ["siret", "raison_sociale", "sigle", "enseigne", "code_postal", "commune", "types", "etat"]
  await post(page, cookie, "Voir l’effet", { importId, ...Object.fromEntries(columns.map((column) => [column, column])), adresse: "" })
  await reached(page, cookie, "checked")
  const started = performance.now()
  await post(page, cookie, "Lancer l’import", { importId })
  const { total } = await reached(page, cookie, "done")
  return total / ((performance.now() - started) / 1000)
}

async function post(page: string, cookie: string, marker: string, fields: Record<string, string>) {
  const html = await (await fetch(page, { headers: { cookie } })).text()
  const { body, headers } = encodeForm({ ...reactFieldsIn(html, marker), ...fields })
  await fetch(page, { method: "POST", body, headers: { ...headers, cookie, origin: new URL(page).origin }, redirect: "manual" })
}

async function reached(page: string, cookie: string, wanted: string): Promise<{ total: number }> {
  for (;;) {
    const state = (await (await fetch(`${page}/etat`, { headers: { cookie } })).json()) as { status: string; total: number }
    if (state.status === wanted) return state
    if (state.status === "failed") throw new Error("the import failed")
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function empty(ownerUrl: string) {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query("TRUNCATE structure CASCADE")
  await owner.end()
}
