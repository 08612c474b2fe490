/** The worker's part of sign-on: it tells applications what changed, within a second, and sweeps. */
import pLimit from "p-limit"
import { log } from "../../platform/process/log.ts"
import { troubles } from "../../platform/process/trouble.ts"
import { hasApplications } from "../provider/clients.ts"
import { listen } from "../provider/database.ts"
import { turnKeys } from "../provider/keys.ts"
import { pushEvents } from "./delivery.ts"
import { tellLogouts } from "./logouts.ts"
import { sweepSignOn } from "./sweep.ts"

const second = 1000
const notSwept = troubles("sweep of sign-on")
const nobodyTold = troubles("events of sign-on")

/**
 * Begins. The database wakes it at each commit that tells something; it also looks by itself, for what is to be tried again, and because a word
 * from the database may be lost. Returns what ends it, once what is under way is done.
 */
export function keepTelling(): () => Promise<void> {
  const oneAtATime = pLimit(1)
  const pushing = whenAsked(pushEvents)
  const loggingOut = whenAsked(tellLogouts)
  const wake = () => {
    void pushing()
    void loggingOut()
  }
  const deaf = listen("sign_on_events", wake)
  let isUsed = false
  let looked = 0
  const looks = setInterval(async () => {
    looked += 1
    // Where no application is declared, a look now and then is enough.
    if (!isUsed && looked % 15 !== 1) return
    isUsed = await hasApplications().catch(() => isUsed)
    if (isUsed) wake()
  }, second)
  const sweeps = setInterval(() => {
    if (!isUsed) return
    void oneAtATime(async () => {
      try {
        const swept = await sweepSignOn()
        await turnKeys()
        if (swept && swept.ended + swept.dead > 0) log.info({ swept }, "sign-on swept")
      } catch (error) {
        notSwept(error)
      }
    })
  }, 60 * second)
  return async () => {
    clearInterval(looks)
    clearInterval(sweeps)
    await deaf()
    await Promise.all([pushing(), loggingOut()])
  }
}

/** Runs `work` when asked, once at a time; asked meanwhile, it runs once more. */
function whenAsked(work: () => Promise<unknown>) {
  let current: Promise<void> | null = null
  let isAskedAgain = false
  async function run() {
    do {
      isAskedAgain = false
      await work().catch(nobodyTold)
    } while (isAskedAgain)
    current = null
  }
  return (): Promise<void> => {
    isAskedAgain = current !== null
    current ??= run()
    return current
  }
}
