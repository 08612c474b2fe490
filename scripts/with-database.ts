/** For commands that come and go: connects, migrates, does the work, and leaves no server behind, whatever happens. */
import { type Environment, onStop, prepareEnvironment } from "./environment"
import { migrate } from "./migrate"

/** `work` receives the names of the migrations just applied, and the address of the schema's owner. */
export async function withDatabase(work: (applied: string[], ownerUrl: string) => Promise<void>) {
  let environment: Promise<Environment> | undefined
  const leave = async () => (await environment?.catch(() => null))?.cluster?.stop()
  onStop(async () => {
    await leave()
    process.exit(130)
  })
  try {
    environment = prepareEnvironment()
    const { ownerUrl } = await environment
    await work(await migrate(ownerUrl, process.env.DATABASE_URL ?? ""), ownerUrl)
  } finally {
    await leave()
  }
}
