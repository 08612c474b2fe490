/** Tokens for an interface that reads them by itself (RFC 8707 and 9068): declared, with a person, for five minutes. */
import { createRemoteJWKSet, jwtVerify } from "jose"
import * as openid from "openid-client"
import { afterAll, beforeAll, expect, it } from "vitest"
import { anAccount, anActiveAffiliation, aStructure } from "@/tests/support/factories"
import { anApplication, Browser, callback, clientOf, startProvider } from "@/tests/support/sign-on"

const resource = "https://interface.exemple.fr/v2"

let provider: Awaited<ReturnType<typeof startProvider>>
beforeAll(async () => {
  provider = await startProvider()
})
afterAll(() => provider.stop())

async function aWorld(more: Parameters<typeof anApplication>[0] = {}) {
  const application = await anApplication({ resourceAddress: resource, refreshes: true, ...more })
  const structure = await aStructure()
  const person = await anAccount()
  await anActiveAffiliation(person.id, structure.id, { rafaelProfil: "prescripteur_2", isPrestataire: true })
  const browser = new Browser(provider.base)
  await browser.signIn(person.id)
  const client = await clientOf(provider.base, application)
  const enter = async (asked: Record<string, string>, bought: Record<string, string>) => {
    const request = await client.ask(asked)
    const { url } = await browser.go(request.url.href)
    return openid.authorizationCodeGrant(client.config, url, request.checks, bought)
  }
  return { application, structure, browser, client, enter }
}

/** The token as the interface checks it, with the portal's keys. */
async function verified(token: string) {
  const keys = createRemoteJWKSet(new URL("/oidc/jwks", provider.base))
  return jwtVerify(token, keys, { issuer: provider.base, audience: resource, typ: "at+jwt" })
}

it("is a JWT of five minutes, which says for which structure and with which of its profils", async () => {
  const { application, structure, client, enter } = await aWorld()
  const tokens = await enter({ resource }, { resource })
  const { payload, protectedHeader } = await verified(tokens.access_token)
  expect(protectedHeader.alg).toBe("ES256")
  expect(payload).toMatchObject({
    sub: tokens.claims()?.sub,
    client_id: application.id,
    siret: structure.siret,
    profils: ["prescripteur_2"],
  })
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300)
  expect(Object.keys(payload)).not.toContain("email")
  const read = openid.fetchUserInfo(client.config, tokens.access_token, openid.skipSubjectCheck)
  await expect(read, "it opens the interface alone").rejects.toThrow()
  const plain = await openid.refreshTokenGrant(client.config, tokens.refresh_token ?? "")
  expect(plain.access_token, "the portal's own tokens stay opaque").not.toContain(".")
  const known = await openid.fetchUserInfo(client.config, plain.access_token, tokens.claims()?.sub ?? "")
  expect(known).toMatchObject({ siret: structure.siret })
  const again = await openid.refreshTokenGrant(client.config, plain.refresh_token ?? "", { resource })
  await expect(verified(again.access_token)).resolves.toBeTruthy()
})

it("is made for no other address, of no other application, and without a person for none", async () => {
  const { browser, client, enter } = await aWorld({ reads: ["lire:structures"] })
  const elsewhere = await browser.go((await client.ask({ resource: "https://ailleurs.exemple.fr/" })).url.href)
  expect(elsewhere.url.href.startsWith(callback)).toBe(true)
  expect(elsewhere.url.searchParams.get("error")).toBe("invalid_target")
  await expect(enter({}, { resource }), "it was not asked for").rejects.toMatchObject({ error: "invalid_target" })
  await expect(openid.clientCredentialsGrant(client.config, { scope: "lire:structures", resource })).rejects.toMatchObject({
    error: "invalid_target",
  })
  const undeclared = await aWorld({ resourceAddress: null })
  const refused = await undeclared.browser.go((await undeclared.client.ask({ resource })).url.href)
  expect(refused.url.searchParams.get("error")).toBe("invalid_target")
})
