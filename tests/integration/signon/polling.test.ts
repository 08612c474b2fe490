/** Applications that nobody can reach come for their events. */
import * as openid from "openid-client"
import { expect, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import { aHearingStage, someoneHeardOf } from "@/tests/support/heard-applications"
import { anApplication } from "@/tests/support/sign-on"

const stage = aHearingStage()

it("with a token of its own: they are there until it says that it has them", async () => {
  const { client, affiliation } = await someoneHeardOf(stage, "poll")
  const { access_token } = await openid.clientCredentialsGrant(client.config, { scope: "lire:evenements" })
  const poll = async (body: object, token = access_token) => {
    const response = await fetch(`${stage.provider.base}/oidc/evenements/poll`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    })
    return { status: response.status, body: (await response.json()) as { sets: Record<string, string>; moreAvailable: boolean } }
  }
  await db.affiliation.update({ where: { id: affiliation.id }, data: { isEmployeur: true } })
  await db.affiliation.update({ where: { id: affiliation.id }, data: { isEmployeur: false } })
  const first = (await poll({})).body
  expect([Object.keys(first.sets).length, first.moreAvailable], "the second change comes after the first").toEqual([1, true])
  expect(Object.keys((await poll({})).body.sets), "again, until it is taken").toEqual(Object.keys(first.sets))
  const second = (await poll({ ack: Object.keys(first.sets) })).body
  expect(Object.keys(second.sets)).not.toEqual(Object.keys(first.sets))
  const [refused = ""] = Object.keys(second.sets)
  expect((await poll({ setErrs: { [refused]: { err: "invalid_key" } } })).body).toEqual({ sets: {}, moreAvailable: false })
  expect((await poll({}, "autre")).status).toBe(401)
  expect((await poll({ ack: "tout" })).status).toBe(400)
  expect((await poll({ maxEvents: -1 })).status).toBe(400)
})

it("not with the token of a person, nor by an application that is not declared for it", async () => {
  const { client, tokens } = await someoneHeardOf(stage)
  const status = async (token: string) =>
    (await fetch(`${stage.provider.base}/oidc/evenements/poll`, { method: "POST", headers: { authorization: `Bearer ${token}` } })).status
  expect(await status(tokens.access_token)).toBe(401)
  await expect(openid.clientCredentialsGrant(client.config, { scope: "lire:evenements" })).rejects.toThrow()
})

it("says how events are heard", async () => {
  await anApplication()
  const said = await (await fetch(`${stage.provider.base}/.well-known/ssf-configuration`)).json()
  expect(said).toMatchObject({
    issuer: stage.provider.base,
    jwks_uri: `${stage.provider.base}/oidc/jwks`,
    delivery_methods_supported: ["urn:ietf:rfc:8935", "urn:ietf:rfc:8936"],
  })
})
