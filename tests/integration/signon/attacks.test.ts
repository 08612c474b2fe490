/** Attacks 60 to 66 of the security page, and bad input of the protocol: each beside what is allowed. */
import { createHash } from "node:crypto"
import { request as httpRequest } from "node:http"
import { exportJWK, generateKeyPair, SignJWT } from "jose"
import * as openid from "openid-client"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { anAccount, anActiveAffiliation, aStructure } from "@/tests/support/factories"
import { anApplication, Browser, callback, clientOf, startProvider } from "@/tests/support/sign-on"

let provider: Awaited<ReturnType<typeof startProvider>>
beforeAll(async () => {
  provider = await startProvider()
})
afterAll(() => provider.stop())

async function aWorld(more: Parameters<typeof anApplication>[0] = {}) {
  const application = await anApplication(more)
  const person = await anAccount()
  await anActiveAffiliation(person.id, (await aStructure()).id)
  const browser = new Browser(provider.base)
  await browser.signIn(person.id)
  return { application, browser, client: await clientOf(provider.base, application) }
}

/** Posts to an endpoint as an application, by hand: what a sound library would not send. */
async function post(path: string, body: Record<string, string>, { id, secret }: { id: string; secret: string }) {
  const response = await fetch(new URL(path, provider.base), {
    method: "POST",
    body: new URLSearchParams(body),
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
  })
  return { status: response.status, body: (await response.json()) as { error?: string; access_token?: string } }
}

describe("where the answer goes (60)", () => {
  it.each([
    "https://outil.exemple.fr/retour/",
    "https://outil.exemple.fr/retour?x=1",
    "https://outil.exemple.fr/Retour",
    "https://outil.exemple.fr:8443/retour",
    "http://outil.exemple.fr/retour",
    "https://outil.exemple.fr.evil.example/retour",
    "https://outil.exemple.fr@evil.example/retour",
    "https://outil.exemple.fr/retour/../autre",
    "https://outil.exemple.fr/retour#fragment",
    "//outil.exemple.fr/retour",
    "javascript:alert(1)",
    "https://outil.exemple.fr/%72etour",
  ])("never to %s: the person reads a French page, nothing leaves", async (redirect_uri) => {
    const { client, browser } = await aWorld()
    const { url, response } = await browser.go((await client.ask({ redirect_uri })).url.href)
    expect(url.origin).toBe(provider.base)
    expect(response.status).toBe(400)
    expect(await response.text()).toMatch(/Cette connexion n’a pas pu se faire/)
    expect(await db.signOnGrant.count()).toBe(0)
  })

  it("to the registered address", async () => {
    const { client, browser } = await aWorld()
    expect((await browser.go((await client.ask()).url.href)).url.href).toContain(`${callback}?code=`)
  })

  it("says who answers (iss), so that no other provider's answer is taken for ours", async () => {
    const { client, browser } = await aWorld()
    const asked = await client.ask()
    const { url } = await browser.go(asked.url.href)
    expect(url.searchParams.get("iss")).toBe(provider.base)
    url.searchParams.set("iss", "https://autre.example")
    await expect(client.tokens(url, asked)).rejects.toThrow()
  })
})

describe("the code", () => {
  async function aCode(more: Record<string, string> = {}) {
    const world = await aWorld({ refreshes: true })
    const asked = await world.client.ask(more)
    const { url } = await world.browser.go(asked.url.href)
    const code = url.searchParams.get("code") ?? ""
    const exchange = (changed: Record<string, string> = {}, as = world.application) =>
      post(
        "/oidc/token",
        {
          grant_type: "authorization_code",
          code,
          redirect_uri: callback,
          code_verifier: String(asked.checks.pkceCodeVerifier),
          ...changed,
        },
        as,
      )
    return { ...world, asked, url, code, exchange }
  }

  it("is exchanged once; a second time, and what the first gave is void too (61)", async () => {
    const { exchange, application } = await aCode()
    const first = await exchange()
    expect(first.status).toBe(200)
    expect((await exchange()).body.error).toBe("invalid_grant")
    const { body } = await post("/oidc/introspection", { token: first.body.access_token ?? "" }, application)
    expect(body).toEqual({ active: false })
  })

  it("of ten who exchange it at the same instant, one at most receives tokens", async () => {
    const { exchange } = await aCode()
    const answers = await Promise.all(Array.from({ length: 10 }, () => exchange()))
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
    expect(answers.every(({ status, body }) => status === 200 || body.error === "invalid_grant")).toBe(true)
  })

  it.each<[string, Record<string, string>]>([
    ["another verifier", { code_verifier: "x".repeat(43) }],
    ["another redirect address", { redirect_uri: `${callback}/` }],
    ["an unknown code", { code: "x".repeat(43) }],
  ])("is refused with %s", async (_, changed) => {
    const { exchange } = await aCode()
    expect(await exchange(changed)).toMatchObject({ status: 400, body: { error: "invalid_grant" } })
  })

  it("is refused without verifier, without secret, with a wrong one, and to another application", async () => {
    const { exchange, application, code } = await aCode()
    const other = await anApplication()
    const without = { grant_type: "authorization_code", code, redirect_uri: callback }
    expect((await post("/oidc/token", without, application)).body.error).toMatch(/invalid_(grant|request)/)
    expect(await exchange({}, { ...application, secret: "faux" })).toMatchObject({ status: 401, body: { error: "invalid_client" } })
    expect(await exchange({}, { ...application, secret: other.secret })).toMatchObject({ status: 401, body: { error: "invalid_client" } })
    expect((await exchange({}, other)).body.error).toBe("invalid_grant")
    expect((await exchange()).status, "its own application may still").toBe(200)
  })

  it("is refused after a minute", async () => {
    const { exchange } = await aCode()
    const [row] = await db.oidcRow.findMany({ where: { model: "AuthorizationCode" } })
    const payload = row?.payload as { exp: number }
    await db.oidcRow.updateMany({
      where: { model: "AuthorizationCode" },
      data: { payload: { ...payload, exp: payload.exp - 61 }, expiresAt: new Date(Date.now() - 1000) },
    })
    expect((await exchange()).body.error).toBe("invalid_grant")
  })

  it("is nowhere in the database, nor are the tokens", async () => {
    const { exchange, code } = await aCode()
    const { body } = await exchange()
    const kept = JSON.stringify(await db.oidcRow.findMany())
    expect(kept).toContain("RefreshToken")
    for (const secret of [code, body.access_token ?? "-"]) expect(kept).not.toContain(secret)
  })

  it("state and nonce of another request are noticed by the application", async () => {
    const { client, url, asked } = await aCode()
    await expect(client.tokens(url, { ...asked, checks: { ...asked.checks, expectedState: "autre" } })).rejects.toThrow()
    await expect(client.tokens(url, { ...asked, checks: { ...asked.checks, expectedNonce: "autre" } })).rejects.toThrow()
  })
})

describe("PKCE (63)", () => {
  it.each<[string, Record<string, string | undefined>]>([
    ["no challenge", { code_challenge: undefined, code_challenge_method: undefined }],
    ["a plain challenge", { code_challenge_method: "plain" }],
    ["no method", { code_challenge_method: undefined }],
  ])("%s is refused to the application, S256 is accepted", async (_, changed) => {
    const { client, browser } = await aWorld()
    const { url } = await client.ask()
    for (const [name, value] of Object.entries(changed))
      if (value === undefined) url.searchParams.delete(name)
      else url.searchParams.set(name, value)
    const answer = (await browser.go(url.href)).url
    expect(answer.searchParams.get("error")).toBe("invalid_request")
    expect(answer.searchParams.has("code")).toBe(false)
  })
})

it.each(["token", "id_token", "code id_token", "none"])("response_type=%s is not offered", async (response_type) => {
  const { client, browser } = await aWorld()
  const { url } = await browser.go((await client.ask({ response_type })).url.href)
  expect(`${url.search}${url.hash}`).toContain("unsupported_response_type")
})

describe("the refresh token (62)", () => {
  it("rotates; the former one used again voids everything", async () => {
    const { client, browser } = await aWorld({ refreshes: true })
    const first = await client.enter(browser)
    const second = await openid.refreshTokenGrant(client.config, first.refresh_token ?? "")
    expect(second.refresh_token).not.toBe(first.refresh_token)
    await expect(openid.refreshTokenGrant(client.config, first.refresh_token ?? "")).rejects.toMatchObject({ error: "invalid_grant" })
    await expect(openid.refreshTokenGrant(client.config, second.refresh_token ?? "")).rejects.toMatchObject({ error: "invalid_grant" })
  })

  it("is given only to an application declared for it, and serves no other", async () => {
    const plain = await aWorld()
    expect((await plain.client.enter(plain.browser)).refresh_token).toBeUndefined()
    const { client, browser } = await aWorld({ refreshes: true })
    const tokens = await client.enter(browser)
    const other = await clientOf(provider.base, await anApplication({ refreshes: true }))
    await expect(openid.refreshTokenGrant(other.config, tokens.refresh_token ?? "")).rejects.toMatchObject({ error: "invalid_grant" })
  })
})

describe("secrets and keys of applications", () => {
  it("two secrets are good at a time; the one removed is not", async () => {
    const { application } = await aWorld({ reads: ["lire:structures"] })
    const second = "un second secret"
    const hash = createHash("sha256").update(second).digest("hex")
    const row = await db.applicationSecret.create({ data: { applicationId: application.id, hash, createdAt: new Date() } })
    const ask = (secret: string) =>
      post("/oidc/token", { grant_type: "client_credentials", scope: "lire:structures" }, { ...application, secret })
    expect([(await ask(application.secret)).status, (await ask(second)).status]).toEqual([200, 200])
    await expect(
      db.applicationSecret.create({ data: { applicationId: application.id, hash: "00", createdAt: new Date() } }),
      "a third is refused",
    ).rejects.toThrow()
    await db.applicationSecret.delete({ where: { id: row.id } })
    expect([(await ask(application.secret)).status, (await ask(second)).status]).toEqual([200, 401])
  })

  async function withKey(more: (key: Prisma.InputJsonObject) => Partial<Prisma.ApplicationUncheckedCreateInput>) {
    const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true })
    const key = { ...(await exportJWK(publicKey)), kid: "k1", alg: "ES256", use: "sig" } as Prisma.InputJsonObject
    const application = await anApplication({ reads: ["lire:structures"], ...more(key) })
    const ask = async (skewSeconds = 0) => {
      const now = Math.floor(Date.now() / 1000) + skewSeconds
      const assertion = await new SignJWT({})
        .setProtectedHeader({ alg: "ES256", kid: "k1" })
        .setIssuer(application.id)
        .setSubject(application.id)
        .setAudience(provider.base)
        .setJti(crypto.randomUUID())
        .setIssuedAt(now)
        .setNotBefore(now)
        .setExpirationTime(now + 60)
        .sign(privateKey)
      const response = await fetch(new URL("/oidc/token", provider.base), {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "client_credentials",
          scope: "lire:structures",
          client_assertion: assertion,
          client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        }),
      })
      return response.status
    }
    return { application, ask, key }
  }

  it("a signed assertion serves instead of a secret; five minutes ahead or behind, it is refused", async () => {
    const { ask } = await withKey((key) => ({ keys: { keys: [key] }, secrets: {} }))
    expect([await ask(), await ask(10), await ask(300), await ask(-300)]).toEqual([200, 200, 401, 401])
  })

  it("keys at an address of a private network are never fetched (64)", async () => {
    let fetched = 0
    const { createServer } = await import("node:http")
    const server = createServer((_, response) => {
      fetched += 1
      response.end("{}")
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const { port } = server.address() as { port: number }
    const { ask } = await withKey(() => ({ keysAddress: `https://127.0.0.1:${port}/jwks`, secrets: {} }))
    expect(await ask()).toBe(401)
    expect(fetched).toBe(0)
    server.close()
  })
})

it("a forged Host changes no address", async () => {
  const { port } = new URL(provider.base)
  await anApplication()
  const answer = await new Promise<string>((resolve) => {
    httpRequest(
      { port, path: "/.well-known/openid-configuration", headers: { host: "evil.example", "x-forwarded-host": "evil.example" } },
      (response) => {
        let text = ""
        response.on("data", (chunk) => {
          text += chunk
        })
        response.on("end", () => resolve(text))
      },
    ).end()
  })
  expect(answer).not.toContain("evil.example")
  expect(JSON.parse(answer)).toMatchObject({ issuer: provider.base, token_endpoint: `${provider.base}/oidc/token` })
})

it("a request pushed beforehand is used once, and by its application alone", async () => {
  const { client, browser } = await aWorld({ pushesRequests: true })
  const direct = (await browser.go((await client.ask()).url.href)).url
  expect(direct.searchParams.get("error"), "an application that must push does not ask otherwise").toBe("invalid_request")
  const asked = await client.ask({}, { pushed: true })
  const { url } = await browser.go(asked.url.href)
  expect((await client.tokens(url, asked)).access_token).toBeTruthy()
  expect((await browser.go(asked.url.href)).url.origin).toBe(provider.base)
})

it("one network that asks without end is asked to wait, and nothing more is written for it (47)", async () => {
  const busy = await startProvider({ perMinute: 5, ip: "192.0.2.7" })
  try {
    const { client } = await aWorld()
    const asked = (await client.ask()).url
    const address = new URL(`${asked.pathname}${asked.search}`, busy.base)
    const answers = []
    for (let turn = 0; turn < 8; turn += 1) answers.push((await fetch(address, { redirect: "manual" })).status)
    expect(answers).toEqual([303, 303, 303, 303, 303, 429, 429, 429])
    expect(await db.oidcRow.count({ where: { model: "Interaction" } })).toBe(5)
  } finally {
    await busy.stop()
    process.env.NEXTAUTH_URL = provider.base
  }
})

it("without an application, no address of sign-on says anything", async () => {
  const alone = await startProvider()
  try {
    expect((await fetch(`${alone.base}/.well-known/openid-configuration`)).status).toBe(404)
    await anApplication()
    expect((await fetch(`${alone.base}/.well-known/openid-configuration`)).status).toBe(200)
  } finally {
    await alone.stop()
    process.env.NEXTAUTH_URL = provider.base
  }
})
