/** A mixed day at the portal: what people do, in which proportion, and what must be found in the database afterwards. */
import http from "node:http"
import pg from "pg"
import { db } from "@/lib/platform/db/client"
import { hashPassword } from "@/lib/platform/secrets/password"
import { cookieOf } from "@/tests/support/cookies"
import { encodeForm, reactFieldsIn } from "@/tests/support/e2e-forms"
import { anAccount, anActiveAffiliation, aStructure } from "@/tests/support/factories"
import { giveTraces } from "@/tests/support/traces"

const password = "bruyère tandem cobalt 71"

/** The share of each act, in percent. */
const shares = { search: 40, home: 25, people: 15, decision: 10, "sign-in": 5, "sign-up": 5 }
export type Act = keyof typeof shares
export type Answer = { status: number; location: string | undefined; body: string; cookie: string }

/** What the portal answered as done: the database must have each of these once. */
export type Promised = {
  decisions: Set<string>
  signUps: Set<string>
  signIns: number
  /** Gestures that the portal did not do, though the server did not fail: throttled, refused, or cut. */
  notDone: number
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 400 })

type Sent = { path: string; cookie?: string; fields?: Record<string, string> }

/** Sends a request from a network address of its own, as visitors do; fails when the connection breaks. */
export function request(base: string, publicUrl: string, { path, cookie = "", fields }: Sent): Promise<Answer> {
  const form = fields ? encodeForm(fields) : null
  const from = `10.${Math.floor(Math.random() * 256)}.${Math.floor(Math.random() * 256)}.${1 + Math.floor(Math.random() * 254)}`
  const seen = { "x-forwarded-for": from, "x-forwarded-host": new URL(publicUrl).host }
  const headers = { cookie, origin: publicUrl, ...seen, ...form?.headers }
  return new Promise((resolve, reject) => {
    const sent = http.request(new URL(path, base), { agent, method: form ? "POST" : "GET", headers, timeout: 30_000 }, (response) => {
      const chunks: Buffer[] = []
      response.on("data", (chunk: Buffer) => chunks.push(chunk))
      response.once("error", reject)
      response.once("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          location: response.headers.location,
          body: Buffer.concat(chunks).toString(),
          cookie: (response.headers["set-cookie"] ?? []).map((each) => each.split(";")[0]).join("; "),
        }),
      )
    })
    sent.once("timeout", () => sent.destroy(new Error("timeout")))
    sent.once("error", reject)
    sent.end(form?.body)
  })
}

/** Structures, people, référents and a pile of requests: enough for a day that ends when the portal can no longer keep up. */
export async function aRegion({ publicUrl, ownerUrl, pile }: { publicUrl: string; ownerUrl: string; pile: number }) {
  const places: { structureId: string; siret: string; referentCookie: string }[] = []
  for (let index = 0; index < 20; index += 1) {
    const { id, siret } = await aStructure({ raisonSociale: `Institut ${["des métiers", "du bois", "de la mer"][index % 3]} ${index}` })
    const referent = await anAccount({ firstName: "Dominique" })
    await anActiveAffiliation(referent.id, id, { isReferent: true, rafaelProfil: "prescripteur_3" })
    places.push({ structureId: id, siret, referentCookie: await cookieOf(referent.id) })
  }
  const passwordHash = await hashPassword(password)
  await db.$executeRaw`
    INSERT INTO account (email, password_hash, first_name, last_name)
    SELECT 'jour' || i || '@exemple.fr', ${passwordHash}, 'Alix', 'Durand' || i FROM generate_series(1, ${pile}::int) i`
  const ids = places.map(({ structureId }) => structureId)
  // Sixty people attached to each, the others wait: each for one structure.
  await db.$executeRaw`
    INSERT INTO affiliation (account_id, structure_id, origin, status, decided_at)
    SELECT id, (${ids}::uuid[])[1 + n % 20], 'signup', CASE WHEN n < 1200 THEN 'active' ELSE 'pending' END::affiliation_status,
           CASE WHEN n < 1200 THEN now() END
      FROM (SELECT id, row_number() OVER (ORDER BY email) - 1 AS n FROM account WHERE email LIKE 'jour%') numbered`
  await giveTraces()
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query("VACUUM ANALYZE")
  await owner.end()
  const waiting = await db.affiliation.findMany({ where: { status: "pending" }, select: { id: true, structureId: true } })
  const members = await db.affiliation.findMany({ where: { status: "active", isReferent: false }, take: 200, select: { accountId: true } })
  const memberCookies: string[] = []
  for (const { accountId } of members) memberCookies.push(await cookieOf(accountId))
  const byStructure = new Map(places.map((place) => [place.structureId, place]))
  return { publicUrl, places, byStructure, waiting, memberCookies, accounts: pile }
}
export type Region = Awaited<ReturnType<typeof aRegion>>

/** What a browser would have read in the pages before: the fields that name each form's action. */
export async function readForms(base: string, region: Region) {
  const { publicUrl, places, waiting } = region
  const [place] = places
  const own = waiting.find(({ structureId }) => structureId === place?.structureId)
  if (!place || !own) throw new Error("a region has a place and a request")
  const read = async (path: string, marker: string, cookie = "") =>
    reactFieldsIn((await request(base, publicUrl, { path, cookie })).body, marker)
  const identityPath = `/inscription/informations?siret=${place.siret}`
  const identity = await read(identityPath, "Continuer")
  const draft = await request(base, publicUrl, { path: identityPath, fields: { ...identity, ...identityOf(place.siret) } })
  if (draft.status !== 303) throw new Error(`sign-up: ${draft.status}`)
  const check = draft.location ?? ""
  return {
    signIn: await read("/connexion", "Se connecter"),
    refusal: await read(`/demandes/${own.id}/refuser`, "reason", place.referentCookie),
    identity,
    sending: await read(check, "Envoyer ma demande", draft.cookie),
  }
}
type Forms = Awaited<ReturnType<typeof readForms>>

function identityOf(siret: string) {
  const email = `jour.${crypto.randomUUID()}@exemple.fr`
  return { siret, firstName: "Alix", lastName: "Durand", jobTitle: "Formatrice", phone: "", need: "", email, password }
}

const sought = ["institut bois", "metiers", "instut mer", "bois 7", "durnd", "institut des metiers 12"]

function pick<T>(list: readonly T[]): T {
  return list[Math.floor(Math.random() * list.length)] as T
}

/** Draws what the next person does. */
export function draw(): Act {
  let left = Math.random() * 100
  for (const [act, share] of Object.entries(shares) as [Act, number][]) {
    left -= share
    if (left < 0) return act
  }
  return "search"
}

/** The functions that do each act. `send` sends a request and gives its answer; what is answered as done goes into `promised`. */
export function doers(
  region: Region,
  forms: Forms,
  promised: Promised,
  send: (sent: Sent) => Promise<Answer>,
): Record<Act, () => Promise<void>> {
  const page = async (path: string, cookie = "") => void (await send({ path, cookie }))
  return {
    search: () => page(`/api/structures?q=${encodeURIComponent(pick(sought))}&limit=10`),
    home: () => page("/accueil", pick(region.memberCookies)),
    people: () => {
      const place = pick(region.places)
      return page(`/mes-structures/${place.structureId}`, place.referentCookie)
    },
    decision: async () => {
      const next = region.waiting.pop()
      const place = next && region.byStructure.get(next.structureId)
      if (!place) throw new Error("the pile is empty")
      const fields = { ...forms.refusal, affiliationId: next.id, reason: "Inconnu chez nous" }
      const { status } = await send({ path: `/demandes/${next.id}/refuser`, cookie: place.referentCookie, fields })
      if (status === 303) promised.decisions.add(next.id)
      else promised.notDone += 1
    },
    "sign-in": async () => {
      const email = `jour${1 + Math.floor(Math.random() * region.accounts)}@exemple.fr`
      const { location } = await send({ path: "/connexion", fields: { ...forms.signIn, email, password, retour: "/accueil" } })
      if (location === "/accueil") promised.signIns += 1
      else promised.notDone += 1
    },
    "sign-up": async () => {
      const identity = identityOf(pick(region.places).siret)
      const { cookie, location = "" } = await send({
        path: `/inscription/informations?siret=${identity.siret}`,
        fields: { ...forms.identity, ...identity },
      })
      const demande = new URLSearchParams(location.split("?")[1]).get("demande") ?? ""
      const { status } = await send({ path: location, cookie, fields: { ...forms.sending, demande } })
      if (status === 303) promised.signUps.add(identity.email)
      else promised.notDone += 1
    },
  }
}

/** What was promised and is not there, or is there twice. */
export async function lostOf({ decisions, signUps, signIns }: Promised, signInsBefore: number) {
  const traces = await db.$queryRaw<{ id: string; count: number }[]>`
    SELECT f.id::text AS id, count(j.id)::int AS count FROM affiliation f
      JOIN journal j ON j.target_id = f.id AND j.action = 'affiliation.refuse' AND j.outcome = 'done'
     WHERE f.status = 'refused' GROUP BY f.id`
  const traced = new Map(traces.map(({ id, count }) => [id, count]))
  const signUpRows = await db.$queryRaw<{ email: string; count: number }[]>`SELECT email, count(*)::int AS count FROM signup GROUP BY email`
  const kept = new Map(signUpRows.map(({ email, count }) => [email, count]))
  return {
    decisions: [...decisions].filter((id) => traced.get(id) !== 1).length,
    signUps: [...signUps].filter((email) => kept.get(email) !== 1).length,
    signIns: Math.max(0, signIns - ((await db.session.count()) - signInsBefore)),
  }
}
