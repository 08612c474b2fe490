/** The applications, as the provider's library knows its clients. What is kept of one is forgotten as soon as the database says that it changed. */
import type { AdapterPayload, JWKS } from "oidc-provider"
import { settingOf } from "../../platform/process/settings.ts"
import { type Entry, grantedScopes } from "../claims/rules.ts"
import { asPlayed, trialAddress } from "../trials/rules.ts"
import { ask, listen } from "./database.ts"

/** What the portal knows of an application besides what the library needs: it follows the client through the library. */
export type Application = {
  id: string
  name: string
  entry: Entry
  isThirdParty: boolean
  profils: string[]
  /** Those it is declared for, as far as they are granted. */
  scopes: string[]
  /** What it may read by itself. */
  reads: string[]
  sector: string
  secretHashes: string[]
  /** Its interface, for which tokens are JWT. */
  resource: string | null
  /** Where a manager plays the application: the only session of the portal that may enter (lib/signon/trials). */
  trialSid: string | null
}

type Row = Omit<Application, "trialSid"> & {
  structuresGrantedBy: string | null
  redirectAddresses: string[]
  endAddresses: string[]
  logoutAddress: string | null
  keysAddress: string | null
  keys: JWKS | null
  signsWithEs256: boolean
  pushesRequests: boolean
  refreshes: boolean
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether any application is declared: without one, the provider is not even loaded. */
export async function hasApplications(): Promise<boolean> {
  const [row] = await ask<{ some: boolean }>(
    "some_application",
    "SELECT EXISTS (SELECT FROM application WHERE state = 'active') AS some",
    [],
  )
  return row?.some ?? false
}

/** Those known to be as the database has them: null while nobody says when one of them changes. */
let known: Map<string, AdapterPayload | undefined> | null = null

/**
 * Keeps what is read of the applications until the database says that one has changed, in the transaction that changes it. Returns what ends it;
 * while the connection that hears is lost, each is read again each time.
 */
export function keepClients(): () => Promise<void> {
  const heard = () => {
    known = new Map()
  }
  const lost = () => {
    known = null
  }
  return listen("sign_on_applications", heard, lost)
}

/** The metadata of a client (OpenID Connect Registration 1.0, section 2); undefined when there is none by that name, or it is suspended. */
export async function clientOf(id: string): Promise<AdapterPayload | undefined> {
  if (!uuid.test(id)) return undefined
  const asOf = known
  if (asOf?.has(id)) return asOf.get(id)
  const found = await readClient(id)
  if (!found) return readTrial(id)
  // Not if it changed while it was read.
  if (asOf === known) asOf?.set(id, found)
  return found
}

/**
 * The application as a manager plays it: what it reads is its own; what it is called by, who enters, its secret and where its answer comes back
 * are those of the trial.
 */
async function readTrial(id: string): Promise<AdapterPayload | undefined> {
  const [trial] = await ask<{ applicationId: string; secretHash: string; sid: string }>(
    "trial",
    `SELECT payload ->> 'applicationId' AS "applicationId", payload ->> 'secretHash' AS "secretHash", portal_sid AS sid
       FROM oidc_row WHERE model = 'Trial' AND id = $1 AND expires_at > now()`,
    [id],
  )
  const played = trial && (await clientOf(trial.applicationId))
  if (!played) return undefined
  const application = played.application as Application
  const { backchannel_logout_uri, backchannel_logout_session_required, jwks, jwks_uri, ...metadata } = played
  return {
    ...metadata,
    ...bySecret,
    client_id: id,
    redirect_uris: [trialAddress(settingOf("NEXTAUTH_URL"), trial.applicationId)],
    post_logout_redirect_uris: [],
    grant_types: played.grant_types?.filter((type) => type !== "client_credentials"),
    scope: ["openid", ...application.scopes].join(" "),
    require_pushed_authorization_requests: false,
    application: { ...asPlayed(application), secretHashes: [trial.secretHash], resource: null, trialSid: trial.sid },
  }
}

async function readClient(id: string): Promise<AdapterPayload | undefined> {
  const [row] = await ask<Row>(
    "client",
    `SELECT id, name, entry, is_third_party AS "isThirdParty", profils, sector,
            CASE WHEN event_way = 'poll' THEN reads || ARRAY['lire:evenements'] ELSE reads END AS reads, redirect_addresses AS "redirectAddresses",
            scopes, structures_granted_by AS "structuresGrantedBy",
            end_addresses AS "endAddresses", logout_address AS "logoutAddress", keys_address AS "keysAddress", keys,
            signs_with_es256 AS "signsWithEs256", pushes_requests AS "pushesRequests", refreshes, resource_address AS resource,
            ARRAY(SELECT hash FROM application_secret s WHERE s.application_id = a.id ORDER BY created_at, s.id) AS "secretHashes"
       FROM application a WHERE id = $1 AND state = 'active'`,
    [id],
  )
  return row && metadataOf(row)
}

function metadataOf(row: Row): AdapterPayload {
  const { id, name, entry, isThirdParty, profils, reads, sector, secretHashes, resource } = row
  const scopes = grantedScopes(row)
  const application: Application = { id, name, entry, isThirdParty, profils, scopes, reads, sector, secretHashes, resource, trialSid: null }
  const signsIn = row.redirectAddresses.length > 0
  return {
    client_id: id,
    client_name: name,
    application_type: "web",
    subject_type: "pairwise",
    redirect_uris: row.redirectAddresses,
    response_types: signsIn ? ["code"] : [],
    grant_types: [
      ...(signsIn ? ["authorization_code"] : []),
      ...(signsIn && row.refreshes ? ["refresh_token"] : []),
      ...(reads.length > 0 ? ["client_credentials"] : []),
    ],
    ...(signsIn ? {} : { subject_type: "public" }),
    scope: ["openid", ...scopes, ...reads].join(" "),
    id_token_signed_response_alg: row.signsWithEs256 ? "ES256" : "RS256",
    require_pushed_authorization_requests: row.pushesRequests,
    post_logout_redirect_uris: row.endAddresses,
    ...(row.logoutAddress ? { backchannel_logout_uri: row.logoutAddress, backchannel_logout_session_required: true } : {}),
    ...authenticationOf(row),
    application,
  }
}

function authenticationOf({ keys, keysAddress }: Row): AdapterPayload {
  if (keys) return { token_endpoint_auth_method: "private_key_jwt", jwks: keys }
  if (keysAddress) return { token_endpoint_auth_method: "private_key_jwt", jwks_uri: keysAddress }
  return bySecret
}

/** Compared with the hashes of its secrets (provider.ts): this word is never accepted. */
const bySecret = { token_endpoint_auth_method: "client_secret_basic", client_secret: "none" } as const
