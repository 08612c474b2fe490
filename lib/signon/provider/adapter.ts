/** Where the provider's library keeps what it knows: one table of PostgreSQL, shared by all instances and with Next. */
import { createHash } from "node:crypto"
import { type Adapter, type AdapterPayload, errors } from "oidc-provider"
import { clientOf } from "./clients.ts"
import { ask } from "./database.ts"
import { type Entered, entered, enteredBy } from "./person.ts"
import { asking, forget, once, visitor } from "./visitor.ts"

/** What opens something by itself is kept as its hash: whoever reads the database can do nothing with it. */
const bearers = new Set(["AccessToken", "AuthorizationCode", "RefreshToken", "ClientCredentials"])

export type Row = {
  payload: AdapterPayload
  consumed: number | null
  portalSid: string | null
  session?: AdapterPayload | null
  entered?: Entered | null
}
const columns = `o.payload, extract(epoch FROM o.consumed_at)::int AS consumed, o.portal_sid AS "portalSid"`
/** A session of the library lives as long as the session of the portal under which it was opened. */
const underLiveSession = (row: string) => `(${row}.portal_sid IS NULL OR EXISTS (
  SELECT FROM session s WHERE s.id = ${row}.portal_sid AND s.revoked_at IS NULL AND s.expires_at > now()))`
const sessionOf = (uid: string) => `
  SELECT u.payload FROM oidc_row u WHERE u.model = 'Session' AND u.uid = ${uid} AND u.expires_at > now() AND ${underLiveSession("u")}`

/** One row as a question, while it lasts. `more`: what is read with it. */
export const lasting = (model: string, id: string, more = "") => `SELECT ${columns}${more} FROM oidc_row o
   WHERE o.model = ${model} AND o.id = ${id} AND (o.expires_at IS NULL OR o.expires_at > now() - interval '1 minute') AND ${underLiveSession("o")}`
const ofBearers = `, (${sessionOf("o.payload ->> 'sessionUid'")}) AS session, (SELECT to_jsonb(e) FROM (${entered("o.grant_id")}) e) AS entered`

/** What is kept of one kind of thing (the library's `model`). */
export class Rows implements Adapter {
  private readonly model: string

  constructor(model: string) {
    this.model = model
  }

  private key(id: string) {
    return keyOf(this.model, id)
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number) {
    const { jti, ...kept } = payload
    forget(`${this.model} ${id}`)
    // A session takes another id when its rights change; under `endings` the row of the former one is still there.
    if (this.model === "Session" && asking().endings)
      await ask("former_id", "DELETE FROM oidc_row WHERE model = 'Session' AND uid = $1 AND id <> $2", [payload.uid, id])
    await ask(
      "upsert",
      `INSERT INTO oidc_row (model, id, payload, uid, grant_id, account_id, portal_sid, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => $8))
       ON CONFLICT (model, id) DO UPDATE SET payload = excluded.payload, uid = excluded.uid, grant_id = excluded.grant_id,
         account_id = excluded.account_id, portal_sid = coalesce(excluded.portal_sid, oidc_row.portal_sid), expires_at = excluded.expires_at`,
      [
        this.model,
        this.key(id),
        JSON.stringify(bearers.has(this.model) ? kept : payload),
        this.model === "Session" ? (payload.uid ?? null) : null,
        // An interaction names the grant that it may go on with; it is not part of it.
        this.model === "Interaction" ? null : (payload.grantId ?? null),
        payload.accountId ?? null,
        this.model === "Session" && payload.accountId ? (visitor()?.sid ?? null) : null,
        expiresIn ?? null,
      ],
    )
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    if (this.model === "Client") return clientOf(id)
    if (this.model === "Grant") return (await enteredBy(id))?.grant
    const found = await (this.model === "Interaction" ? once(`Interaction ${id}`, () => this.read(id)) : this.read(id))
    if (!found) return undefined
    if (this.model === "Interaction") return withoutLostSession(found)
    return bearers.has(this.model) ? { ...found, jti: id } : found
  }

  private async read(id: string): Promise<AdapterPayload | undefined> {
    const isBearer = bearers.has(this.model)
    const [row] = await ask<Row>(isBearer ? "find_bearer" : "find", lasting("$1", "$2", isBearer ? ofBearers : ""), [
      this.model,
      this.key(id),
    ])
    // The session of a browser is that of who is signed in there now.
    if (!row || (row.portalSid && row.portalSid !== visitor()?.sid)) return undefined
    // The library asks next for the session and for the entry that a token comes from.
    const { sessionUid, grantId } = row.payload
    if (isBearer && sessionUid) void once(`Session of ${sessionUid}`, async () => row.session ?? undefined)
    if (isBearer && grantId) void once(`Grant ${grantId}`, async () => row.entered ?? null)
    return withConsumption(row)
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return once(`Session of ${uid}`, async () => {
      const [row] = await ask<{ payload: AdapterPayload }>("find_by_uid", sessionOf("$1"), [uid])
      return row?.payload
    })
  }

  async findByUserCode(): Promise<undefined> {
    return undefined
  }

  /** Of two who use the same code or token at the same instant, one is refused. */
  async consume(id: string) {
    const used = await ask(
      "consume",
      "UPDATE oidc_row SET consumed_at = now() WHERE model = $1 AND id = $2 AND consumed_at IS NULL RETURNING 1 AS done",
      [this.model, this.key(id)],
    )
    if (used.length === 0) throw new errors.InvalidGrant("already used")
  }

  async destroy(id: string) {
    const { endings } = asking()
    if (this.model === "Grant" && endings) endings.push(id)
    else if (this.model === "Grant") await ask("end_grant", "SELECT end_grants(ARRAY[$1])", [id])
    // The rows of a session that ends with that of the portal go with it.
    else if (this.model !== "Session" || !endings)
      await ask("destroy", "DELETE FROM oidc_row WHERE model = $1 AND id = $2", [this.model, this.key(id)])
  }

  async revokeByGrantId(grantId: string) {
    if (!asking().endings) await ask("revoke", "DELETE FROM oidc_row WHERE model = $1 AND grant_id = $2", [this.model, grantId])
  }
}

/** The id under which a thing is kept. */
function keyOf(model: string, id: string) {
  return bearers.has(model) ? createHash("sha256").update(id).digest("hex") : id
}

export function withConsumption({ payload, consumed }: Row): AdapterPayload {
  return consumed ? { ...payload, consumed } : payload
}

/** Someone signed in again during a request, so that the session under which it began is over: the request goes on under the new one. */
async function withoutLostSession(interaction: AdapterPayload): Promise<AdapterPayload> {
  const { session, ...rest } = interaction as AdapterPayload & { session?: { uid?: string; accountId?: string } }
  if (!session?.uid) return interaction
  const still = await new Rows("Session").findByUid(session.uid)
  return still && still.accountId === visitor()?.accountId ? interaction : rest
}
