/**
 * Whole sign-ons through the portal's provider (its state in PostgreSQL, the portal's session and rights read at each step), against the same
 * library alone with its in-memory adapter, alternating in one run, client included. Then from the commit of a withdrawn right to the receipt
 * by the application, with 1 and 50 applications. Then what every other request pays when nobody signs on.
 */
import { randomUUID } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { exportJWK, generateKeyPair } from "jose"
import { Provider } from "oidc-provider"
import * as openid from "openid-client"
import { db } from "@/lib/platform/db/client"
import { keepTelling } from "@/lib/signon/events/telling"
import { closeSignOnDatabase } from "@/lib/signon/provider/database"
import { isSignOn, originAfter } from "@/lib/signon/web/mount"
import { cookieOf } from "@/tests/support/cookies"
import { anAccount, anActiveAffiliation, aStructure } from "@/tests/support/factories"
import { anApplication, Browser, callback, startProvider } from "@/tests/support/sign-on"
import { percentile } from "./setting"

const rounds = 5
const seconds = 4
const atOnce = 4

export async function benchSignOn() {
  await wholeSignOns()
  for (const count of [1, 50]) await receipts(count)
  await otherRequests()
  await closeSignOnDatabase()
}

type Way = { base: string; id: string; secret: string; signIn: (browser: Browser) => Promise<unknown> }

/** One person, in a new browser, from the application's request to what it reads of them. */
async function signOn({ base, id, secret, signIn }: Way, ms: number[]) {
  const browser = new Browser(base)
  await signIn(browser)
  const started = performance.now()
  const verifier = openid.randomPKCECodeVerifier()
  const asked = new URLSearchParams({
    client_id: id,
    response_type: "code",
    redirect_uri: callback,
    scope: "openid profile",
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  })
  const { url } = await browser.go(`/oidc/auth?${asked}`)
  const bought = await fetch(`${base}/oidc/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code: url.searchParams.get("code") ?? "",
      redirect_uri: callback,
      code_verifier: verifier,
    }),
  })
  const { access_token } = (await bought.json()) as { access_token?: string }
  const read = await fetch(`${base}/oidc/userinfo`, { headers: { authorization: `Bearer ${access_token}` } })
  if (!((await read.json()) as { given_name?: string }).given_name) throw new Error(`nobody entered: ${url}`)
  ms.push(performance.now() - started)
}

async function wholeSignOns() {
  const bare = await startBare()
  const portal = await startProvider()
  try {
    const application = await anApplication({ scopes: ["profile"] })
    const person = await anAccount({ email: `entree.${randomUUID()}@exemple.fr` })
    await anActiveAffiliation(person.id, (await aStructure()).id)
    const cookie = await cookieOf(person.id)
    const ours: Way = {
      base: portal.base,
      id: application.id,
      secret: application.secret,
      signIn: async (browser) => browser.carry(cookie),
    }
    const rates = { bare: [] as number[], ours: [] as number[] }
    const times = { bare: [] as number[], ours: [] as number[] }
    for (let round = 0; round <= rounds; round += 1)
      for (const [name, way] of [
        ["bare", bare],
        ["ours", ours],
      ] as const) {
        const rate = await perSecond(way, round > 0 ? times[name] : [])
        if (round > 0) rates[name].push(rate)
      }
    const [alone, through] = [percentile(rates.bare, 0.5), percentile(rates.ours, 0.5)]
    console.log(
      `entrées complètes (demande, jeton, userinfo), ${atOnce} à la fois : ${through.toFixed(0)} par seconde, ` +
        `bibliothèque seule en mémoire ${alone.toFixed(0)} ; rapport ${(through / alone).toFixed(2)} (visé : 0,6)`,
    )
    console.log(
      `  durée : p50 ${percentile(times.ours, 0.5).toFixed(0)} ms, p95 ${percentile(times.ours, 0.95).toFixed(0)} ms ; ` +
        `bibliothèque seule p50 ${percentile(times.bare, 0.5).toFixed(0)} ms, p95 ${percentile(times.bare, 0.95).toFixed(0)} ms`,
    )
  } finally {
    await Promise.all([bare.stop(), portal.stop()])
  }
}

async function perSecond(way: Way, ms: number[]) {
  const started = performance.now()
  const before = ms.length
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() - started < seconds * 1000) await signOn(way, ms)
    }),
  )
  return (ms.length - before) / ((performance.now() - started) / 1000)
}

/** The library as its documentation starts it, with one client, and a person who is always signed in. */
async function startBare(): Promise<Way & { stop: () => Promise<void> }> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true })
  const [id, secret] = ["client", "secret-de-la-bibliotheque-seule-en-memoire"]
  let provider: Provider
  const server = createServer(async (request, response) => {
    if (!request.url?.startsWith("/oidc/demande/")) return void provider.callback()(request, response)
    const { params } = await provider.interactionDetails(request, response)
    const grant = new provider.Grant({ accountId: "personne", clientId: String(params.client_id) })
    grant.addOIDCScope("openid profile")
    const result = { login: { accountId: "personne" }, consent: { grantId: await grant.save() } }
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const base = `http://localhost:${(server.address() as AddressInfo).port}`
  provider = new Provider(base, {
    clients: [{ client_id: id, client_secret: secret, redirect_uris: [callback] }],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: "RS256", use: "sig" }] } as never,
    claims: { openid: ["sub"], profile: ["given_name"] },
    cookies: { keys: ["une clé d’essai"] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    routes: { authorization: "/oidc/auth", token: "/oidc/token", userinfo: "/oidc/userinfo", jwks: "/oidc/jwks" },
    interactions: { url: (_context, { uid }) => `/oidc/demande/${uid}` },
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId, given_name: "Sacha" }) }),
  })
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { base, id, secret, signIn: async () => {}, stop }
}

/** From the commit of a withdrawn right to its receipt, by each of `count` applications. */
async function receipts(count: number) {
  process.env.SIGN_ON_PRIVATE_ADDRESSES = "1"
  await db.application.deleteMany()
  const received = new Map<string, (at: number) => void>()
  const server = createServer((request, response) => {
    request.resume()
    request.once("end", () => {
      received.get(request.url ?? "")?.(performance.now())
      response.writeHead(202).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const person = await anAccount({ email: `averti.${randomUUID()}@exemple.fr` })
  const affiliation = await anActiveAffiliation(person.id, (await aStructure()).id, { isEmployeur: true })
  const paths = Array.from({ length: count }, (_, index) => `/${index}`)
  const now = new Date()
  for (const path of paths) {
    const { id } = await anApplication({ eventWay: "push", eventAddress: `${url}${path}` })
    await db.applicationPerson.create({
      data: { applicationId: id, accountId: person.id, affiliationId: affiliation.id, firstAt: now, lastAt: now },
    })
  }
  const stopTelling = keepTelling()
  await new Promise((resolve) => setTimeout(resolve, 1500))
  const ms: number[] = []
  for (let turn = 0; turn < (count === 1 ? 200 : 40); turn += 1) {
    const heard = Promise.all(paths.map((path) => new Promise<number>((resolve) => received.set(path, resolve))))
    await db.affiliation.update({ where: { id: affiliation.id }, data: { isEmployeur: turn % 2 === 1 } })
    const committed = performance.now()
    for (const at of await heard) if (turn > 4) ms.push(Math.max(0, at - committed))
  }
  await stopTelling()
  server.closeAllConnections()
  server.close()
  const p = (share: number) => `${percentile(ms, share).toFixed(0)} ms`
  console.log(
    `du commit à la réception, ${count} application${count > 1 ? "s" : ""} : p50 ${p(0.5)}, p95 ${p(0.95)}, p99 ${p(0.99)} (visé : p95 < 1 s)`,
  )
}

/** What a request that is none of sign-on pays for its being there. */
async function otherRequests() {
  const times = 200_000
  const started = performance.now()
  for (let turn = 0; turn < times; turn += 1) if (isSignOn("/demandes?page=2")) throw new Error("not of sign-on")
  const each = ((performance.now() - started) / times) * 1000
  const waited = performance.now()
  for (let turn = 0; turn < 20_000; turn += 1) await originAfter("/demandes?page=2")
  const after = ((performance.now() - waited) / 20_000) * 1000
  console.log(`toute autre page : ${(each + after).toFixed(1)} µs de plus, sans une question à la base ; le fournisseur n'est pas chargé`)
}
