/** Loads formations into the offer, fifty at a time: what each changes is settled here, then written in one commit. */
import "server-only"
import type { Context } from "@/lib/access/context"
import { hold, holdById } from "@/lib/access/locks"
import { db, type Tx, transaction } from "@/lib/platform/db/client"
import { reportPart, takePart } from "@/lib/platform/db/kept-files"
import { Prisma } from "@/lib/platform/generated/client"
import { missingToPublish } from "@/lib/rafael/courses/rules"
import { lheoFormations } from "@/lib/rafael/lheo-reading/queries"
import type { Fault, SaidCourse } from "@/lib/rafael/lheo-reading/schema"
import { changesOf, knownIds, type Owner, ownersOf, type Scope } from "@/lib/rafael/offer-changes/queries"
import type { CourseChange } from "@/lib/rafael/offer-changes/rules"
import { changesNothing, changeWords, factsAfter, refusalOf, sessionsWithoutPlaces } from "@/lib/rafael/offer-effects/rules"
import type { ImportSettings, OfferReport } from "@/lib/rafael/offer-loads/schema"
import { type Settled, writeOffer } from "@/lib/rafael/offer-writes/operations"
import { codesOf, unknownCodes } from "@/lib/rafael/references/queries"
import { type Reference, referenceKinds } from "@/lib/rafael/references/rules"
import { holdMember } from "@/lib/rafael/rights/operations"
import { learnWords } from "@/lib/search/vocabulary/operations"
import { record } from "@/lib/trace/journal/operations"

/** Whoever launched the import may no longer write in the offer. */
export class RightsGone extends Error {}

/** The line of the journal that says what an import did. */
export async function recordImport(
  tx: Tx,
  context: Context,
  { created, changed, rejectedCount }: OfferReport,
  about: { structureId: string | null; actorId: string | null; targetId: string | null },
) {
  const changes = { created, changed, rejected: rejectedCount }
  await record(tx, context, { action: "offer.imported", ...about, changes })
}

/**
 * Loads a whole file for all the training bodies it names, as the command does: those known here, by their SIRET. `source` is asked for
 * its bytes once or twice. Interrupted, what is loaded stays, and a second run goes through it without changing it.
 */
export async function importOffers(
  source: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  context: Context,
  { settings, onBatch }: { settings: ImportSettings; onBatch?: (done: number) => Promise<void> },
): Promise<OfferReport> {
  const report = await readOffer(source, {
    scope: "all",
    settings,
    now: context.now,
    write: { context, importId: null },
    ...(onBatch ? { onBatch } : {}),
  })
  await transaction((tx) => recordImport(tx, context, report, { structureId: null, actorId: null, targetId: null }))
  await learnWords("offer")
  return report
}

type Reading = {
  scope: Scope
  settings: ImportSettings
  now: Date
  report?: OfferReport
  /** How many formations are done with already. */
  from?: number
  /** Receives what names each formation, as `absentFrom` reads it. */
  seen?: Set<string>
  onBatch?: (done: number) => Promise<void>
  /** Absent: nothing is written. */
  write?: { context: Context; importId: string | null }
}

/** LHÉO's own tools validate by fifty: one batch is also one commit. */
const batchSize = 50

/** Reads a file batch by batch, and loads it when `write` says for whom; adds what happened to the report. */
export async function readOffer(source: Parameters<typeof lheoFormations>[0], reading: Reading): Promise<OfferReport> {
  const { report = emptyReport(), seen = new Set<string>() } = reading
  let done = 0
  let after = reading.from ?? 0
  let batch: SaidCourse[] = []
  let faults: Fault[][] = []
  const handOver = async () => {
    for (const found of faults) reject(report, found)
    await treat(batch, report, { after, done }, reading)
    await reading.onBatch?.(done)
    after = done
    batch = []
    faults = []
  }
  for await (const said of lheoFormations(source)) {
    done += 1
    const name = Array.isArray(said) ? null : apart(`${said.origin ?? said.siret} ${said.numero}`)
    const isAgain = name !== null && seen.has(name)
    if (name !== null) seen.add(name)
    if (done <= (reading.from ?? 0)) continue
    if (Array.isArray(said)) faults.push(said)
    else if (isAgain)
      faults.push([{ line: said.line, element: "formation", reason: `la formation ${said.numero} est déjà dans ce fichier` }])
    else batch.push(said)
    if (batch.length + faults.length >= batchSize) await handOver()
  }
  if (batch.length + faults.length > 0) await handOver()
  return report
}

/** The same text, in memory of its own: a part of a text keeps the whole of it, here the piece of the file that it was read in. */
function apart(text: string) {
  return Buffer.from(text).toString()
}

const keptRejections = 2000
const keptSamples = 20

/** A report of nothing. */
export function emptyReport(): OfferReport {
  return {
    created: 0,
    changed: 0,
    unchanged: 0,
    rejectedCount: 0,
    rejected: [],
    samples: { created: [], changed: [] },
    publishable: 0,
    withoutPlaces: 0,
    absentCount: 0,
    absent: [],
  }
}

function reject(report: OfferReport, faults: readonly Fault[]) {
  report.rejectedCount += 1
  report.rejected.push(...faults.slice(0, Math.max(0, keptRejections - report.rejected.length)))
}

/** Looks at a batch, or loads it in one transaction that also says how far the import is. */
async function treat(batch: readonly SaidCourse[], report: OfferReport, part: { after: number; done: number }, reading: Reading) {
  const { write, scope } = reading
  if (!write) {
    await settle(db, batch, report, reading)
    return
  }
  // A transaction that is tried again must not count twice.
  const before = structuredClone(report)
  await transaction(
    async (tx) => {
      Object.assign(report, structuredClone(before))
      if (write.importId) await takePart(tx, "offer_import", write.importId, part)
      if (scope !== "all" && !(await holdMember(tx, scope.accountId, scope.structureId, "offer.write"))) throw new RightsGone()
      const settled = await settle(tx, batch, report, reading)
      await writeOffer(tx, write.context, settled, { places: reading.settings.places, authorId: scope === "all" ? null : scope.accountId })
      if (write.importId) await reportPart(tx, "offer_import", write.importId, report)
    },
    { timeout: 60_000, isLoad: true },
  )
}

/** Sorts a batch into what is refused, what changes nothing, and what is returned: what is to be written. */
async function settle(
  tx: Tx,
  batch: readonly SaidCourse[],
  report: OfferReport,
  { scope, settings, write, now }: Reading,
): Promise<Settled[]> {
  const owners = await ownersOf(tx, batch, scope)
  const theirs = batch.filter((said) => owners.has(said.siret))
  for (const { siret, line } of batch.filter((said) => !owners.has(said.siret)))
    reject(report, [{ line, element: "SIRET-organisme-formation", reason: strangerWords(siret, scope) }])
  if (write) await holdAll(tx, theirs, owners)
  const { changes, onIt } = await changesOf(tx, theirs, owners, now)
  const unknown = await unknownCodes(tx, theirs.flatMap(codesIn))
  return theirs.flatMap((said) => {
    const change = changes.get(said)
    const owner = owners.get(said.siret)
    if (!change || !owner) return []
    const body = { activityNumber: owner.activityNumber ?? said.activityNumber }
    const silent = sessionsWithoutPlaces(change)
    const isShort = write !== undefined && silent > 0 && settings.places === null
    const refusal =
      strangeCode(said, unknown) ??
      (isShort ? "une nouvelle session ne dit pas son nombre de places" : null) ??
      refusalOf(change, onIt, settings.places) ??
      lostByPublished(change, body)
    if (refusal) {
      reject(report, [{ line: said.line, element: `formation ${said.numero}`, reason: refusal }])
      return []
    }
    report.withoutPlaces += silent
    if (changesNothing(change)) {
      report.unchanged += 1
      return []
    }
    const isPublishable = change.known === null && missingToPublish(factsAfter(change, body)).length === 0
    const kind = change.known ? "changed" : "created"
    report[kind] += 1
    if (isPublishable) report.publishable += 1
    const sample = { numero: said.numero, title: said.fields.title ?? "", changes: changeWords(change) }
    if (report.samples[kind].length < keptSamples) report.samples[kind].push(sample)
    return [{ said, change, owner, isPublished: isPublishable && settings.publish }]
  })
}

function codesIn({ fields, formacodeVersion: version }: SaidCourse) {
  return codesOf({ ...fields, ...(version ? { version } : {}) })
}

function strangeCode(said: SaidCourse, unknown: readonly Reference[]): string | null {
  const found = codesIn(said).find(({ kind, code }) => unknown.some((one) => one.kind === kind && one.code === code))
  return found ? `le code ${found.code} n’existe pas (${referenceKinds[found.kind]})` : null
}

/** What a published course would lack after the change and does not lack now, in words; null: nothing. */
function lostByPublished(change: CourseChange, body: Parameters<typeof factsAfter>[1]): string | null {
  if (change.known?.state !== "published") return null
  const before = missingToPublish(factsAfter({ known: change.known, fields: {}, deliveries: [] }, body)).map(({ label }) => label)
  const lost = missingToPublish(factsAfter(change, body)).filter(({ label }) => !before.includes(label))
  return lost.length > 0 ? `elle est publiée, et il lui manquerait : ${lost.map(({ label }) => label).join(", ")}` : null
}

function strangerWords(siret: string, scope: Scope) {
  return scope === "all"
    ? `aucun organisme de formation ouvert n’a le SIRET ${siret} dans le portail`
    : `le SIRET ${siret} n’est pas celui de votre structure : seule son offre peut être importée ici`
}

/** The structures of a batch stay as they are, and the courses that it names and their sessions do not change, until the commit. */
async function holdAll(tx: Tx, batch: readonly SaidCourse[], owners: ReadonlyMap<string, Owner>) {
  const structureIds = [...new Set([...owners.values()].map(({ structureId }) => structureId))]
  await holdById(tx, "structure", structureIds, "read")
  const courseIds = await knownIds(tx, batch, owners)
  await holdById(tx, "course", courseIds, "change")
  const ofThese = Prisma.sql`delivery_id IN (SELECT id FROM delivery WHERE course_id = ANY (${courseIds}::uuid[]))`
  await hold(tx, "training_session", ofThese, "change")
}
