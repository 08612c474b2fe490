/** What waits for whoever looks, counted by kind, on each page they open: one question to the database. */
import "server-only"
import { cache } from "react"
import { type Actor, can } from "@/lib/access/permissions"
import type { Waiting } from "@/lib/desk/waiting/rules"
import { managersRequests, waitingFor } from "@/lib/membership/affiliations/queries"
import { db } from "@/lib/platform/db/client"

/** Everything that waits for this person's answer; the kinds without any are left out. Counted once per HTTP request. */
export const whatWaitsFor = cache(async (actor: Actor): Promise<Waiting[]> => {
  if (!can(actor, "statistics.read")) {
    const count = await waitingFor(actor)
    return count > 0 ? [{ kind: "request", count }] : []
  }
  return db.$queryRaw<Waiting[]>`
    SELECT kind, count FROM (
      SELECT CASE WHEN f.escalated_at IS NULL THEN 'first-account' ELSE 'unanswered' END AS kind, count(*)::int AS count FROM ${managersRequests} GROUP BY 1
      UNION ALL SELECT 'listing', count(*)::int FROM listing_request WHERE status = 'pending'
      UNION ALL SELECT 'correction', count(*)::int FROM correction WHERE status = 'pending'
      UNION ALL SELECT 'referent-change', count(*)::int FROM referent_change WHERE status = 'pending'
      UNION ALL SELECT 'contact', count(*)::int FROM contact_message WHERE answered_at IS NULL
      UNION ALL SELECT 'nomination', count(*)::int FROM manager_nomination WHERE status = 'pending') waiting
     WHERE count > 0`
})
