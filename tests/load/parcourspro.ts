/** The aims of ParcoursPro: the opening of a session that everyone wants, the programme as it grows, and its papers. */
import { readFileSync } from "node:fs"
import { issueDocument, issueMissing } from "@/lib/parcourspro/documents/operations"
import { fileOf } from "@/lib/parcourspro/documents/queries"
import { answerRegistrations } from "@/lib/parcourspro/providers/operations"
import { register } from "@/lib/parcourspro/registrations/operations"
import { db } from "@/lib/platform/db/client"
import { type Loader, openLoader } from "@/lib/platform/db/copy"
import { now } from "@/tests/support/factories"
import { anEvent, aPersonOf, aProgramme, aProvider, aRegistration, asked, contextFor } from "@/tests/support/parcourspro"
import { serveBuild } from "@/tests/support/portal-copy"
import { percentile, productionEnv } from "./setting"

type Cluster = { appUrl: string; ownerUrl: string }

export async function benchParcourspro(cluster: Cluster) {
  await benchOpening()
  const [loader, server] = await Promise.all([openLoader(cluster.ownerUrl), serveBuild(process.cwd(), productionEnv(cluster))])
  try {
    await benchProgramme(loader, server.base)
  } finally {
    await Promise.all([loader.close(), server.stop()])
  }
  await benchPapers()
}

const people = 500
const places = 100

/** Five hundred people register in ten seconds; the provider then answers them all. */
async function benchOpening() {
  const { giver, coming, session } = await aProgramme({ event: { kind: "lab", needsEmployer: false }, session: { places, minimum: 1 } })
  const contexts = []
  for (let index = 0; index < people; index += 1) contexts.push(await contextFor(await aPersonOf(coming.structure.id)))
  const taken: number[] = []
  const started = performance.now()
  await Promise.all(
    contexts.map(async (context, index) => {
      const due = index * (10_000 / people)
      await new Promise((resolve) => setTimeout(resolve, due))
      const begun = performance.now()
      const at = new Date(now.getTime() + index)
      const result = await register({ ...context, now: at }, asked(coming.structure.id, session.id))
      if (!result.ok) throw new Error(result.why)
      taken.push(performance.now() - begun)
    }),
  )
  const lasted = (performance.now() - started) / 1000
  const rows = await db.registration.findMany({ where: { sessionId: session.id }, orderBy: { requestedAt: "asc" }, select: { id: true } })
  const provider = await contextFor(giver.provider)
  const answered = performance.now()
  for (let from = 0; from < rows.length; from += 50) {
    const registrationIds = rows.slice(from, from + 50).map(({ id }) => id)
    await answerRegistrations(provider, { registrationIds, arrow: "confirm", reason: "", sessionId: session.id })
  }
  const rate = rows.length / ((performance.now() - answered) / 1000)
  const after = await db.registration.findMany({
    where: { sessionId: session.id },
    orderBy: { requestedAt: "asc" },
    select: { status: true, rank: true },
  })
  const inOrder = after.every(({ status, rank }, index) => (index < places ? status === "confirmed" : rank === index - places + 1))
  if (after.length !== people || !inOrder) throw new Error("over, lost, or out of order")
  console.log(
    `Ouverture : ${people} personnes en ${lasted.toFixed(1)} s pour ${places} places : p95 ${percentile(taken, 0.95).toFixed(0)} ms, ${places} confirmées, ${people - places} en attente dans l’ordre, aucune perdue ; ${rate.toFixed(0)} réponses/s du prestataire`,
  )
}

/** The page of the programme, with 200 sessions to come, then 20,000. */
async function benchProgramme(loader: Loader, base: string) {
  const p95s: number[] = []
  const { structure } = await aProvider()
  const events = []
  for (let nth = 0; nth < 100; nth += 1) events.push((await anEvent(structure.id)).id)
  for (const size of [200, 20_000]) {
    const before = await db.eventSession.count()
    await db.$executeRaw`
      WITH made AS (
        INSERT INTO event_session (event_id, places, closes_at, place, postcode, city, created_at, updated_at)
        SELECT (${events}::uuid[])[1 + n % 100], 12, ${now}::timestamptz + (10 + n % 300) * interval '1 day', 'Salle', '33000', 'Bordeaux', ${now}, ${now}
          FROM generate_series(1, ${Math.max(0, size - before)}) n RETURNING id, closes_at)
      INSERT INTO half_day (session_id, starts_at, ends_at) SELECT id, closes_at + interval '3 days', closes_at + interval '3 days 3 hours' FROM made`
    await db.$executeRaw`UPDATE event_session SET status = 'open' WHERE status = 'draft' AND starts_at IS NOT NULL`
    await loader.query("VACUUM ANALYZE event, event_session, structure")
    const times: number[] = []
    for (let turn = 0; turn < 500; turn += 1) {
      const begun = performance.now()
      const page = await fetch(base + (turn % 2 ? "/parcourspro" : "/parcourspro?q=accueillir&lieu=33&places=1"))
      const text = await page.text()
      if (!page.ok || !text.includes("Accueillir")) throw new Error(`the programme answers ${page.status}`)
      if (turn >= 100) times.push(performance.now() - begun)
    }
    p95s.push(percentile(times, 0.95))
    console.log(
      `Page du programme, ${size.toLocaleString("fr-FR")} sessions : p95 ${percentile(times, 0.95).toFixed(0)} ms, p50 ${percentile(times, 0.5).toFixed(0)} ms`,
    )
  }
  const [few = 0, many = 0] = p95s
  console.log(`Page du programme : ${(many / few).toFixed(2)} fois le temps à 200`)
}

/** Memory of a process, in megabytes. */
function memoryOf(pid: number) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024
}

/** The papers of a session of two hundred people; then their files again, and the memory of the process that makes them. */
async function benchPapers() {
  const { giver, coming, session } = await aProgramme({ session: { places: 200 } })
  for (let index = 0; index < 200; index += 1) {
    const { accountId } = await aPersonOf(coming.structure.id)
    await aRegistration({ accountId, structureId: coming.structure.id, sessionId: session.id, status: "confirmed" })
  }
  const provider = await contextFor(giver.provider)
  let started = performance.now()
  const issued = await issueMissing(provider, { sessionId: session.id, kind: "summons" })
  if (!issued.ok) throw new Error(issued.why)
  console.log(`Documents établis, numéro et journal compris : ${(200 / ((performance.now() - started) / 1000)).toFixed(0)}/s`)
  started = performance.now()
  const list = await issueDocument(provider, { sessionId: session.id, kind: "sheet", about: "" })
  if (!list.ok) throw new Error(list.why)
  console.log(`Feuille d’émargement de 200 personnes, deux demi-journées : ${(performance.now() - started).toFixed(0)} ms`)
  const papers = await db.document.findMany({ where: { sessionId: session.id, kind: "summons" } })
  const memories: number[] = []
  let made = 0
  started = performance.now()
  for (let round = 0; round < 5; round += 1)
    for (const paper of papers) {
      await fileOf(paper)
      made += 1
      const printer = await (globalThis as { portailPrinter?: Promise<{ child: { pid?: number } }> }).portailPrinter
      if (made % 50 === 0 && printer?.child.pid) memories.push(memoryOf(printer.child.pid))
    }
  const rate = made / ((performance.now() - started) / 1000)
  console.log(`Fichiers refaits : ${rate.toFixed(0)}/s, mémoire du processus ${Math.max(...memories).toFixed(0)} Mo au plus`)
}
