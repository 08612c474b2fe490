/** The LHÉO file of a training body: it is kept, looked at, then loaded by a job that may be stopped and goes on where it was. */
import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { db, type Tx, transaction } from "@/lib/platform/db/client"
import { enqueue } from "@/lib/platform/db/jobs"
import { advance, concludeStep, type ReadingStep, runStep } from "@/lib/platform/db/kept-files"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { storable } from "@/lib/platform/text/storable"
import { UnreadableXml } from "@/lib/platform/text/xml"
import { absentFrom } from "@/lib/rafael/offer-changes/queries"
import type { Launch, OfferImportTarget } from "@/lib/rafael/offer-imports/schema"
import { emptyReport, RightsGone, readOffer, recordImport } from "@/lib/rafael/offer-loads/operations"
import { type OfferReport, offerReportShape, settingsShape } from "@/lib/rafael/offer-loads/schema"
import { asMember, type MemberRefusal } from "@/lib/rafael/rights/operations"
import { toLearn } from "@/lib/search/vocabulary/operations"
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
