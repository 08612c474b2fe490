/** Writes what formations of a file change in the offer, in the caller's transaction. */
import "server-only"
import { randomUUID } from "node:crypto"
import type { Context } from "@/lib/access/context"
import type { Tx } from "@/lib/platform/db/client"
import { insertRows } from "@/lib/platform/db/rows"
import type { SaidCourse } from "@/lib/rafael/lheo-reading/schema"
import type { Owner } from "@/lib/rafael/offer-changes/queries"
import type { CourseChange, DeliveryChange, SessionChange } from "@/lib/rafael/offer-changes/rules"
import { emptyCourse, emptyDelivery } from "@/lib/rafael/offer-effects/rules"

/** A formation that may be written: what it changes, in whose offer, and whether it is published then. */
export type Settled = { said: SaidCourse; change: CourseChange; owner: Owner; isPublished: boolean }

/** `places`: those of a session whose file says none. `authorId`: whoever launched the import; null for the command. */
type Launched = { places: number | null; authorId: string | null }
type Created = Record<"courses" | "deliveries" | "places" | "sessions", object[]> & {
  meetings: { id: string; [column: string]: unknown }[]
}

/** Writes a batch: what is new in five statements, what changes one by one, and a line of the journal for each course. */
export async function writeOffer(tx: Tx, context: Context, settled: readonly Settled[], { places, authorId }: Launched) {
  const { now } = context
  const created: Created = { courses: [], deliveries: [], places: [], sessions: [], meetings: [] }
  const published: string[] = []
  const traces: { action: string; structureId: string; targetId: string }[] = []
  for (const { said, change, owner, isPublished } of settled) {
    const courseId = change.known?.id ?? randomUUID()
    if (!change.known)
      created.courses.push({
        id: courseId,
        structureId: owner.structureId,
        siret: said.siret,
        numero: said.numero,
        state: "draft",
        ...emptyCourse,
        ...change.fields,
        createdAt: now,
        updatedAt: now,
      })
    else if (Object.keys(change.fields).length > 0)
      await tx.course.update({ where: { id: courseId }, data: { ...change.fields, updatedAt: now } })
    const planned = created.meetings.length
    for (const delivery of change.deliveries) await writeDelivery(tx, created, delivery, { courseId, places, now })
    const about = { structureId: owner.structureId, targetId: courseId }
    traces.push({ action: change.known ? "course.changed" : "course.created", ...about })
    for (const { id } of created.meetings.slice(planned))
      traces.push({ action: "meeting.created", structureId: owner.structureId, targetId: id })
    if (isPublished) {
      published.push(courseId)
      traces.push({ action: "course.published", ...about })
    }
  }
  await insertRows(tx, "course", created.courses)
  await insertRows(tx, "delivery", created.deliveries)
  await insertRows(tx, "training_place", created.places)
  await insertRows(tx, "training_session", created.sessions)
  await insertRows(tx, "meeting", created.meetings)
  // Last: what is found of a course is written once, when its places are known.
  await tx.course.updateMany({ where: { id: { in: published } }, data: { state: "published", publishedAt: now } })
  await learnActivityNumbers(tx, settled)
  await traceAll(tx, context, traces, authorId)
}

type Target = { courseId: string; places: number | null; now: Date }

async function writeDelivery(tx: Tx, created: Created, { known, numero, fields, places: sites, sessions }: DeliveryChange, target: Target) {
  const { courseId, now } = target
  const deliveryId = known?.id ?? randomUUID()
  if (!known) created.deliveries.push({ id: deliveryId, courseId, numero, ...emptyDelivery, ...fields, createdAt: now, updatedAt: now })
  else if (Object.keys(fields).length > 0 || sites)
    await tx.delivery.update({ where: { id: deliveryId }, data: { ...fields, updatedAt: now } })
  if (known && sites) await tx.trainingPlace.deleteMany({ where: { deliveryId } })
  for (const site of sites ?? []) created.places.push({ id: randomUUID(), deliveryId, ...site })
  for (const session of sessions) await writeSession(tx, created, session, { ...target, deliveryId })
}

async function writeSession(
  tx: Tx,
  created: Created,
  { known, numero, fields, isMoved, meetings }: SessionChange,
  { deliveryId, places, now }: Target & { deliveryId: string },
) {
  const sessionId = known?.id ?? randomUUID()
  if (!known) {
    const asked = { ...emptySession, ...(places === null ? {} : { places }) }
    created.sessions.push({ id: sessionId, deliveryId, numero, ...asked, ...fields, createdAt: now, updatedAt: now })
  } else if (Object.keys(fields).length > 0)
    await tx.trainingSession.update({
      where: { id: known.id },
      data: { ...fields, ...(isMoved ? { sequence: { increment: 1 } } : {}), updatedAt: now },
    })
  for (const meeting of meetings) created.meetings.push({ id: randomUUID(), sessionId, ...meeting, sequence: 0, createdAt: now })
}

/** What a session is until its file, or whoever launches the import, says more. */
const emptySession = {
  registrationFrom: null,
  registrationUntil: null,
  recruitment: "open",
  places: 1,
  minimum: 0,
  taken: 0,
  hasLateEntry: false,
  contactName: "",
  contactEmail: "",
  contactPhone: "",
  sequence: 0,
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
async function traceAll(tx: Tx, { now, requestId }: Context, traces: readonly object[], authorId: string | null) {
  if (traces.length === 0) return
  await tx.$executeRaw`
    INSERT INTO journal (at, action, outcome, actor_id, request_id, structure_id, target_id, reason)
    SELECT ${now}, t.action, 'done', ${authorId}::uuid, ${requestId}, t."structureId", t."targetId", 'offer-import'
      FROM jsonb_to_recordset(${JSON.stringify(traces)}::jsonb) AS t(action text, "structureId" uuid, "targetId" uuid)`
}
