/** The provider of OpenID Connect: the library, set up. No word of the protocol is ours (docs/decisions/0060-sign-on-by-rows.md). */
import { createHash, timingSafeEqual } from "node:crypto"
import { type Client, type Configuration, errors, interactionPolicy, type KoaContextWithOIDC, Provider } from "oidc-provider"
import { lettingFormsLeave } from "../../platform/http/security-headers.ts"
import { log } from "../../platform/process/log.ts"
import { allowsPrivateAddresses, settingOf } from "../../platform/process/settings.ts"
import { claimsFor, claimsOf, mayEnterFor, readScopes, scopes } from "../claims/rules.ts"
import { Rows } from "./adapter.ts"
import type { Application } from "./clients.ts"
import { ask } from "./database.ts"
import { cookieKeys, signingKeys } from "./keys.ts"
import { errorPage, loggedOutPage, logoutPage } from "./pages.ts"
import { type Entered, enteredBy, noteEntry, touchSession } from "./person.ts"
import { subjectFor } from "./subjects.ts"
import { asking, visitor } from "./visitor.ts"

const { Check, Prompt, base } = interactionPolicy
type ResourceIndicators = Required<NonNullable<NonNullable<Configuration["features"]>["resourceIndicators"]>>

/** How long things live, in seconds. Whatever rests on a session of the portal ends with it, even before. */
const lives = { code: 60, access: 600, resource: 300, idToken: 3600, request: 3600, pushed: 60, reading: 600, week: 7 * 24 * 3600 }

/** How far the clocks of applications may be from ours, in seconds. */
const clockTolerance = 30

/** What the portal knows of the application behind a client. */
export function applicationOf(client: Client | undefined): Application {
  return client?.application as Application
}

/** Whether someone who entered may still be in, by what is true now. */
function isStillIn({ affiliationId, memberships }: Entered, application: Application) {
  const membership = memberships.find((one) => one.affiliationId === affiliationId) ?? null
  return (affiliationId === null || membership !== null) && mayEnterFor(application, membership)
}

/** Whether these values of `acr_values` ask for more than a password. */
export function asksForTwo(acrValues: unknown) {
  const asked = typeof acrValues === "string" ? acrValues.split(" ") : []
  return asked.includes("2fa") && !asked.includes("1fa")
}

/** Where a request waits while its person signs in or chooses. */
export const requestPath = (uid: string) => `/oidc/demande/${uid}`

/** `tellsLogouts`: whether applications are told of the end of a session by this process, which the worker is (lib/signon/events). */
export async function makeProvider({ tellsLogouts = false } = {}): Promise<Provider> {
  const provider = new Provider(settingOf("NEXTAUTH_URL"), configuration(await signingKeys()))
  // The cookies are marked by what the portal is told of itself, whatever stands in front of it (lib/signon/web sets the headers).
  provider.proxy = true
  provider.Client.prototype.compareClientSecret = function (this: Client, given: string) {
    return isOneOf(applicationOf(this).secretHashes, given)
  }
  // The page of the end does not wait for applications, and there are other ends than that page.
  if (!tellsLogouts) provider.Client.prototype.backchannelLogout = async () => {}
  provider.use(endTogether)
  provider.use(letFormsLeave)
  provider.on("server_error", (_context, error) => log.error({ err: error }, "sign-on failed"))
  return provider
}

/**
 * Someone signs out of the portal because an application asked: their session of the portal ends, and all that rests on it ends with it, in
 * one transaction, which tells each application (prisma/migrations, `end_sign_ons`).
 */
async function endTogether(context: KoaContextWithOIDC, next: () => Promise<void>) {
  if (context.path !== "/oidc/fin/confirm") return next()
  const request = asking()
  request.endings = []
  await next()
  const sid = request.visitor?.sid
  const { destroyed = false } = (context.oidc?.session ?? {}) as { destroyed?: boolean }
  if (destroyed && sid) {
    await ask("sign_out", "UPDATE session SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL", [sid])
    context.res.setHeader("Clear-Site-Data", '"storage"')
  } else await ask("end_grants", "SELECT end_grants($1)", [request.endings])
}

/** An answer that travels as a form (`response_mode=form_post`) may leave for the address that it was checked against. */
async function letFormsLeave(context: KoaContextWithOIDC, next: () => Promise<void>) {
  await next()
  const { params, client } = context.oidc ?? {}
  const target = URL.parse(String(params?.redirect_uri ?? ""))
  if (params?.response_mode !== "form_post" || !target || !client?.redirectUriAllowed(target.href)) return
  context.set("content-security-policy", lettingFormsLeave(context.response.get("content-security-policy"), target.origin))
}

function isOneOf(hashes: readonly string[], given: string) {
  const hash = createHash("sha256").update(given).digest()
  return hashes.map((known) => timingSafeEqual(Buffer.from(known, "hex"), hash)).some(Boolean)
}

function configuration(keys: Awaited<ReturnType<typeof signingKeys>>): Configuration {
  const https = settingOf("NEXTAUTH_URL").startsWith("https:")
  const cookie = { httpOnly: true, sameSite: "lax", secure: https, signed: true } as const
  return {
    adapter: Rows,
    jwks: { keys } as NonNullable<Configuration["jwks"]>,
    cookies: {
      keys: cookieKeys(),
      names: { session: "oidc_session", interaction: "oidc_demande", resume: "oidc_reprise" },
      long: { ...cookie, path: "/oidc" },
      short: cookie,
    },
    routes: {
      authorization: "/oidc/auth",
      pushed_authorization_request: "/oidc/par",
      token: "/oidc/token",
      userinfo: "/oidc/userinfo",
      introspection: "/oidc/introspection",
      revocation: "/oidc/revocation",
      jwks: "/oidc/jwks",
      end_session: "/oidc/fin",
    },
    scopes: ["openid", ...scopes, ...readScopes],
    claims: {
      openid: ["sub", "acr", "amr", "auth_time"],
      ...Object.fromEntries(scopes.map((scope) => [scope, [...claimsOf[scope]]])),
    },
    acrValues: ["1fa", "2fa"],
    subjectTypes: ["pairwise", "public"],
    pairwiseIdentifier: async (_context, accountId, client) => subjectFor(applicationOf(client).sector, accountId),
    responseTypes: ["code"],
    clientAuthMethods: ["client_secret_basic", "private_key_jwt"],
    clientDefaults: { grant_types: ["authorization_code"], response_types: ["code"] },
    enabledJWA: {
      idTokenSigningAlgValues: ["RS256", "ES256"],
      clientAuthSigningAlgValues: ["RS256", "PS256", "ES256", "EdDSA"],
    },
    extraClientMetadata: { properties: ["application"] },
    pkce: { required: () => true },
    clockTolerance,
    allowOmittingSingleRegisteredRedirectUri: false,
    // Applications ask from their servers. The browser of a manager who plays one asks from the portal itself.
    clientBasedCORS: (_context, origin, client) =>
      applicationOf(client).trialSid !== null && origin === new URL(settingOf("NEXTAUTH_URL")).origin,
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      backchannelLogout: { enabled: true },
      claimsParameter: { enabled: false },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: false },
      encryption: { enabled: false },
      introspection: { enabled: true, allowedPolicy: mayInspect },
      jwtIntrospection: { enabled: false },
      jwtResponseModes: { enabled: false },
      jwtUserinfo: { enabled: false },
      mTLS: { enabled: false },
      pushedAuthorizationRequests: { enabled: true },
      registration: { enabled: false },
      requestObjects: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: async () => undefined as never,
        getResourceServerInfo: resourceOf,
        useGrantedResource: async () => false,
      },
      revocation: { enabled: true, allowedPolicy: async (_context, client, token) => token.clientId === client.clientId },
      rpInitiatedLogout: { enabled: true, logoutSource: logoutPage, postLogoutSuccessSource: loggedOutPage },
      userinfo: { enabled: true },
    },
    ttl: {
      AuthorizationCode: lives.code,
      AccessToken: (_context, token) => token.resourceServer?.accessTokenTTL ?? lives.access,
      ClientCredentials: lives.reading,
      IdToken: lives.idToken,
      Interaction: lives.request,
      PushedAuthorizationRequest: lives.pushed,
      RefreshToken: lives.week,
      Session: lives.week,
      Grant: lives.week,
    },
    extraTokenClaims: rightsIn,
    rotateRefreshToken: true,
    expiresWithSession: async () => true,
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed("refresh_token"),
    interactions: { policy: policy(), url: (_context, { uid }) => requestPath(uid) },
    findAccount,
    loadExistingGrant,
    renderError: errorPage,
    fetch: fetchOutside,
  }
}

/**
 * The account behind a request or a token. A token is good only as long as what it rests on: the entry, the affiliation chosen, the account,
 * the application, the session of the portal.
 */
const findAccount: NonNullable<Configuration["findAccount"]> = async (context, accountId, token) => {
  if (!token) return { accountId, claims: async () => ({ sub: accountId }) }
  const { grantId, kind } = token as { grantId?: string; kind?: string }
  const entered = grantId ? await enteredBy(grantId) : null
  const application = applicationOf(context.oidc.client)
  if (entered?.accountId !== accountId || entered.applicationId !== application.id || !isStillIn(entered, application)) return undefined
  if (kind === "RefreshToken") await touchSession(entered.portalSid)
  const isEarlier = Date.now() / 1000 - (entered.grant.iat ?? 0) > 60
  if (kind === "AuthorizationCode" && isEarlier && !application.trialSid) await noteEntry(accountId, application.id, entered.affiliationId)
  return { accountId, claims: async () => ({ sub: accountId, ...claimsFor(application, entered, entered.affiliationId) }) }
}

/**
 * The interface of an application that reads tokens by itself (RFC 8707): the one that is declared for it, and only with a person. Nothing can be
 * taken back from such a token, so it lives five minutes.
 */
const resourceOf: ResourceIndicators["getResourceServerInfo"] = async (context, resource, client) => {
  const isAlone = context.oidc.params?.grant_type === "client_credentials"
  if (isAlone || applicationOf(client).resource !== resource) throw new errors.InvalidTarget("this resource is not declared")
  return { scope: "", audience: resource, accessTokenTTL: lives.resource, accessTokenFormat: "jwt", jwt: { sign: { alg: "ES256" } } }
}

/** What a token for such an interface says: for which structure, with which profils, as `userinfo` would at this moment. */
const rightsIn: NonNullable<Configuration["extraTokenClaims"]> = async (context, token) => {
  const { grantId, resourceServer } = token as { grantId?: string; resourceServer?: { accessTokenFormat?: string } }
  const entered = grantId && resourceServer?.accessTokenFormat === "jwt" ? await enteredBy(grantId) : null
  if (!entered) return undefined
  const { siret, profils } = claimsFor(applicationOf(context.oidc.client), entered, entered.affiliationId)
  return { ...(siret ? { siret } : {}), ...(profils ? { profils } : {}) }
}

/** The entry that this browser already has into this application, while it still stands. */
async function loadExistingGrant(context: KoaContextWithOIDC) {
  const { client, session, result, provider } = context.oidc
  if (!client) return undefined
  const grantId = result?.consent?.grantId ?? session?.grantIdFor(client.clientId)
  const grant = grantId ? await provider.Grant.find(grantId) : undefined
  const entered = grant ? await enteredBy(grant.jti) : null
  return entered && isStillIn(entered, applicationOf(client)) ? grant : undefined
}

/** An application asks only about its own tokens, and one that rests on nothing any more is not active. */
async function mayInspect(
  _context: KoaContextWithOIDC,
  client: Client,
  token: { clientId?: string | undefined; grantId?: string | undefined },
) {
  if (token.clientId !== client.clientId) return false
  if (!token.grantId) return true
  const entered = await enteredBy(token.grantId)
  return entered !== null && isStillIn(entered, applicationOf(client))
}

/**
 * When a person is asked something: to sign in (no session of the portal, or another person's: the adapter finds none then; a second factor
 * wanted), to choose a structure, to let an application in for the first time. One page answers them all (interaction.ts).
 */
function policy() {
  const prompts = base()
  prompts
    .get("login")
    ?.checks.add(
      new Check("second_factor", "a second factor is wanted", "login_required", (context) =>
        asksForTwo(context.oidc.params?.acr_values) && context.oidc.session?.acr !== "2fa" ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT,
      ),
    )
  // Whoever has control of an account, or still misses a factor, does not sign on, even where its owner did before.
  prompts.get("login")?.checks.add(
    new Check("own_session", "the session is not its owner's", "login_required", () => {
      const who = visitor()
      return who && !who.isControlled && !who.missing ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT
    }),
  )
  prompts.add(new Prompt({ name: "select_account", requestable: true }), 1)
  return prompts
}

/** The library itself refuses the addresses of private networks, unless the portal is told that applications live there. */
const fetchOutside: NonNullable<Configuration["fetch"]> = (url, options) => {
  const { dispatcher, ...rest } = options as RequestInit & { dispatcher?: unknown }
  return fetch(url, allowsPrivateAddresses() || !dispatcher ? rest : options)
}
