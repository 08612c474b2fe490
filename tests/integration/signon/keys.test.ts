/** Keys turn while tokens live: the next one is shown before it signs, the former one until nothing that it signed can still be checked. */
import * as openid from "openid-client"
import { afterAll, beforeAll, expect, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import { signingKeys, turnKeys } from "@/lib/signon/provider/keys"
import { anAccount, anActiveAffiliation, aStructure } from "@/tests/support/factories"
import { anApplication, Browser, clientOf, startProvider } from "@/tests/support/sign-on"

let provider: Awaited<ReturnType<typeof startProvider>>
let other: Awaited<ReturnType<typeof startProvider>>
beforeAll(async () => {
  await db.signingKey.deleteMany()
  // Two instances of one portal: the second answers under the name of the first.
  other = await startProvider()
  provider = await startProvider()
})
afterAll(async () => {
  await Promise.all([provider.stop(), other.stop()])
  await db.signingKey.deleteMany()
})

const day = 24 * 3_600_000
const later = (days: number) => new Date(Date.now() + days * day)

async function shownAt(base: string): Promise<string[]> {
  const { keys } = (await (await fetch(`${base}/oidc/jwks`)).json()) as { keys: { kid: string; alg: string; d?: string }[] }
  expect(keys.every((key) => !("d" in key))).toBe(true)
  return keys.filter(({ alg }) => alg === "RS256").map(({ kid }) => kid)
}

const signer = (idToken: string | undefined) =>
  (JSON.parse(Buffer.from((idToken ?? "").split(".")[0] ?? "", "base64url").toString()) as { kid: string }).kid

it("on every instance at once, and tokens of before stay good", async () => {
  const application = await anApplication({ endAddresses: ["https://outil.exemple.fr/fin"] })
  const person = await anAccount()
  await anActiveAffiliation(person.id, (await aStructure()).id)
  const browser = new Browser(provider.base)
  await browser.signIn(person.id)
  const before = await (await clientOf(provider.base, application)).enter(browser)
  const [first = ""] = await shownAt(provider.base)
  expect(await shownAt(other.base), "two instances that began at once have the same").toEqual([first])
  expect(signer(before.id_token)).toBe(first)

  await turnKeys(later(87))
  expect(await shownAt(provider.base)).toEqual([first])
  await turnKeys(later(89))
  await expect.poll(() => shownAt(provider.base)).toHaveLength(2)
  await expect.poll(() => shownAt(other.base)).toHaveLength(2)
  const next = (await shownAt(provider.base)).find((kid) => kid !== first)
  const still = await (await clientOf(provider.base, application)).enter(browser)
  expect(signer(still.id_token), "shown, and does not sign yet").toBe(first)

  await turnKeys(later(92))
  await expect.poll(async () => (await shownAt(provider.base))[0]).toBe(next)
  const client = await clientOf(provider.base, application)
  const after = await client.enter(browser)
  expect(signer(after.id_token)).toBe(next)
  expect(await client.userinfo(before), "an access token of before").toMatchObject({ sub: after.claims()?.sub })
  const end = openid.buildEndSessionUrl(client.config, {
    id_token_hint: before.id_token ?? "",
    post_logout_redirect_uri: "https://outil.exemple.fr/fin",
  })
  expect((await browser.go(end.href)).response.status, "an ID token of before").toBe(200)

  await turnKeys(later(123))
  await expect.poll(() => shownAt(provider.base)).not.toContain(first)
})

it("two workers turn them once", async () => {
  await signingKeys()
  await Promise.all([turnKeys(later(300)), turnKeys(later(300)), turnKeys(later(300))])
  const states = await db.signingKey.groupBy({ by: ["algorithm", "state"], _count: true, where: { state: { not: "past" } } })
  expect(states.every(({ _count }) => _count === 1)).toBe(true)
})

it("sealed with a secret that is no longer the portal's: new ones sign, and nothing stops", async () => {
  await signingKeys()
  const secret = process.env.NEXTAUTH_SECRET ?? ""
  process.env.NEXTAUTH_SECRET = "un-autre-secret-un-autre-secret-un-autre"
  try {
    const keys = await signingKeys()
    expect(keys.map(({ alg }) => alg).sort()).toEqual(["ES256", "RS256"])
    expect(await signingKeys()).toEqual(keys)
  } finally {
    process.env.NEXTAUTH_SECRET = secret
    await db.signingKey.deleteMany()
  }
})
