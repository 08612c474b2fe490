/** A person enters an application: the provider alone, with `openid-client` (certified) as the application. */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { actorOfSession } from "@/lib/identity/sessions/queries"
import { db } from "@/lib/platform/db/client"
import { choose, decline } from "@/lib/signon/choices/operations"
import { choiceFor } from "@/lib/signon/choices/queries"
import { anAccount, anActiveAffiliation, aStructure, aStructureWithReferent, visitor } from "@/tests/support/factories"
import { anApplication, Browser, callback, clientOf, startProvider } from "@/tests/support/sign-on"

let provider: Awaited<ReturnType<typeof startProvider>>
beforeAll(async () => {
  // Discovery answers only where an application is declared.
  provider = await startProvider()
})
afterAll(() => provider.stop())

async function aWorld(more: Parameters<typeof anApplication>[0] = {}) {
  const application = await anApplication(more)
  const structure = await aStructure({ raisonSociale: "Mission locale d’essai", sigle: "MLE" })
  const person = await anAccount({
    firstName: "Sacha",
    lastName: "Martin",
    email: `sacha.${application.id}@exemple.fr`,
    phone: "+33612345678",
  })
  const affiliation = await anActiveAffiliation(person.id, structure.id, { rafaelProfil: "prescripteur_2", isPrestataire: true })
  const browser = new Browser(provider.base)
  const sid = await browser.signIn(person.id)
  return { application, structure, person, affiliation, browser, sid, client: await clientOf(provider.base, application) }
}

/** Someone as the pages of the portal see them in this session. */
async function inSession(sid: string): Promise<ActorContext> {
  const now = new Date()
  const actor = await actorOfSession(sid, now)
  if (!actor) throw new Error("this session is over")
  return { ...visitor, now, actor }
}

/** The request at which a page of Next waits for its person. */
function waitingAt(url: URL, page: string) {
  expect(url.pathname).toBe(page)
  return url.searchParams.get("demande") ?? /demande\/([\w-]+)/.exec(url.searchParams.get("retour") ?? "")?.[1] ?? ""
}

describe("someone with one structure", () => {
  it("enters without being asked anything, and the application reads who, for which structure, with which of its profils", async () => {
    const { application, client, browser, structure, person } = await aWorld()
    const tokens = await client.enter(browser)
    const subject = tokens.claims()
    expect(subject).toMatchObject({ iss: provider.base, aud: application.id, acr: "2fa", amr: ["pwd", "mfa"] })
    expect(subject?.auth_time).toEqual(expect.any(Number))
    expect(subject?.sub).not.toContain(person.id)
    expect(Object.keys(subject ?? {}), "the rest is asked of userinfo").not.toContain("email")
    expect(await client.userinfo(tokens)).toEqual({
      sub: subject?.sub,
      given_name: "Sacha",
      family_name: "Martin",
      name: "Sacha Martin",
      usual_name: "Martin",
      email: person.email,
      email_verified: true,
      siret: structure.siret,
      structure: {
        siret: structure.siret,
        raison_sociale: "Mission locale d’essai",
        sigle: "MLE",
        types: ["formateur", "prescripteur"],
        adherent: false,
      },
      profils: ["prescripteur_2"],
      referent: false,
    })
  })
})

describe("someone with several structures", () => {
  async function withTwo(more: Parameters<typeof anApplication>[0] = {}) {
    const world = await aWorld(more)
    const second = await aStructure({ raisonSociale: "Association seconde" })
    const other = await anActiveAffiliation(world.person.id, second.id, { isEmployeur: true })
    return { ...world, second, other }
  }

  it("chooses on a page of the portal, and the application reads that one alone", async () => {
    const { client, browser, sid, second, other } = await withTwo()
    const asked = await client.ask()
    const demande = waitingAt((await browser.go(asked.url.href)).url, "/connexion/structure")
    expect((await choose(await inSession(sid), { demande, structure: other.id })).ok).toBe(true)
    const { url } = await browser.go(`/oidc/demande/${demande}`)
    const tokens = await client.tokens(url, asked)
    expect(await client.userinfo(tokens)).toMatchObject({ siret: second.siret, profils: ["employeur"] })
  })

  it("is not asked again in the same session, unless the application asks for it", async () => {
    const { client, browser, sid, affiliation } = await withTwo()
    const asked = await client.ask()
    const demande = waitingAt((await browser.go(asked.url.href)).url, "/connexion/structure")
    await choose(await inSession(sid), { demande, structure: affiliation.id })
    await browser.go(`/oidc/demande/${demande}`)
    expect((await browser.go((await client.ask()).url.href)).url.origin).toBe(new URL(callback).origin)
    expect((await browser.go((await client.ask({ prompt: "select_account" })).url.href)).url.pathname).toBe("/connexion/structure")
  })

  it("cannot enter for the structure of someone else, nor by a choice that someone else made", async () => {
    const { client, browser, sid, affiliation } = await withTwo()
    const stranger = await aWorld()
    const asked = await client.ask()
    const demande = waitingAt((await browser.go(asked.url.href)).url, "/connexion/structure")
    expect(await choose(await inSession(sid), { demande, structure: stranger.affiliation.id })).toMatchObject({
      ok: false,
      why: "not-yours",
    })
    // Written straight into the row: the provider looks again.
    const hour = new Date(Date.now() + 3_600_000)
    const choice = (affiliationId: string, portalSid: string) => ({
      model: "Choice",
      id: demande,
      payload: { affiliationId, scopes: [], isRefused: false },
      portalSid,
      expiresAt: hour,
    })
    await db.oidcRow.create({ data: choice(stranger.affiliation.id, sid) })
    expect((await browser.go(`/oidc/demande/${demande}`)).url.pathname).toBe("/connexion/structure")
    await db.oidcRow.updateMany({ where: { model: "Choice" }, data: choice(affiliation.id, stranger.sid) })
    expect((await browser.go(`/oidc/demande/${demande}`)).url.pathname).toBe("/connexion/structure")
    await db.oidcRow.updateMany({ where: { model: "Choice" }, data: choice(affiliation.id, sid) })
    expect((await browser.go(`/oidc/demande/${demande}`)).url.origin).toBe(new URL(callback).origin)
  })

  it("goes back without entering: the application reads access_denied", async () => {
    const { client, browser, sid } = await withTwo()
    const demande = waitingAt((await browser.go((await client.ask()).url.href)).url, "/connexion/structure")
    await decline(await inSession(sid), { demande })
    expect((await browser.go(`/oidc/demande/${demande}`)).url.searchParams.get("error")).toBe("access_denied")
  })

  it("whose request is another browser's is sent back to the application", async () => {
    const { client, browser, person } = await withTwo()
    const demande = waitingAt((await browser.go((await client.ask()).url.href)).url, "/connexion/structure")
    const elsewhere = new Browser(provider.base)
    await elsewhere.signIn(person.id)
    const { response } = await elsewhere.go(`/oidc/demande/${demande}`)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain("Cette demande de connexion a expiré")
  })
})

describe("who one is, proven first", () => {
  it("a visitor signs in at the portal, and comes back", async () => {
    const { client, person } = await aWorld()
    const browser = new Browser(provider.base)
    const asked = await client.ask()
    const demande = waitingAt((await browser.go(asked.url.href)).url, "/connexion")
    await browser.signIn(person.id)
    const tokens = await client.tokens((await browser.go(`/oidc/demande/${demande}`)).url, asked)
    expect(await client.userinfo(tokens)).toMatchObject({ given_name: "Sacha" })
  })

  it("prompt=none asks nothing, and says what is missing", async () => {
    const { client, browser } = await aWorld()
    const quiet = async (who: Browser) => (await who.go((await client.ask({ prompt: "none" })).url.href)).url.searchParams.get("error")
    expect(await quiet(new Browser(provider.base))).toBe("login_required")
    await client.enter(browser)
    expect(await quiet(browser)).toBe(null)
    await db.session.updateMany({ data: { revokedAt: new Date() } })
    expect(await quiet(browser)).toBe("login_required")
  })

  it.each<[string, Record<string, string>]>([
    ["prompt=login", { prompt: "login" }],
    ["max_age", { max_age: "300" }],
  ])("%s asks for the password again, once", async (_, more) => {
    const { client, browser, person } = await aWorld()
    await db.session.updateMany({ data: { authAt: new Date(Date.now() - 600_000) } })
    await client.enter(browser)
    const asked = await client.ask(more)
    const demande = waitingAt((await browser.go(asked.url.href)).url, "/connexion")
    expect((await browser.go(`/oidc/demande/${demande}`)).url.pathname, "not without a new password").toBe("/connexion")
    // Whoever signs in again does so in a session of their own: the former one ends.
    await db.session.updateMany({ data: { revokedAt: new Date() } })
    await browser.signIn(person.id)
    await db.session.updateMany({ where: { revokedAt: null }, data: { authAt: new Date(Date.now() + 1000) } })
    const tokens = await client.tokens((await browser.go(`/oidc/demande/${demande}`)).url, asked)
    expect(await client.userinfo(tokens)).toMatchObject({ given_name: "Sacha" })
  })

  it("acr_values=2fa wants a second factor; a password alone tells 1fa", async () => {
    const { client, browser } = await aWorld()
    await db.session.updateMany({ data: { secondFactorAt: null } })
    const tokens = await client.enter(browser)
    expect(tokens.claims()).toMatchObject({ acr: "1fa", amr: ["pwd"] })
    const asked = await client.ask({ acr_values: "2fa" })
    const demande = waitingAt((await browser.go(asked.url.href)).url, "/mon-compte/double-authentification")
    await db.session.updateMany({ data: { secondFactorAt: new Date() } })
    const better = await client.tokens((await browser.go(`/oidc/demande/${demande}`)).url, asked)
    expect(better.claims()).toMatchObject({ acr: "2fa" })
  })

  it("someone who has codes and has not given one is sent to give it", async () => {
    const { client, browser, person } = await aWorld()
    await db.session.updateMany({ data: { secondFactorAt: null } })
    await db.totp.create({ data: { accountId: person.id, secret: "x", confirmedAt: new Date() } })
    expect((await browser.go((await client.ask()).url.href)).url.pathname).toBe("/connexion/second-facteur")
  })

  it("nobody signs on in someone else's name, even where its owner has before", async () => {
    const { client, browser, sid } = await aWorld()
    const manager = await anAccount({ isManager: true })
    const own = await db.session.create({ data: { accountId: manager.id, expiresAt: new Date(Date.now() + 3_600_000) } })
    await client.enter(browser)
    await db.session.updateMany({
      where: { id: sid },
      data: { controlledBy: manager.id, controlReason: "essai", controllerSessionId: own.id, expiresAt: new Date(Date.now() + 1_000_000) },
    })
    const demande = waitingAt((await browser.go((await client.ask()).url.href)).url, "/connexion/structure")
    expect((await browser.go(`/oidc/demande/${demande}`)).url.pathname).toBe("/connexion/structure")
  })
})

describe("a door that does not open", () => {
  it("to whoever has none of its profils: the page names the référent, the journal keeps one row a day, nothing is granted", async () => {
    const { structure, referent } = await aStructureWithReferent()
    const person = await anAccount()
    const affiliation = await anActiveAffiliation(person.id, structure.id)
    const browser = new Browser(provider.base)
    const sid = await browser.signIn(person.id)
    const client = await clientOf(provider.base, await anApplication({ entry: "profil" }))
    const asked = await client.ask()
    const demande = waitingAt((await browser.go(asked.url.href)).url, "/connexion/structure")
    const { actor } = await inSession(sid)
    const seen = await choiceFor(actor, demande, new Date())
    expect(seen).toMatchObject({ closed: "no-profil", open: [], deciders: [{ account: { lastName: referent.lastName } }] })
    expect(await choose(await inSession(sid), { demande, structure: affiliation.id })).toMatchObject({ ok: false, why: "not-yours" })
    await browser.go(`/oidc/demande/${demande}`)
    expect(await db.journal.count({ where: { action: "sign-on.refused", actorId: person.id } })).toBe(1)
    expect(await db.signOnGrant.count()).toBe(0)
    // A profil given opens it at once, on the same request.
    await db.affiliation.update({ where: { id: affiliation.id }, data: { rafaelProfil: "prescripteur_1" } })
    expect((await client.tokens((await browser.go(`/oidc/demande/${demande}`)).url, asked)).access_token).toBeTruthy()
  })

  it("to whoever has no structure, unless it is open to any account", async () => {
    const person = await anAccount()
    const browser = new Browser(provider.base)
    await browser.signIn(person.id)
    const closed = await clientOf(provider.base, await anApplication())
    expect((await browser.go((await closed.ask()).url.href)).url.pathname).toBe("/connexion/structure")
    const open = await clientOf(provider.base, await anApplication({ entry: "account" }))
    expect(await open.userinfo(await open.enter(browser))).toMatchObject({ profils: [] })
  })
})

describe("an application of a third party", () => {
  it("is let in once by its person, for what it asked; more is asked again", async () => {
    const { client, browser, sid, affiliation } = await aWorld({ isThirdParty: true })
    const asked = await client.ask({ scope: "openid profile" })
    const demande = waitingAt((await browser.go(asked.url.href)).url, "/connexion/structure")
    await choose(await inSession(sid), { demande, structure: affiliation.id })
    const tokens = await client.tokens((await browser.go(`/oidc/demande/${demande}`)).url, asked)
    expect(Object.keys(await client.userinfo(tokens)).sort()).toEqual(["family_name", "given_name", "name", "sub", "usual_name"])
    // Another day, in another session.
    const later = new Browser(provider.base)
    await later.signIn(affiliation.accountId)
    expect((await later.go((await client.ask({ scope: "openid profile" })).url.href)).url.origin).toBe(new URL(callback).origin)
    expect((await later.go((await client.ask({ scope: "openid profile email" })).url.href)).url.pathname).toBe("/connexion/structure")
  })
})

describe("how an application knows someone", () => {
  it("the same at each entry, otherwise than any other application, and as its declared siblings do", async () => {
    const { application, client, browser } = await aWorld()
    const sub = async (one: typeof client) => (await one.enter(browser)).claims()?.sub
    const first = await sub(client)
    expect(await sub(client)).toBe(first)
    expect(await sub(await clientOf(provider.base, await anApplication()))).not.toBe(first)
    expect(await sub(await clientOf(provider.base, await anApplication({ sector: application.sector })))).toBe(first)
  })

  it("every structure only where two managers granted it", async () => {
    const { application, client, person, structure } = await aWorld({ scopes: ["structures"] })
    const [one, two] = [await anAccount({ isManager: true }), await anAccount({ isManager: true })]
    await db.application.update({ where: { id: application.id }, data: { structuresAskedBy: one.id } })
    const read = async () => {
      const fresh = new Browser(provider.base)
      await fresh.signIn(person.id)
      return client.userinfo(await client.enter(fresh, { scope: "openid structures" }))
    }
    await expect(read()).rejects.toMatchObject({ error: "invalid_scope" })
    await db.application.update({ where: { id: application.id }, data: { structuresGrantedBy: two.id } })
    // Every instance hears of it, a moment after the commit.
    await expect.poll(read).toMatchObject({ structures: [{ structure: { siret: structure.siret }, profils: ["prescripteur_2"] }] })
  })
})
