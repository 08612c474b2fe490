/** `npm run worker`: the jobs alone (messages, clocks, imports), apart from the web processes that WEB_ONLY=1 keeps to pages. */
import { settingOf } from "@/lib/platform/process/settings"
import { keepWorking, stopChildren } from "./children"
import { type Environment, onStop, prepareEnvironment } from "./environment"
import { migrate } from "./migrate"
import { tell } from "./refusal"

let environment: Promise<Environment> | undefined
onStop(async () => {
  await stopChildren()
  await (await environment?.catch(() => null))?.cluster?.stop()
  process.exit(0)
})
try {
  environment = prepareEnvironment()
  const { ownerUrl } = await environment
  await migrate(ownerUrl, settingOf("DATABASE_URL"))
  keepWorking()
  console.log("Les tâches du portail tournent. Ctrl-C pour arrêter.")
} catch (error) {
  tell(error)
  await (await environment?.catch(() => null))?.cluster?.stop()
  process.exit(1)
}
