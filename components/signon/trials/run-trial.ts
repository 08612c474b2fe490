/** The application that a manager plays, in their browser: a client as others are, by a library made for it (RFC 6749, 7636, 7009, OpenID Connect). */
import type * as OAuth from "oauth4webapi"
import { formatInstant } from "@/lib/platform/time/dates"
import { faultWords, trialAddress } from "@/lib/signon/trials/rules"

type Trial = { clientId: string; secret: string }
/** What the browser keeps between the request and its answer, in this tab alone. */
type Kept = Trial & { verifier: string; state: string; nonce: string }

/** One step, as it went: what was seen, or why it failed. */
export type Step = { title: string; seen: [name: string, value: string][]; fault: string | null }

/** The claims that are instants, in seconds (RFC 7519). */
const instants = new Set(["auth_time", "exp", "iat"])
const instantOf = (seconds: unknown) => formatInstant(new Date(Number(seconds) * 1000))

const drawerOf = (applicationId: string) => `essai-${applicationId}`

/** Sends the browser to the portal as the application would. `scopes`: those it is declared for. */
export async function begin(applicationId: string, trial: Trial, { issuer, scopes }: { issuer: string; scopes: string[] }): Promise<void> {
  const oauth = await import("oauth4webapi")
  const [verifier, state, nonce] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState(), oauth.generateRandomNonce()]
  const server = await discover(oauth, issuer)
  sessionStorage.setItem(drawerOf(applicationId), JSON.stringify({ ...trial, verifier, state, nonce } satisfies Kept))
  const address = new URL(server.authorization_endpoint ?? "")
  address.search = new URLSearchParams({
    client_id: trial.clientId,
    redirect_uri: trialAddress(issuer, applicationId),
    response_type: "code",
    scope: ["openid", ...scopes].join(" "),
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
  }).toString()
  location.assign(address)
}

/** What waits in this tab for its answer, once: a page that is loaded again has nothing left to exchange. */
export function takeKept(applicationId: string): Kept | null {
  const kept = sessionStorage.getItem(drawerOf(applicationId))
  sessionStorage.removeItem(drawerOf(applicationId))
  return kept ? (JSON.parse(kept) as Kept) : null
}

/** Does the rest of the sign-on from its answer (`search`), telling each step as it is done; stops at the first that fails. */
export async function finish(
  applicationId: string,
  { clientId, secret, verifier, state, nonce }: Kept,
  { issuer, search }: { issuer: string; search: string },
  tell: (step: Step) => void,
): Promise<boolean> {
  const oauth = await import("oauth4webapi")
  const client: OAuth.Client = { client_id: clientId }
  const authentication = oauth.ClientSecretBasic(secret)
  // The portal of a demonstration is on this very machine, without certificate.
  const options = { [oauth.allowInsecureRequests]: issuer.startsWith("http:") }
  const redirect = trialAddress(issuer, applicationId)
  try {
    const server = await step("Le portail dit où le trouver", tell, async (see) => {
      const found = await discover(oauth, issuer)
      see("issuer", found.issuer)
      see("authorization_endpoint", found.authorization_endpoint)
      see("token_endpoint", found.token_endpoint)
      see("userinfo_endpoint", found.userinfo_endpoint)
      return found
    })
    const answer = await step("Vous revenez du portail, et c’est bien la réponse à cette demande", tell, async (see) => {
      const params = oauth.validateAuthResponse(server, client, new URLSearchParams(search), state)
      see("redirect_uri", redirect)
      see("code", `${params.get("code")?.slice(0, 6)}…`)
      see("state", "celui de la demande")
      see("iss", params.get("iss"))
      return params
    })
    const { got: tokens, response: signed } = await step("Le code s’échange contre des jetons", tell, async (see) => {
      const response = await oauth.authorizationCodeGrantRequest(server, client, authentication, answer, redirect, verifier, options)
      const got = await oauth.processAuthorizationCodeResponse(server, client, response, { expectedNonce: nonce, requireIdToken: true })
      see("access_token", `${got.access_token.slice(0, 6)}…, ${got.expires_in} secondes`)
      see("refresh_token", got.refresh_token ? "oui" : "non")
      see("scope", got.scope)
      return { got, response }
    })
    const claims = await step("Le jeton d’identité est signé par le portail, pour cette demande", tell, async (see) => {
      await oauth.validateApplicationLevelSignature(server, signed, options)
      const read = oauth.getValidatedIdTokenClaims(tokens)
      for (const [name, value] of Object.entries(read ?? {})) see(name, instants.has(name) ? `${value}, le ${instantOf(value)}` : value)
      return read
    })
    const who = (accessToken: string) => oauth.userInfoRequest(server, client, accessToken, options)
    await step("L’application lit ceci de vous", tell, async (see) => {
      const read = await oauth.processUserInfoResponse(server, client, claims?.sub ?? "", await who(tokens.access_token))
      for (const [name, value] of Object.entries(read)) see(name, value)
    })
    const { refresh_token: refreshToken } = tokens
    const renewed = refreshToken
      ? await step("Les jetons se renouvellent", tell, async (see) => {
          const response = await oauth.refreshTokenGrantRequest(server, client, authentication, refreshToken, options)
          const got = await oauth.processRefreshTokenResponse(server, client, response)
          see("access_token", `${got.access_token.slice(0, 6)}…, un autre`)
          return got.access_token
        })
      : tokens.access_token
    await step("L’essai se referme : ses jetons n’ouvrent plus rien", tell, async (see) => {
      await oauth.processRevocationResponse(await oauth.revocationRequest(server, client, authentication, renewed, options))
      const { status } = await who(renewed).catch((error: unknown) => (error as { response?: Response }).response ?? { status: 0 })
      see("userinfo", `répond ${status}`)
      if (status !== 401) throw Object.assign(new Error("still open"), { code: "still_open" })
    })
    return true
  } catch {
    return false
  }
}

async function discover(oauth: typeof OAuth, issuer: string) {
  const url = new URL(issuer)
  const options = { [oauth.allowInsecureRequests]: url.protocol === "http:" }
  return oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, options))
}

/** `see`: notes what is shown of a step. */
async function step<T>(
  title: string,
  tell: (step: Step) => void,
  work: (see: (name: string, value: unknown) => void) => Promise<T>,
): Promise<T> {
  const seen: Step["seen"] = []
  try {
    const done = await work((name, value) => seen.push([name, typeof value === "string" ? value : JSON.stringify(value)]))
    tell({ title, seen, fault: null })
    return done
  } catch (error) {
    tell({ title, seen, fault: faultWords(codeOf(error)) })
    throw error
  }
}

/** What the protocol calls a failure: in the body of the answer, in its header, or by what checked it. */
function codeOf(error: unknown): string | undefined {
  const { error: told, cause, code } = error as { error?: string; cause?: unknown; code?: string }
  const [challenge] = Array.isArray(cause) ? (cause as OAuth.WWWAuthenticateChallenge[]) : []
  return told ?? challenge?.parameters.error ?? code
}
