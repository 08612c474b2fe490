/** What rests on a session, an affiliation, an account or an application ends with it, in the same transaction. */
import * as openid from "openid-client"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { endSession } from "@/lib/identity/sessions/operations"
import { db } from "@/lib/platform/db/client"
import { anAccount, anActiveAffiliation, aStructure } from "@/tests/support/factories"
import { anApplication, Browser, clientOf, startProvider } from "@/tests/support/sign-on"

let provider: Awaited<ReturnType<typeof startProvider>>
beforeAll(async () => {
  provider = await startProvider()
})
afterAll(() => provider.stop())

/** Someone who has entered an application that refreshes, and holds its tokens. */
async function someoneIn(more: Parameters<typeof anApplication>[0] = {}) {
  const application = await anApplication({ refreshes: true, ...more })
  const structure = await aStructure()
  const person = await anAccount({ firstName: "Sacha" })
  const affiliation = await anActiveAffiliation(person.id, structure.id, { rafaelProfil: "prescripteur_2" })
  const browser = new Browser(provider.base)
  const sid = await browser.signIn(person.id)
  const client = await clientOf(provider.base, application)
  const tokens = await client.enter(browser)
  return { application, structure, person, affiliation, browser, sid, client, tokens }
}
type In = Awaited<ReturnType<typeof someoneIn>>

/** What each token still opens: userinfo, introspection of both, refresh. */
async function whatOpens({ client, tokens }: In) {
  const introspect = async (token: string) => (await openid.tokenIntrospection(client.config, token)).active
  const refresh = tokens.refresh_token ?? ""
  return {
    userinfo: await client.userinfo(tokens).then(
      () => true,
      () => false,
    ),
    access: await introspect(tokens.access_token),
    refreshable: await introspect(refresh),
    refresh: await openid.refreshTokenGrant(client.config, refresh).then(
      () => true,
      (error: { error?: string }) => error.error,
    ),
  }
}

const open = { userinfo: true, access: true, refreshable: true, refresh: true }
const closed = { userinfo: false, access: false, refreshable: false, refresh: "invalid_grant" }

it("while all stands, everything opens", async () => {
  expect(await whatOpens(await someoneIn())).toEqual(open)
})

describe("closes everything at once", () => {
  const endings: Record<string, (world: In) => Promise<unknown>> = {
    "the session signed out": ({ sid }) => endSession(sid, new Date()),
    "the session deleted": ({ sid }) => db.session.delete({ where: { id: sid } }),
    "the session expired": ({ sid }) => db.session.update({ where: { id: sid }, data: { expiresAt: new Date(Date.now() - 1000) } }),
    "the affiliation ended": ({ affiliation }) =>
      db.affiliation.update({ where: { id: affiliation.id }, data: { status: "ended", endedAt: new Date(), rafaelProfil: null } }),
    "the account disabled": ({ person }) => db.account.update({ where: { id: person.id }, data: { disabledAt: new Date() } }),
    "the token revoked by its application": ({ client, tokens }) => openid.tokenRevocation(client.config, tokens.refresh_token ?? ""),
  }
  it.each(Object.entries(endings))("%s", async (_, end) => {
    const world = await someoneIn()
    await end(world)
    expect(await whatOpens(world)).toEqual(closed)
  })

  it("a suspended application is not even known", async () => {
    const world = await someoneIn()
    await db.application.update({ where: { id: world.application.id }, data: { state: "suspended" } })
    await expect(world.client.userinfo(world.tokens)).rejects.toMatchObject({ status: 401 })
    await expect(openid.refreshTokenGrant(world.client.config, world.tokens.refresh_token ?? "")).rejects.toMatchObject({ status: 401 })
    const { response } = await world.browser.go((await world.client.ask()).url.href)
    expect(await response.text()).toContain("n’est pas déclarée auprès du portail, ou elle est suspendue")
  })

  it("the only profil that opened the door", async () => {
    const world = await someoneIn({ entry: "profil" })
    await db.affiliation.update({ where: { id: world.affiliation.id }, data: { rafaelProfil: null, isEmployeur: true } })
    expect((await whatOpens(world)).userinfo, "another of its profils keeps it open").toBe(true)
    await db.affiliation.update({ where: { id: world.affiliation.id }, data: { isEmployeur: false } })
    expect(await whatOpens({ ...world, tokens: world.tokens })).toMatchObject({ userinfo: false, access: false })
  })
})

it("rows of a session that ends go with it; those of another session stay", async () => {
  const world = await someoneIn()
  const elsewhere = new Browser(provider.base)
  await elsewhere.signIn(world.person.id)
  const others = await world.client.enter(elsewhere)
  await endSession(world.sid, new Date())
  expect(await db.oidcRow.count({ where: { portalSid: world.sid } })).toBe(0)
  expect(await db.signOnGrant.findMany({ select: { portalSid: true } })).toHaveLength(1)
  expect(await whatOpens({ ...world, tokens: others })).toEqual(open)
})

it("rights are those of this very moment: changed profils, structure and name are read at the next question", async () => {
  const { client, tokens, affiliation, structure, person } = await someoneIn()
  await db.affiliation.update({ where: { id: affiliation.id }, data: { rafaelProfil: "prescripteur_3", isReferent: true } })
  await db.structure.update({ where: { id: structure.id }, data: { raisonSociale: "Nouveau nom" } })
  await db.account.update({ where: { id: person.id }, data: { lastName: "Nouveau" } })
  expect(await client.userinfo(tokens)).toMatchObject({
    profils: ["prescripteur_3"],
    referent: true,
    structure: { raison_sociale: "Nouveau nom" },
    family_name: "Nouveau",
  })
})

it("between the code and the token: a right removed, and the code buys nothing", async () => {
  for (const end of ["affiliation", "session"] as const) {
    const world = await someoneIn()
    const asked = await world.client.ask()
    const { url } = await world.browser.go(asked.url.href)
    if (end === "session") await endSession(world.sid, new Date())
    else
      await db.affiliation.update({
        where: { id: world.affiliation.id },
        data: { status: "ended", endedAt: new Date(), rafaelProfil: null },
      })
    await expect(world.client.tokens(url, asked)).rejects.toMatchObject({ error: "invalid_grant" })
  }
})

it("signing out at an application: it may end the session of the portal too, and everything with it", async () => {
  const world = await someoneIn({ endAddresses: ["https://outil.exemple.fr/au-revoir"] })
  const second = await clientOf(provider.base, await anApplication({ refreshes: true }))
  const others = { ...world, client: second, tokens: await second.enter(world.browser) }
  const leave = async (answer: Record<string, string>) => {
    const address = openid.buildEndSessionUrl(world.client.config, {
      post_logout_redirect_uri: "https://outil.exemple.fr/au-revoir",
      id_token_hint: world.tokens.id_token ?? "",
    })
    const asked = await (await world.browser.go(address.href)).response.text()
    expect(asked).toContain("Se déconnecter du portail aussi ?")
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked)?.[1] ?? ""
    return world.browser.go("/oidc/fin/confirm", {
      method: "POST",
      body: new URLSearchParams({ xsrf, ...answer }),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    })
  }
  expect((await leave({})).url.href).toBe("https://outil.exemple.fr/au-revoir")
  expect(await whatOpens(world)).toEqual(closed)
  expect((await whatOpens(others)).userinfo, "elsewhere nothing has ended").toBe(true)
  await leave({ logout: "yes" })
  expect((await whatOpens(others)).userinfo).toBe(false)
  expect(await db.session.findUnique({ where: { id: world.sid } })).toMatchObject({ revokedAt: expect.any(Date) })
})
