/** A manager plays an application: a client of its own, for them alone, and the application knows nothing of it. */
import { randomBytes } from "node:crypto"
import * as openid from "openid-client"
import { afterAll, beforeAll, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { actorOfSession } from "@/lib/identity/sessions/queries"
import { db } from "@/lib/platform/db/client"
import { suspendApplication } from "@/lib/signon/applications/operations"
import { choiceFor } from "@/lib/signon/choices/queries"
import { closedBecause } from "@/lib/signon/choices/rules"
import { withdraw } from "@/lib/signon/entries/operations"
import { startTrial } from "@/lib/signon/trials/operations"
import { trialAddress } from "@/lib/signon/trials/rules"
import { aManager, anAccount, anActiveAffiliation, aStructure, contextOf, visitor } from "@/tests/support/factories"
import { anApplication, Browser, clientOf, startProvider } from "@/tests/support/sign-on"

let provider: Awaited<ReturnType<typeof startProvider>>
beforeAll(async () => {
  provider = await startProvider()
})
afterAll(() => provider.stop())

/** A manager of a structure, in their browser, and the application that they try, as it would be played there. */
async function aTrial(more: Parameters<typeof anApplication>[0] = {}) {
  const application = await anApplication({ eventWay: "push", eventAddress: "https://outil.exemple.fr/evenements", ...more })
  const manager = await aManager()
  const affiliation = await anActiveAffiliation(manager.id, (await aStructure()).id, { rafaelProfil: "prescripteur_2" })
  const browser = new Browser(provider.base)
  const sid = await browser.signIn(manager.id)
  const now = new Date()
  const actor = await actorOfSession(sid, now)
  if (!actor) throw new Error("this session is over")
  const context: ActorContext = { ...visitor, now, actor }
  const started = await startTrial(context, { applicationId: application.id })
  if (!started.ok) throw new Error(started.why)
  const { clientId, secret } = started.value
  const client = await clientOf(provider.base, { id: clientId, secret })
  const back = { redirect_uri: trialAddress(provider.base, application.id) }
  return { application, manager, affiliation, browser, context, sid, client, clientId, secret, back }
}

it("signs on for a whole, and reads what the application would: its subject, its scopes, its profils", async () => {
  const { application, manager, affiliation, browser, client, back } = await aTrial({ refreshes: true })
  const tokens = await client.enter(browser, back)
  const read = await client.userinfo(tokens)
  expect(read).toMatchObject({ profils: ["prescripteur_2"], given_name: manager.firstName })
  const renewed = await openid.refreshTokenGrant(client.config, tokens.refresh_token ?? "")
  expect(renewed.access_token).not.toBe(tokens.access_token)
  // The same person, in the application itself: the same subject.
  const itself = await clientOf(provider.base, application)
  const own = await itself.enter(browser)
  expect(own.claims()?.sub).toBe(tokens.claims()?.sub)
  await db.affiliation.update({ where: { id: affiliation.id }, data: { status: "ended", endedAt: new Date(), rafaelProfil: null } })
  await expect(openid.fetchUserInfo(client.config, renewed.access_token, openid.skipSubjectCheck)).rejects.toThrow()
})

it("leaves nothing with the application: nobody received, nothing told, no sign-on counted", async () => {
  const { application, manager, affiliation, sid, browser, client, back } = await aTrial({ logoutAddress: "https://outil.exemple.fr/fin" })
  await client.enter(browser, back)
  await db.affiliation.update({ where: { id: affiliation.id }, data: { isEmployeur: true } })
  await db.session.update({ where: { id: sid }, data: { revokedAt: new Date() } })
  expect(await db.applicationPerson.count({ where: { applicationId: application.id } })).toBe(0)
  expect(await db.eventDelivery.count({ where: { applicationId: application.id } })).toBe(0)
  const written = await db.journal.findMany({ where: { targetId: application.id }, select: { action: true, actorId: true } })
  expect(written).toEqual([{ action: "application.played", actorId: manager.id }])
  expect(await db.oidcRow.count({ where: { portalSid: sid } }), "the trial ends with its session").toBe(0)
})

it("tells nothing to an application whose access was withdrawn, even where its manager played it in the same session", async () => {
  const { application, browser, context, manager, client, back, sid } = await aTrial({ logoutAddress: "https://outil.exemple.fr/fin" })
  const itself = await clientOf(provider.base, application)
  await itself.enter(browser)
  const { id: entryId } = await db.applicationPerson.findFirstOrThrow({ where: { accountId: manager.id } })
  await withdraw(context, { entryId })
  await client.enter(browser, back)
  await db.eventDelivery.deleteMany()
  await db.session.update({ where: { id: sid }, data: { revokedAt: new Date() } })
  expect(await db.eventDelivery.findMany({ select: { kind: true } })).toEqual([])
})

it("ends with a session that falls asleep, and is no use under control", async () => {
  const asleep = await aTrial()
  await db.session.update({ where: { id: asleep.sid }, data: { lastSeenAt: new Date(Date.now() - 13 * 3_600_000) } })
  const { url } = await asleep.browser.go((await asleep.client.ask(asleep.back)).url.href)
  expect(url.pathname).toBe("/connexion")
  const controlled = await aTrial()
  await db.session.update({
    where: { id: controlled.sid },
    data: { controlledBy: (await aManager()).id, controlReason: "essai", expiresAt: new Date(Date.now() + 600_000) },
  })
  const { url: where } = await controlled.browser.go((await controlled.client.ask(controlled.back)).url.href)
  expect(where.searchParams.get("code")).toBeNull()
  expect(await db.signOnGrant.count({ where: { portalSid: controlled.sid } })).toBe(0)
})

it("is exchanged from a page of the portal, never from a page elsewhere; an application asks from no page at all", async () => {
  const { application, clientId, secret } = await aTrial()
  const ask = async (id: string, key: string, origin: string) => {
    const response = await fetch(`${provider.base}/oidc/token`, {
      method: "POST",
      headers: { origin, authorization: `Basic ${btoa(`${id}:${key}`)}` },
      body: new URLSearchParams({
        grant_type: "authorization_code",
        code: "none",
        redirect_uri: provider.base,
        code_verifier: "v".repeat(43),
      }),
    })
    return ((await response.json()) as { error: string }).error
  }
  expect(await ask(clientId, secret, provider.base)).toBe("invalid_grant")
  expect(await ask(clientId, secret, "https://ailleurs.exemple.fr")).toBe("invalid_request")
  expect(await ask(application.id, application.secret, provider.base)).toBe("invalid_request")
})

it("lets in nobody else, even with its address and its secret", async () => {
  const { client, back } = await aTrial()
  const other = await anAccount()
  await anActiveAffiliation(other.id, (await aStructure()).id, { rafaelProfil: "prescripteur_2" })
  const theirs = new Browser(provider.base)
  await theirs.signIn(other.id)
  const { url } = await client.ask(back)
  const { response, url: where } = await theirs.go(url.href)
  expect(response.status).toBe(400)
  expect(where.searchParams.get("code")).toBeNull()
  expect(await db.signOnGrant.count({ where: { accountId: other.id } })).toBe(0)
})

it("is not the application: neither its addresses nor its secret, nor what it reads by itself", async () => {
  const { application, browser, client, clientId, back } = await aTrial({ reads: ["lire:personnes"] })
  const elsewhere = await browser.go((await client.ask()).url.href)
  expect(elsewhere.response.status, "the addresses of the application").toBe(400)
  await expect(openid.clientCredentialsGrant(client.config, { scope: "lire:personnes" })).rejects.toMatchObject({
    error: "invalid_request",
  })
  const withTheirs = await clientOf(provider.base, { id: clientId, secret: application.secret })
  await expect(withTheirs.enter(browser, back)).rejects.toMatchObject({ status: 401 })
  const itself = await clientOf(provider.base, application)
  const answer = await browser.go((await itself.ask(back)).url.href)
  expect(answer.response.status, "the application does not come back to the portal").toBe(400)
})

it("lasts a quarter of an hour, one at a time in a session, and as long as the application is open", async () => {
  const first = await aTrial()
  const again = await startTrial(first.context, { applicationId: first.application.id })
  await expect(first.client.enter(first.browser, first.back), "the one before").rejects.toThrow()
  if (!again.ok) throw new Error(again.why)
  const second = await clientOf(provider.base, { id: again.value.clientId, secret: again.value.secret })
  await expect(second.enter(first.browser, first.back)).resolves.toBeTruthy()
  await db.oidcRow.update({ where: { model_id: { model: "Trial", id: again.value.clientId } }, data: { expiresAt: new Date() } })
  await expect(second.enter(first.browser, first.back), "expired").rejects.toThrow()

  const open = await aTrial()
  const tokens = await open.client.enter(open.browser, open.back)
  await suspendApplication(open.context, { applicationId: open.application.id })
  await expect(openid.fetchUserInfo(open.client.config, tokens.access_token, openid.skipSubjectCheck)).rejects.toThrow()
  await expect(open.client.enter(open.browser, open.back), "suspended").rejects.toThrow()
  expect(await startTrial(open.context, { applicationId: open.application.id })).toMatchObject({ ok: false, why: "nobody-enters" })
})

it("shows the application's own choice, and its consent each time", async () => {
  const { application, browser, client, context, back } = await aTrial({ isThirdParty: true })
  const { url } = await browser.go((await client.ask(back)).url.href)
  expect(url.pathname).toBe("/connexion/structure")
  const choice = await choiceFor(context.actor, url.searchParams.get("demande") ?? "", new Date())
  expect(choice).toMatchObject({ application: { name: application.name }, closed: null, scopes: ["profile", "email", "structure"] })
})

it("opens to who plays it whatever their rights, and gives no profil that they have not", async () => {
  const { application, browser, client, back, context } = await aTrial({ entry: "profil", profils: ["employeur"] })
  const read = await client.userinfo(await client.enter(browser, back))
  expect(read).toMatchObject({ profils: [] })
  expect(closedBecause(application, context.actor.affiliations, false)).toBe("no-profil")
  const itself = await clientOf(provider.base, application)
  const closed = await browser.go((await itself.ask()).url.href)
  expect(closed.url.pathname, "the application itself stays closed").toBe("/connexion/structure")
})

it("is for managers alone", async () => {
  const application = await anApplication({ name: randomBytes(8).toString("hex") })
  const context = await contextOf((await anAccount()).id)
  expect(await startTrial(context, { applicationId: application.id })).toMatchObject({ ok: false, why: "not-found" })
  expect(await db.oidcRow.count({ where: { model: "Trial" } })).toBe(0)
})
