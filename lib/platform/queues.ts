/** The job queues: created by the owner at migration time, used by the application's role. */
export const jobsSchema = "jobs"

/** Explicit retries: pg-boss's own default is two at once, which a provider's outage outlives. */
export const queues = {
  "send-reset-link": { retryLimit: 5, retryDelay: 5, retryBackoff: true, expireInSeconds: 60, deleteAfterSeconds: 3600 },
  "follow-up": { retryLimit: 3, retryDelay: 60, expireInSeconds: 1800 },
  // A worker that dies is missed within a minute, and another takes the file up again.
  "import-structures": { retryLimit: 5, retryDelay: 2, heartbeatSeconds: 20, expireInSeconds: 3600 },
  "learn-words": { retryLimit: 5, retryDelay: 10, expireInSeconds: 1800 },
  retention: { retryLimit: 3, retryDelay: 600, expireInSeconds: 3600 },
  "send-message": { retryLimit: 12, retryDelay: 10, retryBackoff: true, retryDelayMax: 3600, expireInSeconds: 60 },
} as const

export type QueueName = keyof typeof queues
