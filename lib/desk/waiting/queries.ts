/** What waits for whoever looks, counted by kind, on each page they open: one question to the database. */
import "server-only"
import { cache } from "react"
import { type Actor, can } from "@/lib/access/permissions"
import type { Waiting } from "@/lib/desk/waiting/rules"
import { managersRequests, waitingFor } from "@/lib/membership/affiliations/queries"
import { db } from "@/lib/platform/db/client"

/** Everything that waits for this person's answer, kind by kind; the kinds without any are left out. Counted once per HTTP request. */
export const whatWaitsFor = cache(async (actor: Actor): Promise<Waiting[]> => {
  if (!can(actor, "statistics.read")) {
    const waiting = await waitingFor(actor)
    return waiting.count > 0 ? [{ kind: "request", ...waiting }] : []
  }
  return db.$queryRaw<Waiting[]>`
    SELECT kind, count(*)::int AS count, min(since) AS oldest FROM (
      SELECT CASE WHEN f.escalated_at IS NULL THEN 'first-account' ELSE 'unanswered' END AS kind, f.requested_at AS since FROM ${managersRequests(new Date())}
      UNION ALL SELECT 'listing', created_at FROM listing_request WHERE status = 'pending'
      UNION ALL SELECT 'correction', created_at FROM correction WHERE status = 'pending'
      UNION ALL SELECT 'referent-change', created_at FROM referent_change WHERE status = 'pending'
      UNION ALL SELECT 'contact', created_at FROM contact_message WHERE answered_at IS NULL
      UNION ALL SELECT 'nomination', proposed_at FROM manager_nomination WHERE status = 'pending') waiting
     GROUP BY kind`
})
