/** The applications, as the provider's library knows its clients. What is kept of one is forgotten as soon as the database says that it changed. */
import type { AdapterPayload, JWKS } from "oidc-provider"
import { type Entry, grantedScopes } from "../claims/rules.ts"
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
}

type Row = Application & {
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
  // Not if it changed while it was read.
  if (found && asOf === known) asOf?.set(id, found)
  return found
}

async function readClient(id: string): Promise<AdapterPayload | undefined> {
  const [row] = await ask<Row>(
    "client",
    `SELECT id, name, entry, is_third_party AS "isThirdParty", profils, sector,
            CASE WHEN event_way = 'poll' THEN reads || ARRAY['lire:evenements'] ELSE reads END AS reads, redirect_addresses AS "redirectAddresses",
            scopes, structures_granted_by AS "structuresGrantedBy",
            end_addresses AS "endAddresses", logout_address AS "logoutAddress", keys_address AS "keysAddress", keys,
            signs_with_es256 AS "signsWithEs256", pushes_requests AS "pushesRequests", refreshes,
            ARRAY(SELECT hash FROM application_secret s WHERE s.application_id = a.id ORDER BY created_at, s.id) AS "secretHashes"
       FROM application a WHERE id = $1 AND state = 'active'`,
    [id],
  )
  return row && metadataOf(row)
}

function metadataOf(row: Row): AdapterPayload {
  const { id, name, entry, isThirdParty, profils, reads, sector, secretHashes } = row
  const scopes = grantedScopes(row)
  const application: Application = { id, name, entry, isThirdParty, profils, scopes, reads, sector, secretHashes }
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
  // Compared with the hashes of its secrets (provider.ts): this word is never accepted.
  return { token_endpoint_auth_method: "client_secret_basic", client_secret: "none" }
}
