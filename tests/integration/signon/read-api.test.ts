/** `/api/v1`: what an application reads by itself, with a token of its own, and nothing more than it is declared for. */
import * as openid from "openid-client"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { GET as description } from "@/app/api/v1/openapi.json/route"
import { GET as rights } from "@/app/api/v1/structures/[siret]/droits/route"
import { GET as people } from "@/app/api/v1/structures/[siret]/personnes/route"
import { GET as structures } from "@/app/api/v1/structures/route"
import { setProfil } from "@/lib/membership/profils/operations"
import { db } from "@/lib/platform/db/client"
import { peopleShape, rightsShape, structuresShape } from "@/lib/signon/read-api/schema"
import { markOf } from "@/lib/vocabulary/profils/rules"
import { aManagerContext, anAccount, anActiveAffiliation, aStructure } from "@/tests/support/factories"
import { anApplication, Browser, clientOf, startProvider } from "@/tests/support/sign-on"

let provider: Awaited<ReturnType<typeof startProvider>>
beforeAll(async () => {
  provider = await startProvider()
})
afterAll(() => provider.stop())

const allReads = ["lire:structures", "lire:personnes", "lire:droits"]

async function aReader(more: Parameters<typeof anApplication>[0] = {}) {
  const application = await anApplication({ reads: allReads, ...more })
  const client = await clientOf(provider.base, application)
  const { access_token: token } = await openid.clientCredentialsGrant(client.config, {
    scope: (more.reads as string[] | undefined)?.join(" ") ?? allReads.join(" "),
  })
  return { application, client, token }
}

const asked = (path: string, token: string, headers: Record<string, string> = {}) =>
  new Request(new URL(path, provider.base), { headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers } })
const of = (siret: string) => ({ params: Promise.resolve({ siret }) })

describe("structures", () => {
  it("page after page, each once, in the order of their SIRET; the same again is not sent twice", async () => {
    const { token } = await aReader()
    for (let index = 0; index < 7; index += 1) await aStructure()
    const read: string[] = []
    let cursor: string | null = ""
    while (cursor !== null) {
      const page: { structures: { siret: string }[]; suivant: string | null } = structuresShape.parse(
        await (await structures(asked(`/api/v1/structures?limite=3${cursor ? `&curseur=${cursor}` : ""}`, token))).json(),
      )
      read.push(...page.structures.map(({ siret }) => siret))
      cursor = page.suivant
    }
    expect(read).toEqual((await db.structure.findMany({ orderBy: { siret: "asc" } })).map(({ siret }) => siret))
    const first = await structures(asked("/api/v1/structures", token))
    const again = await structures(asked("/api/v1/structures", token, { "if-none-match": first.headers.get("etag") ?? "" }))
    expect([first.status, again.status, await again.text()]).toEqual([200, 304, ""])
  })

  it.each(["limite=0", "limite=1000", "limite=x", "autre=1", "etat=ouverte"])("%s is refused in words", async (query) => {
    const { token } = await aReader()
    const answer = await structures(asked(`/api/v1/structures?${query}`, token))
    expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([400, "invalid_request"])
  })
})

describe("people and rights", () => {
  it("those of a structure, under the name that this application knows, with its profils and its scopes alone", async () => {
    const { token, client, application } = await aReader({ scopes: ["profile"], profils: ["prescripteur_2"] })
    const structure = await aStructure()
    const person = await anAccount({ firstName: "Sacha", lastName: "Martin" })
    await anActiveAffiliation(person.id, structure.id, { rafaelProfil: "prescripteur_2", isEmployeur: true })
    const gone = await anAccount({ disabledAt: new Date(), disabledReason: "essai" })
    await anActiveAffiliation(gone.id, structure.id)
    const browser = new Browser(provider.base)
    await browser.signIn(person.id)
    const sub = (await client.enter(browser, { scope: "openid profile" })).claims()?.sub
    const read = peopleShape.parse(await (await people(asked("/", token), of(structure.siret))).json())
    expect(read).toEqual({
      personnes: [{ sub, given_name: "Sacha", family_name: "Martin", profils: ["prescripteur_2"], referent: false }],
      suivant: null,
    })
    expect(application.sector).not.toContain(String(sub))
    expect((await people(asked("/", token), of("00000000000000"))).status).toBe(404)
  })

  it("of a past instant, as they were", async () => {
    const { token } = await aReader()
    const structure = await aStructure()
    const affiliation = await anActiveAffiliation((await anAccount()).id, structure.id, { rafaelProfil: "prescripteur_2" })
    const context = await aManagerContext()
    await setProfil(
      { ...context, now: new Date() },
      { affiliationId: affiliation.id, seen: markOf(affiliation), gesture: "add", profil: "employeur" },
    )
    const at = async (instant: Date) =>
      rightsShape.parse(await (await rights(asked(`/?a=${instant.toISOString()}`, token), of(structure.siret))).json()).personnes[0]
        ?.profils
    expect(await at(new Date(Date.now() + 1000))).toEqual(["prescripteur_2", "employeur"])
    expect(await at(new Date(Date.now() - 60_000))).toEqual(["prescripteur_2"])
    expect((await rights(asked("/?a=hier", token), of(structure.siret))).status).toBe(400)
  })
})

describe("the token", () => {
  it("none, an unknown one, that of a person, an expired one: 401; one that lacks the scope: 403", async () => {
    const { token, client } = await aReader()
    const person = await anAccount()
    await anActiveAffiliation(person.id, (await aStructure()).id)
    const browser = new Browser(provider.base)
    await browser.signIn(person.id)
    const status = async (given: string) => (await structures(asked("/api/v1/structures", given))).status
    expect(await status(token)).toBe(200)
    expect(await status("")).toBe(401)
    expect(await status("inconnu")).toBe(401)
    expect(await status((await client.enter(browser)).access_token)).toBe(401)
    const { access_token: narrow } = await openid.clientCredentialsGrant(client.config, { scope: "lire:droits" })
    expect(await status(narrow)).toBe(403)
    await db.oidcRow.updateMany({ where: { model: "ClientCredentials" }, data: { expiresAt: new Date(Date.now() - 1000) } })
    expect(await status(token)).toBe(401)
  })

  it("what is withdrawn from an application, or its suspension, holds for the tokens that it has", async () => {
    const { token, application } = await aReader()
    const status = async () => (await structures(asked("/api/v1/structures", token))).status
    await db.application.update({ where: { id: application.id }, data: { reads: ["lire:droits"] } })
    expect(await status()).toBe(403)
    await db.application.update({ where: { id: application.id }, data: { reads: allReads, state: "suspended" } })
    expect(await status()).toBe(401)
  })

  it("of an application that is not declared for reading does not exist", async () => {
    const client = await clientOf(provider.base, await anApplication())
    await expect(openid.clientCredentialsGrant(client.config, { scope: "lire:structures" })).rejects.toThrow()
  })
})

it("a database that is away is said in JSON, to be asked again", async () => {
  const spy = vi.spyOn(db.oidcRow, "findFirst").mockRejectedValueOnce(new Error("gone"))
  const answer = await structures(asked("/api/v1/structures", "jeton"))
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "10"])
  spy.mockRestore()
})

it("is described in OpenAPI 3.1", async () => {
  const said = (await description().json()) as {
    openapi: string
    paths: Record<string, { get: { security: object[]; responses: object } }>
  }
  expect(said.openapi).toBe("3.1.0")
  expect(Object.keys(said.paths)).toEqual([
    "/api/v1/structures",
    "/api/v1/structures/{siret}/personnes",
    "/api/v1/structures/{siret}/droits",
  ])
  for (const { get } of Object.values(said.paths)) {
    expect(get.security).toHaveLength(1)
    expect(Object.keys(get.responses)).toEqual(expect.arrayContaining(["200", "304", "400", "401", "403", "429"]))
  }
  expect(JSON.stringify(said)).toContain("raison_sociale")
})
