/** The job queues: created by the owner at migration time, used by the application's role. */
export const jobsSchema = "jobs"

/** Each queue states its retries: pg-boss's own default is two immediate retries, and a provider's outage lasts longer than that. */
export const queues = {
  // Receives the dead letters of `send-message`. It comes first, because `send-message` names it.
  "abandon-message": { retryLimit: 10, retryDelay: 60, expireInSeconds: 60 },
  // Delays in seconds: 10 to 20 before the second try, then twice as long each time, a quarter of an hour at most. Tries last a day.
  "send-message": {
    retryLimit: 102,
    retryDelay: 10,
    retryBackoff: true,
    retryDelayMax: 900,
    expireInSeconds: 60,
    deadLetter: "abandon-message",
  },
  "send-reset-link": { retryLimit: 5, retryDelay: 5, retryBackoff: true, expireInSeconds: 60, deleteAfterSeconds: 3600 },
  "tell-guesses": { retryLimit: 5, retryDelay: 5, retryBackoff: true, expireInSeconds: 60, deleteAfterSeconds: 3600 },
  "follow-up": { retryLimit: 3, retryDelay: 60, expireInSeconds: 1800 },
  // A worker that dies is noticed within a minute, and another one continues with the file.
  "import-structures": { retryLimit: 5, retryDelay: 2, heartbeatSeconds: 20, expireInSeconds: 3600 },
  "import-offer": { retryLimit: 5, retryDelay: 2, heartbeatSeconds: 20, expireInSeconds: 3600 },
  "measure-delays": { retryLimit: 3, retryDelay: 600, expireInSeconds: 1800 },
  "learn-words": { retryLimit: 5, retryDelay: 10, expireInSeconds: 1800 },
  retention: { retryLimit: 3, retryDelay: 600, expireInSeconds: 3600 },
} as const

export type QueueName = keyof typeof queues
