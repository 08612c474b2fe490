/** What the people who watch the portal read of its data: how much waits, and since when. Only counts, never who. */
import "server-only"
import { db } from "@/lib/platform/db/client"
import { queues } from "@/lib/platform/db/queues"
import { type Description, type Reading, readings } from "@/lib/platform/process/metrics"

const described = {
  portail_jobs_waiting: { help: "Jobs that wait, by queue", labelNames: ["queue"] },
  portail_jobs_failed: { help: "Jobs given up that the queue still remembers, by queue", labelNames: ["queue"] },
  portail_messages: { help: "Messages by state; those that have left, of the last 24 hours", labelNames: ["state"] },
  portail_oldest_message_seconds: { help: "Age of the oldest message that has not left (abandoned ones excepted)" },
  portail_requests_waiting: { help: "Requests that wait for an answer, by kind", labelNames: ["kind"] },
  portail_oldest_request_seconds: { help: "Age of the oldest request that waits, by kind", labelNames: ["kind"] },
  portail_sign_on_events: { help: "Events for applications by state: waiting, or given up in the last 24 hours", labelNames: ["state"] },
  portail_oldest_sign_on_event_seconds: { help: "Age of the oldest event that an application has not taken" },
} as const satisfies Record<string, Description>
type Name = keyof typeof described
const queueNames = Object.keys(queues)

type Row = { name: Name; label: string | null; value: number }

/** Makes the metrics read the figures of the database each time they are asked for. */
export function watchTheData() {
  readings(described, { name: "portail_database_up", help: "Whether the database answered when the metrics were asked for" }, read)
}

async function read() {
  const rows = await db.$queryRaw<Row[]>`
    SELECT 'portail_jobs_waiting' AS name, q.name AS label, count(j.id)::float8 AS value
      FROM jobs.queue q LEFT JOIN jobs.job j ON j.name = q.name AND j.state < 'active' WHERE q.name = ANY (${queueNames}) GROUP BY q.name
    UNION ALL SELECT 'portail_jobs_failed', q.name, count(j.id)
      FROM jobs.queue q LEFT JOIN jobs.job j ON j.name = q.name AND j.state = 'failed' WHERE q.name = ANY (${queueNames}) GROUP BY q.name
    UNION ALL SELECT 'portail_messages', status::text, count(*) FROM message WHERE status IN ('queued', 'failed', 'abandoned') GROUP BY status
    UNION ALL SELECT 'portail_messages', 'sent', count(*) FROM message
               WHERE status = 'sent' AND created_at > now() - interval '24 hours'
    UNION ALL SELECT 'portail_messages', 'refused', count(*) FROM message
               WHERE status = 'sent' AND refused_at IS NOT NULL AND created_at > now() - interval '24 hours'
    UNION ALL SELECT 'portail_oldest_message_seconds', NULL, coalesce(extract(epoch FROM now() - min(created_at)), 0)
                FROM message WHERE status IN ('queued', 'failed')
    UNION ALL SELECT 'portail_requests_waiting', 'affiliation', count(*) FROM affiliation WHERE status = 'pending'
    UNION ALL SELECT 'portail_requests_waiting', 'listing', count(*) FROM listing_request WHERE status = 'pending'
    UNION ALL SELECT 'portail_oldest_request_seconds', 'affiliation', coalesce(extract(epoch FROM now() - min(requested_at)), 0)
                FROM affiliation WHERE status = 'pending'
    UNION ALL SELECT 'portail_oldest_request_seconds', 'listing', coalesce(extract(epoch FROM now() - min(created_at)), 0)
                FROM listing_request WHERE status = 'pending'
    UNION ALL SELECT 'portail_sign_on_events', 'waiting', count(*) FROM event_delivery WHERE answered_at IS NULL AND dead_at IS NULL
    UNION ALL SELECT 'portail_sign_on_events', 'dead', count(*) FROM event_delivery WHERE dead_at > now() - interval '24 hours'
    UNION ALL SELECT 'portail_oldest_sign_on_event_seconds', NULL, coalesce(extract(epoch FROM now() - min(happened_at)), 0)
                FROM event_delivery WHERE answered_at IS NULL AND dead_at IS NULL`
  const found = Object.fromEntries(Object.keys(described).map((name) => [name, [] as Reading[]])) as Record<Name, Reading[]>
  for (const { name, label, value } of rows) {
    const [labelName] = (described[name] as Description).labelNames ?? []
    found[name].push({ value, ...(label && labelName ? { labels: { [labelName]: label } } : {}) })
  }
  return found
}
