// Une application qui fait entrer ses utilisateurs par le portail : npm install openid-client, puis
// PORTAIL=… CLIENT_ID=… CLIENT_SECRET=… PORT=4000 node application.mjs (adresse de retour : http://localhost:4000/retour)
import { randomUUID } from "node:crypto"
import { createServer } from "node:http"
import * as openid from "openid-client"

const { PORTAIL, CLIENT_ID, CLIENT_SECRET, PORT = "4000", SCOPES = "openid profile structure" } = process.env
const here = `http://localhost:${PORT}`
const inDemonstration = PORTAIL.startsWith("http:") ? { execute: [openid.allowInsecureRequests] } : {}
const portal = await openid.discovery(new URL(PORTAIL), CLIENT_ID, undefined, openid.ClientSecretBasic(CLIENT_SECRET), inDemonstration)
const visits = new Map() // Un serveur de production garde ses visites dans une base.

createServer(async (request, response) => {
  const url = new URL(request.url, here)
  const id = /visite=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1] ?? randomUUID()
  const visit = visits.get(id) ?? visits.set(id, {}).get(id)
  const to = (address) =>
    response.writeHead(303, { location: String(address), "set-cookie": `visite=${id}; HttpOnly; SameSite=Lax; Path=/` }).end()
  if (url.pathname === "/entrer") {
    Object.assign(visit, {
      pkceCodeVerifier: openid.randomPKCECodeVerifier(),
      expectedState: openid.randomState(),
      expectedNonce: openid.randomNonce(),
    })
    const challenge = { code_challenge: await openid.calculatePKCECodeChallenge(visit.pkceCodeVerifier), code_challenge_method: "S256" }
    const asked = { redirect_uri: `${here}/retour`, scope: SCOPES, state: visit.expectedState, nonce: visit.expectedNonce, ...challenge }
    return to(openid.buildAuthorizationUrl(portal, { ...asked, ...Object.fromEntries(url.searchParams) }))
  }
  if (url.pathname === "/retour") {
    visit.tokens = await openid.authorizationCodeGrant(portal, url, visit).catch((error) => ({ refused: error.error ?? String(error) }))
    return to(here)
  }
  if (url.pathname === "/sortir")
    return to(openid.buildEndSessionUrl(portal, { id_token_hint: visit.tokens.id_token, post_logout_redirect_uri: here }))
  const { tokens } = visit
  const who = tokens?.access_token ? await openid.fetchUserInfo(portal, tokens.access_token, tokens.claims().sub).catch(() => null) : null
  response.writeHead(200, { "content-type": "application/json; charset=utf-8" })
  response.end(JSON.stringify({ who, refused: tokens?.refused }, null, 2))
}).listen(Number(PORT))
