/** `/api/scim/v2`: people and structures for those who speak SCIM 2.0, read-only, and nothing more than an application is declared for. */
import * as openid from "openid-client"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import * as route from "@/app/api/scim/v2/[...path]/route"
import { db } from "@/lib/platform/db/client"
import { subjectFor } from "@/lib/signon/provider/subjects"
import { anAccount, anActiveAffiliation, aStructure } from "@/tests/support/factories"
import { anApplication, clientOf, startProvider } from "@/tests/support/sign-on"

let provider: Awaited<ReturnType<typeof startProvider>>
beforeAll(async () => {
  provider = await startProvider()
})
afterAll(() => provider.stop())

type Shown = Record<string, unknown> & { id: string; members?: { value: string }[] }
type Said = { status: number; type: string | null; body: Record<string, unknown> & { Resources: Shown[]; totalResults: number } }

async function aReader(more: Parameters<typeof anApplication>[0] = {}) {
  const application = await anApplication({ reads: ["lire:personnes", "lire:structures"], ...more })
  const client = await clientOf(provider.base, application)
  const { access_token: token } = await openid.clientCredentialsGrant(client.config, { scope: application.reads.join(" ") })
  const ask = async (path: string, given = token, method: "GET" | "POST" = "GET"): Promise<Said> => {
    const url = new URL(`/api/scim/v2/${path}`, provider.base)
    const request = new Request(url, { method, headers: given ? { authorization: `Bearer ${given}` } : {} })
    const segments = url.pathname.slice("/api/scim/v2/".length).split("/").map(decodeURIComponent)
    const answer = await (method === "GET" ? route.GET(request, { params: Promise.resolve({ path: segments }) }) : route.POST())
    return { status: answer.status, type: answer.headers.get("content-type"), body: await answer.json() }
  }
  return { application, ask, name: (accountId: string) => subjectFor(application.sector, accountId) }
}

async function aPerson(more: Parameters<typeof anAccount>[0] = {}) {
  const structure = await aStructure({ raisonSociale: `Mission locale d’essai ${crypto.randomUUID().slice(0, 8)}` })
  const person = await anAccount({ firstName: "Sacha", lastName: "Martin", phone: "+33612345678", ...more })
  await anActiveAffiliation(person.id, structure.id, { rafaelProfil: "prescripteur_2", isPrestataire: true })
  return { structure, person }
}

const filter = (words: string) => `?filter=${encodeURIComponent(words)}`

describe("Users", () => {
  it("someone under the name that this application knows, with its profils for each structure and its scopes alone", async () => {
    const { ask, name } = await aReader({ scopes: ["profile", "email", "phone"] })
    const { structure, person } = await aPerson()
    const { status, type, body } = await ask(`Users/${name(person.id)}`)
    expect([status, type]).toEqual([200, "application/scim+json; charset=utf-8"])
    expect(body).toEqual({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      id: name(person.id),
      userName: person.email,
      displayName: "Sacha Martin",
      name: { givenName: "Sacha", familyName: "Martin", formatted: "Sacha Martin" },
      emails: [{ value: person.email, type: "work", primary: true }],
      phoneNumbers: [{ value: "tel:+33612345678", type: "work" }],
      active: true,
      groups: [{ value: structure.id, display: structure.raisonSociale }],
      roles: [{ value: `prescripteur_2@${structure.siret}`, display: structure.raisonSociale }],
      meta: { resourceType: "User", created: expect.any(String), location: `${provider.base}/api/scim/v2/Users/${name(person.id)}` },
    })
    const narrow = await aReader({ scopes: [], profils: [] })
    const { body: less } = await narrow.ask(`Users/${narrow.name(person.id)}`)
    expect(JSON.stringify(less)).not.toMatch(/Sacha|Martin|exemple\.fr|prescripteur/)
    expect((await narrow.ask(`Users/${name(person.id)}`)).status, "the name that another application knows").toBe(404)
  })

  it("is found by user name, whatever its case; by nothing but one equality", async () => {
    const { ask, name } = await aReader()
    const { person } = await aPerson()
    for (const words of [`userName eq "${person.email.toUpperCase()}"`, `USERNAME eq "${person.email}"`, `id eq "${name(person.id)}"`]) {
      const { body } = await ask(`Users${filter(words)}`)
      expect([body.totalResults, body.Resources.map(({ id }) => id)], words).toEqual([1, [name(person.id)]])
    }
    expect((await ask(`Users${filter('userName eq "personne@exemple.fr"')}`)).body).toMatchObject({ totalResults: 0, Resources: [] })
    for (const words of ['userName sw "a"', 'userName eq "a" or userName eq "b"', 'password eq "x"', "userName eq", "((", '"']) {
      const { status, body } = await ask(`Users${filter(words)}`)
      expect([status, body.scimType], words).toEqual([400, "invalidFilter"])
    }
    const escaped = await aPerson({ email: `l.ecole.${crypto.randomUUID().slice(0, 8)}@exemple.fr` })
    const inJson = `userName eq "\\u006c${escaped.person.email.slice(1)}"`
    expect((await ask(`Users${filter(inJson)}`)).body.totalResults, "a value is a JSON string").toBe(1)
  })

  it("page after page, each person once; those disabled, erased, or of no structure never", async () => {
    const { ask, name } = await aReader()
    const people = []
    for (let index = 0; index < 5; index += 1) people.push((await aPerson()).person)
    const gone = [(await aPerson({ disabledAt: new Date(), disabledReason: "essai" })).person, await anAccount()]
    const read: string[] = []
    let total = Number.POSITIVE_INFINITY
    while (read.length < total) {
      const { body } = await ask(`Users?startIndex=${read.length + 1}&count=2`)
      expect(body.startIndex).toBe(read.length + 1)
      expect(body.itemsPerPage).toBe(body.Resources.length)
      total = body.totalResults
      read.push(...body.Resources.map(({ id }) => id))
      expect(body.Resources.length).toBeGreaterThan(0)
    }
    expect(new Set(read).size).toBe(read.length)
    expect(read).toEqual(expect.arrayContaining(people.map(({ id }) => name(id))))
    for (const { id } of gone) expect(read).not.toContain(name(id))
    expect((await ask(`Users/${name(gone[0]?.id ?? "")}`)).status).toBe(404)
    expect((await ask("Users?count=0")).body).toMatchObject({ totalResults: total, Resources: [] })
    expect((await ask("Users?startIndex=x")).body).toMatchObject({ status: "400", scimType: "invalidValue" })
    const { body: brief } = await ask("Users?attributes=userName&count=1")
    expect(Object.keys(brief.Resources[0] ?? {}).sort()).toEqual(["id", "schemas", "userName"])
  })
})

describe("Groups", () => {
  it("a structure with its people, by its name, its SIRET or its id", async () => {
    const { ask, name } = await aReader()
    const { structure, person } = await aPerson()
    const gone = await anAccount({ disabledAt: new Date(), disabledReason: "essai" })
    await anActiveAffiliation(gone.id, structure.id)
    const whole = {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
      id: structure.id,
      externalId: structure.siret,
      displayName: structure.raisonSociale,
      members: [{ value: name(person.id), type: "User", display: "Sacha Martin" }],
    }
    expect((await ask(`Groups/${structure.id}`)).body).toMatchObject(whole)
    for (const words of [`displayName eq "${structure.raisonSociale.toUpperCase()}"`, `externalId eq "${structure.siret}"`]) {
      const { body } = await ask(`Groups${filter(words)}`)
      expect(body, words).toMatchObject({ totalResults: 1, Resources: [whole] })
    }
    const { body } = await ask(`Groups/${structure.id}?excludedAttributes=members`)
    expect(body.displayName).toBe(structure.raisonSociale)
    expect(body).not.toHaveProperty("members")
    expect((await ask("Groups/inconnu")).status).toBe(404)
  })

  it("are for those who read structures, their people for those who read people", async () => {
    const { structure } = await aPerson()
    const people = await aReader({ reads: ["lire:personnes"] })
    expect((await people.ask("Groups")).status).toBe(403)
    const structures = await aReader({ reads: ["lire:structures"] })
    expect((await structures.ask("Users")).status).toBe(403)
    const { body } = await structures.ask(`Groups/${structure.id}`)
    expect(body.displayName).toBe(structure.raisonSociale)
    expect(body).not.toHaveProperty("members")
    for (const words of ['displayName eq "%"', `displayName eq "${structure.raisonSociale.slice(0, -1)}_"`])
      expect((await structures.ask(`Groups${filter(words)}`)).body.totalResults, "letters like any other").toBe(0)
  })

  it("page after page, each structure that is open once", async () => {
    const { ask } = await aReader()
    for (let index = 0; index < 5; index += 1) await aStructure()
    await aStructure({ state: "closed" })
    const read: string[] = []
    for (let start = 1; ; start += 2) {
      const { body } = await ask(`Groups?startIndex=${start}&count=2`)
      read.push(...body.Resources.map(({ externalId }) => String(externalId)))
      if (start + 2 > body.totalResults) break
    }
    expect(read).toEqual((await db.structure.findMany({ where: { state: "active" }, orderBy: { siret: "asc" } })).map(({ siret }) => siret))
  })
})

it("says what it can do, without a token; nothing is written, and without its token an application reads nothing", async () => {
  const { ask } = await aReader()
  expect((await ask("ServiceProviderConfig", "")).body).toMatchObject({
    patch: { supported: false },
    bulk: { supported: false },
    filter: { supported: true, maxResults: 200 },
    authenticationSchemes: [{ type: "oauthbearertoken" }],
  })
  const types = (await ask("ResourceTypes", "")).body.Resources
  expect(types.map(({ endpoint }) => endpoint).sort()).toEqual(["/Groups", "/Users"])
  const schemas = (await ask("Schemas", "")).body.Resources.map(({ id }) => id)
  expect(schemas).toEqual(expect.arrayContaining(["urn:ietf:params:scim:schemas:core:2.0:User"]))
  expect((await ask("Schemas/urn:ietf:params:scim:schemas:core:2.0:Group", "")).status).toBe(200)
  for (const path of ["Users", "Groups", "Users/x", `Groups/${crypto.randomUUID()}`]) {
    const { status, body } = await ask(path, "")
    expect([status, body.schemas], path).toEqual([401, ["urn:ietf:params:scim:api:messages:2.0:Error"]])
  }
  expect((await ask("Users", undefined, "POST")).status).toBe(501)
  for (const path of ["", "Autre", "Users/a/b", "constructor", "ResourceTypes/Autre"]) expect((await ask(path)).status, path).toBe(404)
})

it("what strangers write is read in one pass, and reaches nothing of the process", async () => {
  const { ask } = await aReader()
  const before = Object.getOwnPropertyNames(Object.prototype).join()
  const keys = Object.keys
  const back = "\\".repeat(60)
  const questions = [
    `Schemas/${encodeURIComponent('x" and __proto__.get eq "y')}`,
    `Schemas/${encodeURIComponent(`x" and ("${back}) and a eq "y`)}`,
    `ResourceTypes/${encodeURIComponent('x" and __proto__.a eq "y')}`,
    `Users/${encodeURIComponent('x" or constructor.keys eq "y')}`,
    `Groups/${encodeURIComponent("a\0")}`,
    ...[
      '__proto__.a eq "x"',
      `"${"\n".repeat(40)}`,
      `userName eq "${back}`,
      `a eq "${back}\n`,
      'userName eq "\\ud800"',
      'userName eq "a\0"',
      " ".repeat(5000),
    ].map((words) => `Users${filter(words)}`),
    ...["__proto__.a", "name.__proto__.a", "constructor.keys", `"${"\n".repeat(40)}`].flatMap((names) => [
      `Users?count=1&attributes=${encodeURIComponent(names)}`,
      `Users?count=1&excludedAttributes=${encodeURIComponent(names)}`,
    ]),
  ]
  for (const question of questions) {
    const started = performance.now()
    const { status } = await ask(question)
    expect([200, 400, 404], question).toContain(status)
    expect(performance.now() - started, question).toBeLessThan(1000)
  }
  expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before)
  expect(Object.keys).toBe(keys)
})

it("names that nobody has are looked for once for all who ask at the same time", async () => {
  const { ask, name } = await aReader()
  const { person } = await aPerson()
  const spy = vi.spyOn(db.account, "findMany")
  const answers = await Promise.all([
    ...Array.from({ length: 20 }, (_, index) => ask(`Users/inconnu-${index}`)),
    ask(`Users/${name(person.id)}`),
  ])
  expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 20 }, () => 404), 200])
  expect(spy.mock.calls.filter(([asked]) => Object.keys(asked?.select ?? {}).join() === "id")).toHaveLength(1)
  spy.mockRestore()
})
