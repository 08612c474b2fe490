/** Back-channel logout: each application entered in a session that has ended is told at its own address, by the provider's library. */
import type { Client } from "oidc-provider"
import { log } from "../../platform/process/log.ts"
import { ask } from "../provider/database.ts"
import { faultOf } from "./outside.ts"
import { patienceAfter } from "./rules.ts"

type Logout = { id: string; applicationId: string; accountId: string; sid: string; tries: number }

/** Tells the ends that wait. One that is not heard is told again, after a second, then twice as long each time. Returns how many were tried. */
export async function tellLogouts(): Promise<number> {
  const logouts = await ask<Logout>(
    "claim_logouts",
    `UPDATE event_delivery SET next_at = now() + interval '10 seconds', tries = tries + 1
      WHERE id IN (SELECT id FROM event_delivery WHERE kind = 'logout' AND answered_at IS NULL AND dead_at IS NULL AND next_at <= now() ORDER BY id LIMIT 50)
        AND next_at <= now() AND answered_at IS NULL
      RETURNING id, application_id AS "applicationId", account_id AS "accountId", sid, tries`,
    [],
  )
  if (logouts.length === 0) return 0
  // Loaded only now: a worker that tells nobody does without.
  const { makeProvider } = await import("../provider/provider.ts")
  const provider = await makeProvider({ tellsLogouts: true })
  await Promise.all(
    logouts.map(async ({ id, applicationId, accountId, sid, tries }) => {
      try {
        const client = await provider.Client.find(applicationId)
        if (client?.backchannelLogoutUri) await tell(client, accountId, sid)
        await ask("logout_told", "UPDATE event_delivery SET answered_at = now(), error = NULL WHERE id = $1", [id])
      } catch (error) {
        log.info({ applicationId, tries }, "logout not heard")
        await ask("logout_waits", "UPDATE event_delivery SET next_at = now() + make_interval(secs => $2), error = $3 WHERE id = $1", [
          id,
          patienceAfter(tries) / 1000,
          faultOf(error instanceof Error && error.cause ? error.cause : error).slice(0, 300),
        ])
      }
    }),
  )
  return logouts.length
}

/** The types of the library do not know this method, which its documentation names. */
function tell(client: Client, accountId: string, sid: string): Promise<void> {
  return (client as unknown as { backchannelLogout: (accountId: string, sid: string) => Promise<void> }).backchannelLogout(accountId, sid)
}
