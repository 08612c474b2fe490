/** The job queues: created by the owner at migration time, used by the application's role. */
export const jobsSchema = "jobs"

/** Explicit retries: pg-boss's own default is two at once, which a provider's outage outlives. */
export const queues = {
  // The dead letters of the next one; before it, because it names this one.
  "abandon-message": { retryLimit: 10, retryDelay: 60, expireInSeconds: 60 },
  // Seconds: 10 to 20 before the second try, twice as long each time, a quarter of an hour at most, for a day.
  "send-message": {
    retryLimit: 102,
    retryDelay: 10,
    retryBackoff: true,
    retryDelayMax: 900,
    expireInSeconds: 60,
    deadLetter: "abandon-message",
  },
  "send-reset-link": { retryLimit: 5, retryDelay: 5, retryBackoff: true, expireInSeconds: 60, deleteAfterSeconds: 3600 },
  "follow-up": { retryLimit: 3, retryDelay: 60, expireInSeconds: 1800 },
  // A worker that dies is missed within a minute, and another takes the file up again.
  "import-structures": { retryLimit: 5, retryDelay: 2, heartbeatSeconds: 20, expireInSeconds: 3600 },
  "learn-words": { retryLimit: 5, retryDelay: 10, expireInSeconds: 1800 },
  retention: { retryLimit: 3, retryDelay: 600, expireInSeconds: 3600 },
} as const

export type QueueName = keyof typeof queues
