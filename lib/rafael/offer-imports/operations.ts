/** The LHÉO file of a training body: it is kept, looked at, then loaded by a job that may be stopped and goes on where it was. */
import "server-only"
import { randomUUID } from "node:crypto"
import type { ActorContext, Context } from "@/lib/access/context"
import { hold, holdById } from "@/lib/access/locks"
import { db, storable, type Tx, transaction } from "@/lib/platform/db/client"
import { enqueue } from "@/lib/platform/db/jobs"
import { advance, concludeStep, type ReadingStep, reportPart, runStep, takePart } from "@/lib/platform/db/kept-files"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { UnreadableXml } from "@/lib/platform/text/xml"
import { missingToPublish } from "@/lib/rafael/courses/rules"
import { lheoFormations } from "@/lib/rafael/lheo-reading/queries"
import type { Fault, SaidCourse } from "@/lib/rafael/lheo-reading/schema"
import { absentFrom, changesOf, knownIds, type Owner, ownersOf, type Scope } from "@/lib/rafael/offer-imports/queries"
import {
  type CourseChange,
  changesNothing,
  changeWords,
  factsAfter,
  refusalOf,
  sessionsWithoutPlaces,
} from "@/lib/rafael/offer-imports/rules"
import {
  type ImportSettings,
  type Launch,
  type OfferImportTarget,
  type OfferReport,
  offerReportShape,
  settingsShape,
} from "@/lib/rafael/offer-imports/schema"
import { codesOf, unknownCodes } from "@/lib/rafael/references/queries"
import { referenceKinds } from "@/lib/rafael/references/rules"
import { asMember, holdMember, type MemberRefusal } from "@/lib/rafael/rights/operations"
import { learnWords, toLearn } from "@/lib/search/vocabulary/operations"
import { record } from "@/lib/trace/journal/operations"

type Done = { importId: string }
type StepRefusal = MemberRefusal | "changed-meanwhile"

/**
 * Keeps the file that someone sent for the offer of their structure, and has it looked at; nothing of the offer changes yet. Files sent
 * before and never loaded are forgotten. The caller has checked the file's size.
 */
export function keepOfferFile(
  context: ActorContext,
  { structureId, fileName, bytes }: { structureId: string; fileName: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<Result<Done, MemberRefusal>> {
  return asMember(context, "offer.write", { action: "offer.uploaded", targetId: structureId }, structureId, async (tx) => {
    await tx.offerImport.updateMany({
      where: { structureId, status: { in: ["uploaded", "checking", "checked", "failed"] } },
      data: { status: "cancelled", content: null, finishedAt: context.now },
    })
    const { id } = await tx.offerImport.create({
      data: {
        structureId,
        fileName: storable(fileName, 200),
        content: bytes,
        status: "checking",
        total: formationsIn(bytes),
        createdBy: context.actor.accountId,
        createdAt: context.now,
      },
      select: { id: true },
    })
    await record(tx, context, { action: "offer.uploaded", structureId, targetId: id })
    await enqueue(tx, "import-offer", { importId: id })
    return ok({ importId: id })
  })
}

/** About how many formations a file has, counted in its bytes: its text is only read by the job. */
function formationsIn(bytes: Uint8Array) {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const mark = Buffer.from("</formation>")
  let count = 0
  for (let at = file.indexOf(mark); at >= 0; at = file.indexOf(mark, at + mark.length)) count += 1
  return count
}

/** Asks a job to load the file, as the look at it showed. */
export function startOfferImport(context: ActorContext, { importId, ...settings }: Launch): Promise<Result<Done, StepRefusal | "places">> {
  return onImport(context, "offer.import-started", importId, async (tx, found): Promise<Result<Done, "changed-meanwhile" | "places">> => {
    if (found.status !== "checked") return refuse("changed-meanwhile")
    const report = offerReportShape.parse(found.report)
    if (report.withoutPlaces > 0 && settings.places === null) return refuse("places")
    // What the look found is counted again, formation after formation, as each is loaded.
    const counted: OfferReport = { ...emptyReport(), absent: report.absent, absentCount: report.absentCount }
    await tx.offerImport.update({
      where: { id: importId },
      data: { status: "running", done: 0, error: null, settings, report: counted, createdBy: context.actor.accountId },
    })
    await record(tx, context, { action: "offer.import-started", structureId: found.structureId, targetId: importId })
    await enqueue(tx, "import-offer", { importId })
    return ok({ importId })
  })
}

/** Gives an import up. While it is being loaded, what is loaded stays, and nothing more is. */
export function dropOfferImport(context: ActorContext, { importId }: OfferImportTarget): Promise<Result<Done, StepRefusal>> {
  return onImport(context, "offer.import-dropped", importId, async (tx, found): Promise<Result<Done, "changed-meanwhile">> => {
    if (found.status === "done" || found.status === "cancelled") return refuse("changed-meanwhile")
    await tx.offerImport.update({ where: { id: importId }, data: { status: "cancelled", content: null, finishedAt: context.now } })
    await record(tx, context, { action: "offer.import-dropped", structureId: found.structureId, targetId: importId })
    return ok({ importId })
  })
}

/** The frame of a gesture on one import, which stays as it is until the commit. */
function onImport<Why extends "changed-meanwhile" | "places">(
  context: ActorContext,
  action: "offer.import-started" | "offer.import-dropped",
  importId: string,
  work: (tx: Tx, found: { structureId: string; status: string; report: unknown }) => Promise<Result<Done, Why>>,
): Promise<Result<Done, Why | MemberRefusal>> {
  const structureOf = async (tx: Tx) =>
    (await tx.offerImport.findUnique({ where: { id: importId }, select: { structureId: true } }))?.structureId ?? null
  return asMember(context, "offer.write", { action, targetId: importId }, structureOf, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM offer_import WHERE id = ${importId}::uuid FOR NO KEY UPDATE`
    const found = await tx.offerImport.findUniqueOrThrow({
      where: { id: importId },
      select: { structureId: true, status: true, report: true },
    })
    return work(tx, found)
  })
}

/**
 * The job: looks at the file, or loads it. Each batch of formations is committed with how far it is, so that a worker that dies loses
 * nothing and does nothing twice. It loads with the rights that whoever launched it has at that moment.
 */
export async function runOfferImport(importId: string, context: Context, { isLast = false } = {}): Promise<void> {
  const found = await db.offerImport.findUnique({ where: { id: importId } })
  if (!found?.content || (found.status !== "checking" && found.status !== "running")) return
  const { status, content, createdBy, structureId, done } = found
  const words = {
    unreadable: (error: unknown) => {
      if (error instanceof UnreadableXml) return `Le fichier n’a pas pu être lu jusqu’au bout : ${error.message}`
      return error instanceof RightsGone ? rightsGoneWords : null
    },
    givenUp: "Le fichier n’a pas pu être traité. Réessayez ; si cela continue, prévenez l’assistance.",
    isLast,
  }
  const scope = { structureId, accountId: createdBy }
  const step: ReadingStep = status
  await runStep("offer_import", importId, step, words, async () => {
    if (step === "checking") {
      const seen = new Set<string>()
      const onBatch = (read: number) => advance(db, "offer_import", importId, step, read)
      const report = await readOffer(() => [content], { scope, settings: settingsShape.parse({}), seen, onBatch, now: context.now })
      Object.assign(report, await absentFrom(structureId, seen))
      await concludeStep(db, "offer_import", importId, step, { report, now: context.now })
      return
    }
    const report = await readOffer(() => [content], {
      scope,
      settings: settingsShape.parse(found.settings),
      report: offerReportShape.parse(found.report),
      from: done,
      now: context.now,
      write: { context, importId },
    })
    await transaction(async (tx) => {
      await toLearn(tx, { offerOf: structureId })
      await concludeStep(tx, "offer_import", importId, step, { report, now: context.now })
      await recordImport(tx, context, report, { structureId, actorId: createdBy, targetId: importId })
    })
  })
}

const rightsGoneWords =
  "Votre droit d’écrire dans cette offre a changé pendant l’import : les formations déjà importées restent, les autres ne l’ont pas été."

/** Whoever launched the import may no longer write in the offer. */
class RightsGone extends Error {}

async function recordImport(
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
  /** Receives the `numero` of each formation. */
  seen?: Set<string>
  onBatch?: (done: number) => Promise<void>
  /** Absent: nothing is written. */
  write?: { context: Context; importId: string | null }
}

/** LHÉO's own tools validate by fifty: one batch is also one commit. */
const batchSize = 50

async function readOffer(source: Parameters<typeof lheoFormations>[0], reading: Reading): Promise<OfferReport> {
  const report = reading.report ?? emptyReport()
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
    if (done <= (reading.from ?? 0)) continue
    if (Array.isArray(said)) faults.push(said)
    else if (batch.some(({ siret, numero }) => siret === said.siret && numero === said.numero))
      faults.push([{ line: said.line, element: "formation", reason: `la formation ${said.numero} est déjà dans ce fichier` }])
    else batch.push(said)
    if (!Array.isArray(said)) reading.seen?.add(`${said.origin ?? said.siret} ${said.numero}`)
    if (batch.length + faults.length >= batchSize) await handOver()
  }
  if (batch.length + faults.length > 0) await handOver()
  return report
}

const keptRejections = 2000
const keptSamples = 20

function emptyReport(): OfferReport {
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
      const changes = await settle(tx, batch, report, reading)
      await writeAll(tx, changes, reading, write.context)
      if (write.importId) await reportPart(tx, "offer_import", write.importId, report)
    },
    { timeout: 60_000 },
  )
}

type Settled = { said: SaidCourse; change: CourseChange; owner: Owner; isPublished: boolean }

/** Sorts a batch into what is refused, what changes nothing, and what is returned: what is to be written. */
async function settle(tx: Tx, batch: readonly SaidCourse[], report: OfferReport, { scope, settings, write }: Reading): Promise<Settled[]> {
  const owners = await ownersOf(tx, batch, scope)
  const theirs = batch.filter((said) => owners.has(said.siret))
  for (const { siret, line } of batch.filter((said) => !owners.has(said.siret)))
    reject(report, [{ line, element: "SIRET-organisme-formation", reason: strangerWords(siret, scope) }])
  if (write) await holdAll(tx, theirs, owners)
  const { changes, onIt } = await changesOf(tx, theirs, owners)
  const codesIn = ({ fields, formacodeVersion: version }: SaidCourse) => codesOf({ ...fields, ...(version ? { version } : {}) })
  const unknown = await unknownCodes(tx, theirs.flatMap(codesIn))
  return theirs.flatMap((said) => {
    const change = changes.get(said)
    const owner = owners.get(said.siret)
    if (!change || !owner) return []
    const silent = sessionsWithoutPlaces(change)
    const isShort = write !== undefined && silent > 0 && settings.places === null
    const stranger = codesIn(said).find(({ kind, code }) => unknown.some((one) => one.kind === kind && one.code === code))
    const refusal = stranger
      ? `le code ${stranger.code} n’existe pas (${referenceKinds[stranger.kind]})`
      : isShort
        ? "une nouvelle session ne dit pas son nombre de places"
        : refusalOf(change, onIt, settings.places)
    const body = { activityNumber: owner.activityNumber ?? said.activityNumber }
    const lost = refusal ? [] : lostByPublished(change, body)
    if (refusal || lost.length > 0) {
      const reason = refusal ?? `elle est publiée, et il lui manquerait : ${lost.join(", ")}`
      reject(report, [{ line: said.line, element: `formation ${said.numero}`, reason }])
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

/** What a published course would lack after the change and does not lack now, in words. */
function lostByPublished(change: CourseChange, body: Parameters<typeof factsAfter>[1]): string[] {
  if (change.known?.state !== "published") return []
  const before = missingToPublish(factsAfter({ known: change.known, fields: {}, deliveries: [] }, body)).map(({ label }) => label)
  return missingToPublish(factsAfter(change, body)).flatMap(({ label }) => (before.includes(label) ? [] : [label]))
}

function strangerWords(siret: string, scope: Scope) {
  return scope === "all"
    ? `aucun organisme de formation ouvert n’a le SIRET ${siret} dans le portail`
    : `le SIRET ${siret} n’est pas celui de votre structure : seule son offre peut être importée ici`
}

/** Writes a batch: what is new in four statements, what changes one by one, and a line of the journal for each course. */
async function writeAll(tx: Tx, settled: readonly Settled[], { settings, now }: Reading, context: Context) {
  const created = {
    courses: [] as Rows["courses"],
    deliveries: [] as Rows["deliveries"],
    places: [] as Rows["places"],
    sessions: [] as Rows["sessions"],
  }
  const traces: { action: string; structureId: string; targetId: string }[] = []
  for (const { said, change, owner, isPublished } of settled) {
    const courseId = change.known?.id ?? randomUUID()
    const dated = { createdAt: now, updatedAt: now }
    const state = isPublished ? { state: "published" as const, publishedAt: now } : {}
    if (!change.known)
      created.courses.push({
        id: courseId,
        structureId: owner.structureId,
        siret: said.siret,
        numero: said.numero,
        title: "",
        ...noCodes,
        ...change.fields,
        ...state,
        ...dated,
      })
    else if (Object.keys(change.fields).length > 0)
      await tx.course.update({ where: { id: courseId }, data: { ...change.fields, updatedAt: now } })
    for (const delivery of change.deliveries) {
      const deliveryId = delivery.known?.id ?? randomUUID()
      if (!delivery.known)
        created.deliveries.push({ id: deliveryId, courseId, numero: delivery.numero, publics: [], ...delivery.fields, ...dated })
      else if (Object.keys(delivery.fields).length > 0 || delivery.places)
        await tx.delivery.update({ where: { id: deliveryId }, data: { ...delivery.fields, updatedAt: now } })
      if (delivery.known && delivery.places) await tx.trainingPlace.deleteMany({ where: { deliveryId } })
      for (const place of delivery.places ?? []) created.places.push({ deliveryId, ...place } as Rows["places"][number])
      for (const session of delivery.sessions)
        if (!session.known) {
          const fields = { places: settings.places ?? 1, ...session.fields } as Omit<Rows["sessions"][number], "deliveryId" | "numero">
          created.sessions.push({ deliveryId, numero: session.numero, ...fields, ...dated })
        } else if (Object.keys(session.fields).length > 0)
          await tx.trainingSession.update({
            where: { id: session.known.id },
            data: { ...session.fields, ...(session.isMoved ? { sequence: { increment: 1 } } : {}), updatedAt: now },
          })
    }
    const about = { structureId: owner.structureId, targetId: courseId }
    traces.push({ action: change.known ? "course.changed" : "course.created", ...about })
    if (isPublished) traces.push({ action: "course.published", ...about })
  }
  await tx.course.createMany({ data: created.courses })
  await tx.delivery.createMany({ data: created.deliveries })
  await tx.trainingPlace.createMany({ data: created.places })
  await tx.trainingSession.createMany({ data: created.sessions })
  await learnActivityNumbers(tx, settled)
  await traceAll(tx, traces, context, settled)
}

/** Prisma writes NULL, not the default, for a list that some of the rows leave out. */
const noCodes = { formacodes: [], romes: [], nsfs: [] }

type Rows = {
  courses: Prisma.CourseCreateManyInput[]
  deliveries: Prisma.DeliveryCreateManyInput[]
  places: Prisma.TrainingPlaceCreateManyInput[]
  sessions: Prisma.TrainingSessionCreateManyInput[]
}

/** What the portal did not know of a training body, its file says. */
async function learnActivityNumbers(tx: Tx, settled: readonly Settled[]) {
  const said = new Map(
    settled.flatMap(({ owner, said: { activityNumber } }) =>
      owner.activityNumber === null && activityNumber ? [[owner.structureId, activityNumber] as const] : [],
    ),
  )
  for (const [structureId, activityNumber] of said)
    await tx.trainingBody.upsert({ where: { structureId }, create: { structureId, activityNumber }, update: { activityNumber } })
}

/** One statement for the lines of a batch; `record` would write them one by one. */
async function traceAll(tx: Tx, traces: readonly object[], { now, requestId }: Context, [first]: readonly Settled[]) {
  if (!first) return
  await tx.$executeRaw`
    INSERT INTO journal (at, action, outcome, actor_id, request_id, structure_id, target_id, reason)
    SELECT ${now}, t.action, 'done', ${first.owner.accountId}::uuid, ${requestId}, t."structureId", t."targetId", 'offer-import'
      FROM jsonb_to_recordset(${JSON.stringify(traces)}::jsonb) AS t(action text, "structureId" uuid, "targetId" uuid)`
}

/** The structures of a batch stay as they are, and the courses that it names and their sessions do not change, until the commit. */
async function holdAll(tx: Tx, batch: readonly SaidCourse[], owners: ReadonlyMap<string, Owner>) {
  const structureIds = [...new Set([...owners.values()].map(({ structureId }) => structureId))]
  await holdById(tx, "structure", structureIds, "read")
  const courseIds = (await knownIds(tx, batch, owners)).map(({ id }) => id)
  await holdById(tx, "course", courseIds, "change")
  const ofThese = Prisma.sql`delivery_id IN (SELECT id FROM delivery WHERE course_id = ANY (${courseIds}::uuid[]))`
  await hold(tx, "training_session", ofThese, "change")
}
