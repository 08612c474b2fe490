/** For commands that come and go: connects, migrates, does the work, and leaves no server behind, whatever happens. */
import { settingOf } from "@/lib/platform/process/settings"
import { type Environment, onStop, prepareEnvironment } from "./environment"
import { migrate } from "./migrate"
import { tell } from "./refusal"

/**
 * `work` receives the names of the migrations just applied and the address of the schema's owner. `migrating: false` leaves the schema as
 * it is, for commands that only read.
 */
export async function withDatabase(work: (applied: string[], ownerUrl: string) => Promise<void>, { migrating = true } = {}) {
  let environment: Promise<Environment> | undefined
  const leave = async () => (await environment?.catch(() => null))?.cluster?.stop()
  onStop(async () => {
    await leave()
    process.exit(130)
  })
  try {
    environment = prepareEnvironment()
    const { ownerUrl } = await environment
    await work(migrating ? await migrate(ownerUrl, settingOf("DATABASE_URL")) : [], ownerUrl)
  } catch (error) {
    tell(error)
    process.exitCode = 1
  } finally {
    await leave()
  }
  // The queues leave a timer behind that would keep the process for ten seconds.
  process.exit()
}
