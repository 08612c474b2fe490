/**
 * Requests per second of /accueil signed in, and JavaScript and CSS per route, each against a bare dynamic page of the framework
 * in the same build and the same run.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import path from "node:path"
import { gzipSync } from "node:zlib"
import autocannon from "autocannon"
import { db } from "@/lib/platform/db/client"
import { cookieOf } from "@/tests/support/cookies"
import { anAccount, anActiveAffiliation, aPendingRequest, aStructure } from "@/tests/support/factories"
import { copySources, serveCopy } from "@/tests/support/portal-copy"
import { productionEnv } from "./setting"

export async function benchPages(cluster: { appUrl: string; ownerUrl: string }) {
  const env = productionEnv(cluster)
  const copy = copySources("bench")
  addBarePage(path.join(copy, "app"))
  const server = await serveCopy(copy, env)
  try {
    const cookie = await aSignedInReferent()
    await requestsPerSecond(server.base, cookie)
    await weightPerRoute(server.base, cookie)
  } finally {
    await server.stop()
  }
}

/** The portal moves into one route group, the bare page into another: neither shares the other's layout. */
function addBarePage(app: string) {
  const names = readdirSync(app).filter((name) => name !== "globals.css")
  mkdirSync(path.join(app, "(portail)"))
  for (const name of names) renameSync(path.join(app, name), path.join(app, "(portail)", name))
  renameSync(path.join(app, "globals.css"), path.join(app, "(portail)/globals.css"))
  // The layout is now one folder deeper, and so is its path to the packages.
  const layout = path.join(app, "(portail)/layout.tsx")
  writeFileSync(layout, readFileSync(layout, "utf8").replace("../node_modules", "../../node_modules"))
  mkdirSync(path.join(app, "(nue)/nue"), { recursive: true })
  writeFileSync(
    path.join(app, "(nue)/layout.tsx"),
    `export default function L({ children }: { children: React.ReactNode }) { return <html lang="fr"><body>{children}</body></html> }\n`,
  )
  writeFileSync(
    path.join(app, "(nue)/nue/page.tsx"),
    `export const dynamic = "force-dynamic"\nexport default function P() { return <h1>Page nue {Date.now()}</h1> }\n`,
  )
}

async function aSignedInReferent() {
  const structure = await aStructure()
  const person = await anAccount()
  await anActiveAffiliation(person.id, structure.id, { isReferent: true, rafaelProfil: "gestionnaire_general" })
  await aPendingRequest((await anAccount()).id, structure.id)
  return cookieOf(person.id)
}

/** Five alternating rounds of five seconds each; the median of each page. */
async function requestsPerSecond(base: string, cookie: string) {
  const rates: Record<string, number[]> = { "/nue": [], "/accueil": [] }
  for (let round = 0; round < 6; round += 1)
    for (const [route, samples] of Object.entries(rates)) {
      const result = await autocannon({ url: base + route, headers: { cookie }, connections: 16, duration: 5 })
      if (result.non2xx > 0 || result.errors > 0) throw new Error(`${route}: ${result.non2xx} answers that are not 200`)
      if (round > 0) samples.push(result.requests.average)
    }
  const median = (route: string) => (rates[route] ?? []).toSorted((a, b) => a - b)[2] ?? 0
  console.log(
    `/accueil connecté : ${median("/accueil").toFixed(0)} requêtes/s ; page nue : ${median("/nue").toFixed(0)} ; ` +
      `rapport ${(median("/accueil") / median("/nue")).toFixed(2)} (visé : 0,5)`,
  )
}

/** The size of the scripts and styles that each page makes a browser fetch; the bare page has no styles. */
async function weightPerRoute(base: string, cookie: string) {
  const bare = await weightOf(`${base}/nue`, cookie)
  console.log(`JavaScript et CSS (gzip) : page nue ${(bare / 1000).toFixed(0)} ko`)
  const { siret } = await db.structure.findFirstOrThrow({ where: { state: "active" } })
  const request = await db.affiliation.findFirstOrThrow({ where: { status: "pending" } })
  const own = await db.affiliation.findFirstOrThrow({ where: { structureId: request.structureId, status: "active" } })
  const people = `/mes-structures/${own.structureId}`
  const signedOut = [
    "/",
    "/connexion",
    "/inscription",
    `/inscription/informations?siret=${siret}`,
    "/inscription/structure-absente",
    "/mot-de-passe-oublie",
  ]
  const signedIn = [
    "/aide",
    "/aide/profils",
    "/accessibilite",
    "/accueil",
    "/mon-compte",
    "/mes-structures",
    "/annuaires",
    "/demandes",
    `/demandes/${request.id}/valider`,
    `/demandes/${request.id}/refuser`,
    `/demandes/lot?demande=${request.id}`,
    people,
    `${people}/droits/${own.id}`,
    `${people}/modification`,
  ]
  for (const route of [...signedOut, ...signedIn]) {
    const size = await weightOf(base + route, signedOut.includes(route) ? "" : cookie)
    const name = route.replaceAll(/[0-9a-f-]{36}/g, "[id]").replace(/\?.*/, "")
    console.log(`  ${name} : ${(size / 1000).toFixed(0)} ko, ${(size / bare).toFixed(2)} × (visé : ${route === people ? "1,6" : "1,35"})`)
  }
}

/** Every script and style sheet a current browser fetches for the page (`noModule` ones are for others), compressed as a server would. */
async function weightOf(url: string, cookie: string) {
  const response = await fetch(url, { headers: { cookie } })
  if (response.status !== 200) throw new Error(`${url}: ${response.status}`)
  const html = (await response.text()).replace(/<script[^>]*noModule[^>]*>/gi, "")
  const files = new Set(html.match(/\/_next\/static\/[^"'\\ ]+\.(js|css)/g) ?? [])
  let total = 0
  for (const file of files) total += gzipSync(await (await fetch(new URL(file, url))).text()).length
  return total
}
