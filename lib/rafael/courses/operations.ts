/** The courses of a structure: written, published, archived. */
import "server-only"
import type * as z from "zod/mini"
import type { ActorContext } from "@/lib/access/context"
import { hold, holdById } from "@/lib/access/locks"
import { asManager } from "@/lib/identity/managers/operations"
import type { Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Refusal, type Result, refuse } from "@/lib/platform/result"
import { justBefore, later } from "@/lib/platform/time/presses"
import { factsOf } from "@/lib/rafael/courses/queries"
import { missingOnline, missingToPublish } from "@/lib/rafael/courses/rules"
import type { BodyEdition, CourseCreation, CourseEdition, courseFields, Unpublication } from "@/lib/rafael/courses/schema"
import { codesOf, unknownCodes } from "@/lib/rafael/references/queries"
import { asMember, type MemberRefusal, type Own } from "@/lib/rafael/rights/operations"
import { isUnsent } from "@/lib/rafael/states/rules"
import { follow, holdPreregistrations, tellFollowers } from "@/lib/rafael/steps/operations"
import { holdersOf } from "@/lib/rafael/told/queries"
import { toLearn } from "@/lib/search/vocabulary/operations"
import { record } from "@/lib/trace/journal/operations"
import { queueMessages } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"

type Done = { courseId: string }

/** Adds a course, as a draft, to the offer of a structure. */
export function createCourse(
  context: ActorContext,
  { structureId, ...fields }: CourseCreation,
): Promise<Result<Done, MemberRefusal | CodeRefusal>> {
  return asMember(context, "offer.write", { action: "course.created" }, structureId, async (tx): Promise<Result<Done, CodeRefusal>> => {
    const unknown = await refusedCode(tx, fields)
    if (unknown) return unknown
    const { siret } = await tx.structure.findUniqueOrThrow({ where: { id: structureId }, select: { siret: true } })
    // Several hold their structure at once: those who number a course of it wait for each other.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`courses of ${siret}`}, 0))`
    // Sent twice by one press, a form makes one course.
    const made = { structureId, title: fields.title, objective: fields.objective, createdAt: { gte: justBefore(context.now) } }
    const twin = await tx.course.findFirst({ where: made, select: { id: true } })
    if (twin) return ok({ courseId: twin.id })
    const numero = await nextNumero(tx, siret)
    const data = { structureId, siret, numero, ...stored(fields), createdAt: context.now, updatedAt: context.now }
    const { id } = await tx.course.create({ data, select: { id: true } })
    await record(tx, context, { action: "course.created", structureId, targetId: id })
    return ok({ courseId: id })
  })
}

type CodeRefusal = "unknown-formacode" | "unknown-rome" | "unknown-certification"

/** The refusal of a code that its reference list does not have, when the operator has imported that list. */
async function refusedCode(tx: Tx, fields: z.infer<typeof courseFields>): Promise<Refusal<CodeRefusal> | null> {
  const [first, ...others] = await unknownCodes(tx, codesOf({ ...fields, version: fields.formacodeVersion }))
  if (!first) return null
  const same = [first, ...others].filter(({ kind }) => kind === first.kind).map(({ code }) => code)
  const whys = { formacode: "unknown-formacode", rome: "unknown-rome", rncp: "unknown-certification", rs: "unknown-certification" } as const
  return refuse(whys[first.kind], same.join(", "))
}

/** Numbers that we give are F1, F2…; those of a file that was imported are its own. Two at once wait for each other. */
async function nextNumero(tx: Tx, siret: string) {
  const [row] = await tx.$queryRaw<{ next: number }[]>`
    SELECT coalesce(max(substr(numero, 2)::int), 0) + 1 AS next FROM course WHERE siret = ${siret} AND numero ~ '^F[0-9]{1,8}$'`
  return `F${row?.next ?? 1}`
}

type EditRefusal = MemberRefusal | CodeRefusal | "changed-meanwhile" | "incomplete"

/**
 * Edits a course. Refused when someone has changed it since the form was shown; a published course stays publishable: what it would lack is
 * named.
 */
export function editCourse(context: ActorContext, { courseId, seen, ...fields }: CourseEdition): Promise<Result<Done, EditRefusal>> {
  return onCourse(context, "course.changed", courseId, async (tx, own): Promise<Result<Done, Exclude<EditRefusal, MemberRefusal>>> => {
    const unknown = await refusedCode(tx, fields)
    if (unknown) return unknown
    const before = await tx.course.findUniqueOrThrow({ where: { id: courseId }, select: { updatedAt: true, state: true } })
    if (before.updatedAt.toISOString() !== seen) return refuse("changed-meanwhile")
    await tx.course.update({ where: { id: courseId }, data: { ...stored(fields), updatedAt: later(context.now) } })
    if (before.state === "published") {
      const lacks = await lacking(tx, courseId)
      if (lacks) return refuse("incomplete", lacks)
      await toLearn(tx, { offerOf: own.structureId })
    }
    await record(tx, context, { action: "course.changed", structureId: own.structureId, targetId: courseId })
    return ok({ courseId })
  })
}

/** What a course lacks to be published, or to stay so, in words; null when nothing is missing. */
export async function lacking(tx: Tx, courseId: string, missingOf = missingOnline): Promise<string | null> {
  const facts = await factsOf(courseId, tx)
  const missing = facts ? missingOf(facts) : []
  return missing.length > 0 ? missing.map(({ label }) => label).join(", ") : null
}

/** Publishes a course: anyone may find it and its sessions. */
export function publishCourse(context: ActorContext, { courseId }: Done): Promise<Result<Done, MemberRefusal | "incomplete" | "already">> {
  return onCourse(context, "course.published", courseId, async (tx, own): Promise<Result<Done, "incomplete" | "already">> => {
    const lacks = await lacking(tx, courseId, missingToPublish)
    if (lacks) return refuse("incomplete", lacks)
    const { count } = await tx.course.updateMany({
      where: { id: courseId, state: { not: "published" } },
      data: { state: "published", publishedAt: context.now, archivedAt: null, unpublishedFor: null, updatedAt: later(context.now) },
    })
    if (count === 0) return refuse("already")
    await toLearn(tx, { offerOf: own.structureId })
    await record(tx, context, { action: "course.published", structureId: own.structureId, targetId: courseId })
    return ok({ courseId })
  })
}

/**
 * Takes a course out of the published offer for good. Refused while candidates are on one of its sessions: they are answered first, or the
 * sessions are cancelled.
 */
export function archiveCourse(context: ActorContext, { courseId }: Done): Promise<Result<Done, MemberRefusal | "already" | "awaited">> {
  return onCourse(context, "course.archived", courseId, async (tx, own): Promise<Result<Done, "already" | "awaited">> => {
    const ofCourse = Prisma.sql`SELECT s.id FROM training_session s JOIN delivery d ON d.id = s.delivery_id WHERE d.course_id = ${courseId}::uuid`
    await hold(tx, "training_session", Prisma.sql`id IN (${ofCourse})`, "change")
    const people = await holdPreregistrations(tx, Prisma.sql`session_id IN (${ofCourse}) AND preregistration_lives(status)`)
    const awaited = people.filter(({ status }) => !isUnsent(status)).length
    if (awaited > 0) return refuse("awaited", String(awaited))
    const { count } = await tx.course.updateMany({
      where: { id: courseId, state: { not: "archived" } },
      data: { state: "archived", archivedAt: context.now, updatedAt: later(context.now) },
    })
    if (count === 0) return refuse("already")
    // Those that were only prepared: the training body does not know of them, and whoever prepares them hears that they cannot leave.
    for (const one of people) {
      await follow(tx, context, one, { arrow: "cancelSession", side: "training_body" })
      await tellFollowers(tx, context, one, "session_cancelled", "La formation n’est plus proposée.")
    }
    await record(tx, context, { action: "course.archived", structureId: own.structureId, targetId: courseId })
    return ok({ courseId })
  })
}

/** A manager takes a course out of the published offer; those who write that offer are told why. */
export function unpublishCourse(context: ActorContext, { courseId, reason }: Unpublication): Promise<Result<Done, "not-found">> {
  return asManager(context, "structure.manage", { action: "course.unpublished", targetId: courseId }, async (tx) => {
    await holdById(tx, "course", courseId, "change")
    const course = await tx.course.findFirst({ where: { id: courseId, state: "published" }, select: { structureId: true, title: true } })
    if (!course) return refuse("not-found")
    await tx.course.update({
      where: { id: courseId },
      data: { state: "draft", publishedAt: null, unpublishedFor: reason, updatedAt: later(context.now) },
    })
    await record(tx, context, { action: "course.unpublished", structureId: course.structureId, targetId: courseId, reason })
    const people = await holdersOf(tx, course.structureId, "offer.write")
    const words = { courseId, title: course.title, by: formatName(context.actor), reason }
    await queueMessages(tx, context.now, people, "course-unpublished", words)
    return ok({ courseId })
  })
}

type BodyEdited = Promise<Result<{ structureId: string }, "number-needed">>

/** Says what the offer needs to know of its training body beside what the structure says. */
export function editBody(
  context: ActorContext,
  { structureId, ...fields }: BodyEdition,
): Promise<Result<{ structureId: string }, MemberRefusal | "number-needed">> {
  return asMember(context, "offer.write", { action: "offer.body", targetId: structureId }, structureId, async (tx): BodyEdited => {
    const isOnline = (await tx.course.count({ where: { structureId, state: "published" } })) > 0
    if (isOnline && !fields.activityNumber) return refuse("number-needed")
    const said = { activityNumber: fields.activityNumber || null, email: fields.email || null, phone: fields.phone || null }
    await tx.trainingBody.upsert({ where: { structureId }, create: { structureId, ...said }, update: said })
    await record(tx, context, { action: "offer.body", structureId, targetId: structureId })
    return ok({ structureId })
  })
}

/** The frame of a gesture on one course, which is held until the commit. */
function onCourse<Value, Why extends CodeRefusal | "changed-meanwhile" | "incomplete" | "already" | "awaited">(
  context: ActorContext,
  action: "course.changed" | "course.published" | "course.archived",
  courseId: string,
  work: (tx: Tx, own: Own) => Promise<Result<Value, Why>>,
) {
  const structureOf = async (tx: Tx) =>
    (await tx.course.findUnique({ where: { id: courseId }, select: { structureId: true } }))?.structureId ?? null
  return asMember(context, "offer.write", { action, targetId: courseId }, structureOf, async (tx, own) => {
    await holdById(tx, "course", courseId, "change")
    return work(tx, own)
  })
}

function stored({ certifications, ...fields }: z.infer<typeof courseFields>) {
  return { ...fields, certifications: certifications as Prisma.InputJsonArray }
}
