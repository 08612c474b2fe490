/**
 * Between an application's request and its answer: is this person signed in, for which structure, may they? Each answer is a row that Next
 * writes or reads too; the pages are Next's.
 */
import { randomUUID } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import type { InteractionResults, Provider } from "oidc-provider"
import { type Person, structuresToEnter } from "../claims/rules.ts"
import type { Application } from "./clients.ts"
import { ask } from "./database.ts"
import { lostRequestPage } from "./pages.ts"
import { personOf } from "./person.ts"
import { applicationOf, asksForTwo, requestPath } from "./provider.ts"
import type { Visitor } from "./visitor.ts"
import { type Choice, choiceOf } from "./waiting.ts"

type Interaction = Awaited<ReturnType<Provider["interactionDetails"]>>
type Exchange = { request: IncomingMessage; response: ServerResponse; nonce: string }

/** Answers `/oidc/demande/[uid]`. */
export async function answerRequest(provider: Provider, uid: string, visitor: Visitor | null, exchange: Exchange): Promise<void> {
  const { request, response, nonce } = exchange
  const interaction = await provider.interactionDetails(request, response).catch(() => null)
  const client = interaction && (await provider.Client.find(String(interaction.params.client_id)))
  if (!interaction || interaction.uid !== uid || !client) return page(response, 400, lostRequestPage(nonce))
  if (!visitor) return redirect(response, signInPath(uid))
  const application = applicationOf(client)
  if (application.trialSid && application.trialSid !== visitor.sid) return page(response, 400, lostRequestPage(nonce))
  const detour = detourOf(interaction, visitor)
  if (detour) return redirect(response, detour)
  const finish = (result: InteractionResults) => provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  const [choice, person] = await Promise.all([choiceOf(uid, visitor), visitor.isControlled ? null : personOf(visitor.accountId)])
  if (choice?.isRefused) return finish({ error: "access_denied", error_description: "the person declined" })
  const entry = person && (await entryOf(interaction, application, person, choice))
  // Nothing opens, or there is something to choose or to agree to: the page says which.
  if (!entry) {
    if (person && structuresToEnter(application, person.memberships).length === 0 && application.entry !== "account")
      await recordRefusal(application, visitor, request)
    return redirect(response, `/connexion/structure?demande=${uid}`)
  }
  const grantId = await openGrant(provider, interaction, application, visitor, entry.affiliationId, request)
  if (!grantId) return redirect(response, signInPath(uid))
  await finish({ login: loginOf(visitor), select_account: {}, consent: { grantId } } as InteractionResults)
}

/** Where the person goes first, to prove who they are; null when they have. */
function detourOf({ uid, params, iat }: Interaction, visitor: Visitor): string | null {
  if (visitor.isControlled) return null
  const back = encodeURIComponent(requestPath(uid))
  if (visitor.missing === "give") return `/connexion/second-facteur?retour=${back}`
  if (visitor.missing === "set-up") return `/mon-compte/double-authentification?retour=${back}`
  const signedInAt = visitor.authAt.getTime() / 1000
  const isAskedAgain =
    String(params.prompt ?? "")
      .split(" ")
      .includes("login") && signedInAt < iat
  const isTooOld = params.max_age !== undefined && signedInAt < Math.max(0, iat - Number(params.max_age))
  if (isAskedAgain || isTooOld) return signInPath(uid)
  if (asksForTwo(params.acr_values) && !visitor.secondFactorAt) return `/mon-compte/double-authentification?retour=${back}`
  return null
}

function signInPath(uid: string) {
  return `/connexion?retour=${encodeURIComponent(requestPath(uid))}`
}

/** For which affiliation the person enters: what they chose if it is theirs, or the only one there is. Null: they have to see the page first. */
async function entryOf(
  { params }: Interaction,
  application: Application,
  person: Person,
  choice: Choice | null,
): Promise<{ affiliationId: string | null } | null> {
  const open = structuresToEnter(application, person.memberships).map(({ affiliationId }) => affiliationId)
  const possible: (string | null)[] = open.length === 0 && application.entry === "account" ? [null] : open
  if (choice) {
    const agrees = !application.isThirdParty || askedScopes(params, application).every((scope) => choice.scopes.includes(scope))
    return agrees && possible.includes(choice.affiliationId) ? { affiliationId: choice.affiliationId } : null
  }
  const [only] = possible
  const isAsked = String(params.prompt ?? "")
    .split(" ")
    .some((word) => word === "select_account" || word === "consent")
  if (only === undefined || possible.length > 1 || isAsked) return null
  if (application.isThirdParty && !(await hasAgreed(application, person.accountId, askedScopes(params, application)))) return null
  return { affiliationId: only }
}

/** Of what a request asks for, what its application is declared for. */
function askedScopes(params: Interaction["params"], { scopes }: Application): string[] {
  return String(params.scope ?? "")
    .split(" ")
    .filter((scope) => scopes.includes(scope))
}

async function hasAgreed(application: Application, accountId: string, asked: string[]) {
  const [row] = await ask<{ agreed: boolean }>(
    "agreed",
    `SELECT EXISTS (SELECT FROM application_person
                     WHERE application_id = $1 AND account_id = $2 AND withdrawn_at IS NULL AND agreed_scopes @> $3) AS agreed`,
    [application.id, accountId, asked],
  )
  return row?.agreed ?? false
}

/**
 * Opens the entry: the grant of the library, and its row of the portal, which counts only if session and affiliation still stand at that
 * very moment; whoever ends them waits, then finds it. Null: they do not. A trial opens it too, but nobody is received by the application.
 */
async function openGrant(
  provider: Provider,
  { params }: Interaction,
  application: Application,
  { accountId, sid }: Visitor,
  affiliationId: string | null,
  request: IncomingMessage,
): Promise<string | null> {
  const grant = new provider.Grant({ accountId, clientId: String(params.client_id) })
  grant.addOIDCScope(["openid", ...askedScopes(params, application)].join(" "))
  const grantId = randomUUID()
  grant.jti = grantId
  const agreed = application.isThirdParty ? askedScopes(params, application) : []
  const opening = ask(
    "open_grant",
    `WITH mine AS (SELECT s.account_id FROM session s WHERE s.id = $4 AND s.account_id = $3 AND s.revoked_at IS NULL FOR SHARE),
          theirs AS (SELECT f.id, f.structure_id FROM affiliation f, mine WHERE f.id = $5 AND f.account_id = mine.account_id AND f.status = 'active' FOR SHARE OF f),
          opened AS (INSERT INTO sign_on_grant (grant_id, application_id, account_id, affiliation_id, portal_sid, created_at)
            SELECT $1, $2, account_id, $5::uuid, $4, now() FROM mine WHERE $5::uuid IS NULL OR EXISTS (SELECT FROM theirs)
            RETURNING 1),
          known AS (INSERT INTO application_person (application_id, account_id, affiliation_id, first_at, last_at, agreed_scopes)
            SELECT $2, $3, $5::uuid, now(), now(), $6 FROM opened WHERE NOT $9
            ON CONFLICT (application_id, account_id, affiliation_id) DO UPDATE SET last_at = now(), withdrawn_at = NULL,
              agreed_scopes = ARRAY(SELECT DISTINCT unnest(application_person.agreed_scopes || excluded.agreed_scopes))
            RETURNING 1),
          written AS (INSERT INTO journal (at, action, outcome, actor_id, target_id, structure_id, ip, request_id)
            SELECT now(), 'sign-on.done', 'done', $3, $2, (SELECT structure_id FROM theirs), $7, $8 FROM known)
     SELECT 1 AS one FROM opened`,
    [grantId, application.id, accountId, sid, affiliationId, agreed, ...traceOf(request), application.trialSid !== null],
  )
  const [opened] = await Promise.all([opening, grant.save()])
  if (opened.length > 0) return grantId
  await grant.destroy()
  return null
}

/** Somebody whom nothing lets into an application: one row a day says so. */
async function recordRefusal(application: Application, { accountId }: Visitor, request: IncomingMessage) {
  if (application.trialSid) return
  await ask(
    "refusal",
    `INSERT INTO journal (at, action, outcome, actor_id, target_id, reason, ip, request_id)
     SELECT now(), 'sign-on.refused', 'refused', $1, $2, 'no-profil', $3, $4
      WHERE NOT EXISTS (SELECT FROM journal WHERE target_id = $2 AND at > now() - interval '1 day' AND actor_id = $1 AND action = 'sign-on.refused')`,
    [accountId, application.id, ...traceOf(request)],
  )
}

/** The address and the reference of a request, which the web server set. */
function traceOf({ headers }: IncomingMessage): [string | null, string | null] {
  return [String(headers["x-client-ip"] ?? "") || null, String(headers["x-request-id"] ?? "") || null]
}

/** What the application is told of how the person signed in (RFC 8176 for `amr`). */
function loginOf({ accountId, authAt, secondFactorAt }: Visitor) {
  return {
    accountId,
    ts: Math.floor(authAt.getTime() / 1000),
    acr: secondFactorAt ? "2fa" : "1fa",
    amr: secondFactorAt ? ["pwd", "mfa"] : ["pwd"],
  }
}

function redirect(response: ServerResponse, location: string) {
  response.writeHead(303, { Location: location, "Cache-Control": "no-store" })
  response.end()
}

function page(response: ServerResponse, status: number, html: string) {
  response.writeHead(status, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" })
  response.end(html)
}
