/**
 * Hands events to the applications, in the order of each person: by its push address, or when it comes for them (poll). An event is fixed when it
 * is first tried, so that it says the same each time; it is taken once by whoever keeps its `jti`.
 */
import { importJWK, SignJWT } from "jose"
import pLimit from "p-limit"
import { log } from "../../platform/process/log.ts"
import { counter, sharedForASecond } from "../../platform/process/metrics.ts"
import { settingOf } from "../../platform/process/settings.ts"
import { unseal } from "../../platform/secrets/sealing.ts"
import { claimsFor, type Entry, grantedScopes } from "../claims/rules.ts"
import { ask } from "../provider/database.ts"
import { signingKeys } from "../provider/keys.ts"
import { personOf } from "../provider/person.ts"
import { subjectFor } from "../provider/subjects.ts"
import { faultOf, postOutside } from "./outside.ts"
import { type EventKind, eventClaims, fateOf, patienceAfter } from "./rules.ts"

const countEvent = counter("portail_sign_on_events_total", "Events handed to applications, by what they answered", ["outcome"])

type Event = {
  id: string
  jti: string
  kind: EventKind
  accountId: string | null
  affiliationId: string | null
  sid: string | null
  journalId: string | null
  happenedAt: Date
  payload: Record<string, unknown> | null
  applicationId: string
  sector: string
  entry: Entry
  profils: string[]
  scopes: string[]
  structuresGrantedBy: string | null
  address: string | null
  token: string | null
  failures: number
}

const columns = `e.id, e.jti, e.kind, e.account_id AS "accountId", e.affiliation_id AS "affiliationId", e.sid, e.journal_id AS "journalId",
  e.happened_at AS "happenedAt", e.payload, a.id AS "applicationId", a.sector, a.entry, a.profils, a.event_address AS address, a.event_token AS token,
  a.scopes, a.structures_granted_by AS "structuresGrantedBy", a.event_failures AS failures`

/** What waits of an application, the first of each person only: nobody learns of a second change before the first. */
const firstOfEach = (way: "push" | "poll") => `
  SELECT id FROM (
    SELECT e.id, e.next_at, row_number() OVER (PARTITION BY e.application_id, e.account_id ORDER BY e.id) AS place
      FROM application a CROSS JOIN LATERAL (
        SELECT w.id, w.application_id, w.account_id, w.next_at FROM event_delivery w
         WHERE w.application_id = a.id AND w.answered_at IS NULL AND w.dead_at IS NULL AND w.kind <> 'logout'
         -- One that has stopped answering is asked with one event.
         ORDER BY w.id LIMIT CASE WHEN a.event_failures > 0 THEN 1 ELSE 200 END) e
     WHERE a.event_way = '${way}' AND a.state = 'active' AND (a.event_retry_at IS NULL OR a.event_retry_at <= now())) waiting
   WHERE place = 1 AND next_at <= now()`

/** How long an event is one worker's, in seconds: if that worker dies, another one takes it then. */
const lease = 10
const atOnce = pLimit(32)

/** Sends what waits, until nothing does. Returns how many events were tried. */
export async function pushEvents(): Promise<number> {
  let tried = 0
  for (;;) {
    const events = await ask<Event>(
      "claim_events",
      `UPDATE event_delivery e SET next_at = now() + make_interval(secs => ${lease}), tries = e.tries + 1
         FROM application a WHERE a.id = e.application_id AND e.id IN (${firstOfEach("push")}) AND e.next_at <= now() AND e.answered_at IS NULL
       RETURNING ${columns}`,
      [],
    )
    if (events.length === 0) return tried
    tried += events.length
    await Promise.all(events.map((event) => atOnce(() => push(event))))
  }
}

async function push(event: Event) {
  try {
    const { address, token, applicationId } = event
    const body = await tokenOf(event)
    const { status, words } = await postOutside(
      address ?? "",
      {
        "content-type": "application/secevent+jwt",
        accept: "application/json",
        ...(token ? { authorization: String(await unseal(token, "event token", settingOf("NEXTAUTH_SECRET"))) } : {}),
      },
      body,
    )
    const fate = fateOf(status)
    countEvent({ outcome: fate })
    if (fate === "again") return await waitFor(event, `a répondu ${status}`)
    await settle(event.id, fate === "taken" ? null : `a refusé : ${words.slice(0, 300)}`)
    if (event.failures > 0)
      await ask("answers_again", "UPDATE application SET event_failures = 0, event_retry_at = NULL WHERE id = $1", [applicationId])
  } catch (error) {
    countEvent({ outcome: "again" })
    await waitFor(event, faultOf(error))
  }
}

/** The application has answered: the event is over, taken or refused. */
async function settle(id: string, refusal: string | null) {
  await ask(
    "settle",
    `UPDATE event_delivery SET answered_at = CASE WHEN $2::text IS NULL THEN now() END, dead_at = CASE WHEN $2::text IS NOT NULL THEN now() END,
            error = $2 WHERE id = $1`,
    [id, refusal],
  )
}

/** The application has not answered: it, rather than the event, is left alone for a while. */
async function waitFor({ id, applicationId, failures }: Event, error: string) {
  log.info({ applicationId, failures }, "event not taken")
  await ask(
    "wait",
    `WITH event AS (UPDATE event_delivery SET next_at = now(), error = $3 WHERE id = $1)
     UPDATE application SET event_failures = $4, event_retry_at = now() + make_interval(secs => $5) WHERE id = $2`,
    [id, applicationId, error.slice(0, 300), failures + 1, patienceAfter(failures + 1) / 1000],
  )
}

const keysLately = sharedForASecond(signingKeys)

/** The signed token of an event; what it says is kept at the first call. */
async function tokenOf(event: Event): Promise<string> {
  const payload = event.payload ?? (await fix(event))
  const key = (await keysLately()).find(({ alg }) => alg === "ES256")
  if (!key) throw new Error("no key to sign with")
  return new SignJWT(payload)
    .setProtectedHeader({ alg: "ES256", typ: "secevent+jwt", ...(key.kid ? { kid: key.kid } : {}) })
    .sign(await importJWK(key, "ES256"))
}

async function fix(event: Event): Promise<Record<string, unknown>> {
  const { accountId, affiliationId, applicationId, sector, kind } = event
  const { claims, siret } = accountId && kind === "claims" ? await nowRead(event, accountId, affiliationId) : { claims: {}, siret: null }
  const payload = eventClaims(
    {
      ...event,
      issuer: settingOf("NEXTAUTH_URL"),
      subject: accountId ? subjectFor(sector, accountId) : null,
      claims,
      siret,
    },
    new Date(),
  )
  // Whoever was first has fixed it.
  const [kept] = await ask<{ payload: Record<string, unknown> }>(
    "fix",
    "UPDATE event_delivery SET payload = coalesce(payload, $2) WHERE id = $1 RETURNING payload",
    [event.id, JSON.stringify(payload)],
  )
  log.debug({ applicationId, kind }, "event fixed")
  return kept?.payload ?? payload
}

/** What the application would read at this moment, of the affiliation that changed, or of the one for which the person entered last. */
async function nowRead(event: Event, accountId: string, changed: string | null) {
  const [entered] = await ask<{ affiliationId: string | null; siret: string | null; isWithdrawn: boolean }>(
    "entered_for",
    `SELECT p.affiliation_id AS "affiliationId", s.siret, p.withdrawn_at IS NOT NULL AS "isWithdrawn"
       FROM application_person p LEFT JOIN affiliation f ON f.id = p.affiliation_id LEFT JOIN structure s ON s.id = f.structure_id
      WHERE p.application_id = $1 AND p.account_id = $2 ORDER BY (p.affiliation_id = $3) IS TRUE DESC, p.last_at DESC LIMIT 1`,
    [event.applicationId, accountId, changed],
  )
  const person = await personOf(accountId)
  if (!entered || entered.isWithdrawn || !person) return { claims: {}, siret: entered?.siret ?? null }
  return { claims: claimsFor({ ...event, scopes: grantedScopes(event) }, person, entered.affiliationId), siret: entered.siret }
}

/** What waits for an application that comes for it (RFC 8936), the first of each person, after what it says of those it had. */
export async function polledEvents(
  applicationId: string,
  { taken, refused, most }: { taken: string[]; refused: Record<string, string>; most: number },
): Promise<{ sets: Record<string, string>; moreAvailable: boolean }> {
  await ask(
    "acknowledge",
    "UPDATE event_delivery SET answered_at = now() WHERE application_id = $1 AND jti = ANY ($2::uuid[]) AND answered_at IS NULL",
    [applicationId, taken],
  )
  for (const [jti, error] of Object.entries(refused))
    await ask(
      "polled_refusal",
      "UPDATE event_delivery SET dead_at = now(), error = $3 WHERE application_id = $1 AND jti = $2 AND answered_at IS NULL AND dead_at IS NULL",
      [applicationId, jti, `a refusé : ${error}`.slice(0, 300)],
    )
  const events = await ask<Event>(
    "polled",
    `SELECT ${columns} FROM event_delivery e JOIN application a ON a.id = e.application_id
      WHERE a.id = $1 AND e.id IN (${firstOfEach("poll")}) ORDER BY e.id LIMIT $2`,
    [applicationId, most + 1],
  )
  const sets: Record<string, string> = {}
  for (const event of events.slice(0, most)) sets[event.jti] = await tokenOf(event)
  const [left] = await ask<{ more: boolean }>(
    "polled_left",
    `SELECT count(*) > $2 AS more FROM (SELECT FROM event_delivery WHERE application_id = $1 AND answered_at IS NULL AND dead_at IS NULL
       AND kind <> 'logout' LIMIT $2 + 1) w`,
    [applicationId, Object.keys(sets).length],
  )
  return { sets, moreAvailable: left?.more ?? false }
}
