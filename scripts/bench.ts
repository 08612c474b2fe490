/**
 * `npm run bench`: measures the figures of docs/figures.md again. `npm run bench -- sessions` runs one of the measures;
 * `npm run bench -- search 100000 1000000` measures the search on that many structures (`-- search alone 10000000` without what it replaces, which takes
 * twenty seconds a question there), `-- rafael 1000 100000` that of the offer on that many sessions.
 */
import { benchDecisions } from "@/tests/load/decisions"
import { benchImport } from "@/tests/load/import"
import { benchJourneys } from "@/tests/load/journeys"
import { benchImportPage, benchManagers } from "@/tests/load/managers"
import { benchPages } from "@/tests/load/pages"
import { benchParcourspro } from "@/tests/load/parcourspro"
import { benchPeople } from "@/tests/load/people"
import { benchRafael } from "@/tests/load/rafael"
import { benchRegister } from "@/tests/load/register"
import { benchReviews } from "@/tests/load/reviews"
import { benchDelays, benchInvitations } from "@/tests/load/rights"
import { benchSearch } from "@/tests/load/search"
import { benchSessions } from "@/tests/load/sessions"
import { productionEnv } from "@/tests/load/setting"
import { benchSignIn } from "@/tests/load/sign-in"
import { benchSignOn } from "@/tests/load/sign-on"
import { benchStart } from "@/tests/load/start"
import { benchTiming } from "@/tests/load/timing"
import { startTestCluster } from "@/tests/support/test-cluster"
import { buildIfNeeded } from "./build"

const wanted = process.argv.slice(2)
const asked = (name: string) => wanted.length === 0 || wanted.includes(name)
const sizes = wanted.map(Number).filter(Number.isInteger)

if (
  asked("search") ||
  asked("timing") ||
  asked("sign-in") ||
  asked("people") ||
  asked("managers") ||
  asked("import-page") ||
  asked("parcourspro") ||
  asked("journeys")
)
  await buildIfNeeded(process.cwd())
// The search is measured on millions of rows, so its database gets the memory that a database of that size has.
const cluster = await startTestCluster({
  onDisk: true,
  flags: asked("search") || asked("rafael") ? ["shared_buffers=2GB", "max_wal_size=8GB"] : [],
})
Object.assign(process.env, productionEnv(cluster))
try {
  if (asked("import")) benchImport(cluster)
  if (asked("timing")) await benchTiming(cluster)
  if (asked("sign-in")) await benchSignIn(cluster)
  if (asked("sign-on")) await benchSignOn()
  if (asked("sessions")) await benchSessions()
  if (asked("people")) await benchPeople(cluster)
  if (asked("import-page")) await benchImportPage(cluster)
  if (asked("managers")) await benchManagers(cluster)
  if (asked("decisions")) await benchDecisions()
  if (asked("invitations")) await benchInvitations()
  if (asked("pages")) await benchPages(cluster)
  if (asked("register")) await benchRegister(cluster)
  if (asked("rafael")) await benchRafael(cluster, sizes)
  if (asked("parcourspro")) await benchParcourspro(cluster)
  if (asked("reviews")) await benchReviews(cluster)
  if (asked("delays")) await benchDelays(cluster)
  // Measured last on this cluster, because it leaves the structures of a whole country behind.
  if (asked("search")) await benchSearch(cluster, sizes, { isAlone: wanted.includes("alone") })
} finally {
  const [{ db }, { closeJobs }] = await Promise.all([import("@/lib/platform/db/client"), import("@/lib/platform/db/jobs")])
  await closeJobs()
  await db.$disconnect()
  await cluster.stop()
}
if (asked("start")) await benchStart()
if (asked("journeys")) await benchJourneys()
