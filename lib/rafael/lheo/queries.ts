/** The published offer as LHÉO files, written while rows are read: memory does not grow with their number. */
import "server-only"
import { createHash } from "node:crypto"
import type { Actor } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { certificationsShape } from "@/lib/rafael/courses/schema"
import { fundersShape } from "@/lib/rafael/deliveries/schema"
import { formationOf, type LheoCourse, lheoClosing, lheoOpening } from "@/lib/rafael/lheo/rules"
import { structuresWith } from "@/lib/rafael/rights/rules"

const batch = 50

const whole = {
  structure: { include: { trainingBody: true } },
  deliveries: {
    orderBy: { numero: "asc" },
    include: {
      places: { orderBy: { id: "asc" } },
      sessions: {
        where: { cancelledAt: null },
        orderBy: { numero: "asc" },
        // As on the page of a session: who is interviewed or tested when is for those who answer alone.
        include: { meetings: { where: { kind: "information" }, orderBy: [{ startsAt: "asc" }, { id: "asc" }] } },
      },
    },
  },
} as const satisfies Prisma.CourseInclude
type Row = Prisma.CourseGetPayload<{ include: typeof whole }>

/** What is published by active training bodies, with a session in each action: LHÉO wants one. */
const published = {
  state: "published",
  structure: { state: "active", trainingBody: { activityNumber: { not: null } } },
  deliveries: { some: { sessions: { some: { cancelledAt: null } } } },
} as const satisfies Prisma.CourseWhereInput

type Whose = "all" | { actor: Actor; structureId: string }

/** The whole published offer, or that of one structure whose offer the actor may see; null when there is nothing to write. */
export async function lheoFile(of: Whose): Promise<AsyncGenerator<Uint8Array> | null> {
  return (await db.course.count({ where: offerOf(of) })) > 0 ? pieces(offerOf(of)) : null
}

/** Whether a structure whose offer the actor may see has anything to write. */
export async function hasLheoFile(actor: Actor, structureId: string): Promise<boolean> {
  return (await db.course.findFirst({ where: offerOf({ actor, structureId }), select: { id: true } })) !== null
}

function offerOf(of: Whose): Prisma.CourseWhereInput {
  return of === "all" ? published : { AND: [published, { structureId: visible(of) }] }
}

function visible({ actor, structureId }: { actor: Actor; structureId: string }) {
  return structuresWith(actor, "offer.see").includes(structureId) ? structureId : { in: [] as string[] }
}

async function* pieces(where: Prisma.CourseWhereInput): AsyncGenerator<Uint8Array> {
  const bytes = (text: string) => new TextEncoder().encode(text)
  yield bytes(lheoOpening)
  let after: string | null = null
  for (;;) {
    const rows: Row[] = await db.course.findMany({
      where,
      orderBy: { id: "asc" },
      take: batch,
      include: whole,
      ...(after ? { cursor: { id: after }, skip: 1 } : {}),
    })
    if (rows.length > 0) yield bytes(rows.map((row) => formationOf(readCourse(row))).join(""))
    after = rows.at(-1)?.id ?? null
    if (rows.length < batch) break
  }
  yield bytes(lheoClosing)
}

function readCourse({ structure, deliveries, certifications, ...course }: Row): LheoCourse {
  const { trainingBody, ...body } = structure
  return {
    ...course,
    certifications: certificationsShape.parse(certifications),
    body: {
      ...body,
      activityNumber: trainingBody?.activityNumber ?? "",
      email: trainingBody?.email ?? null,
      phone: trainingBody?.phone ?? null,
    },
    deliveries: deliveries
      .filter(({ sessions }) => sessions.length > 0)
      .map(({ funders, providerSiret, ...delivery }) => ({
        ...delivery,
        funders: fundersShape.parse(funders),
        provider: providerSiret ? { siret: providerSiret, raisonSociale: "" } : null,
      })),
  }
}

/** A word that changes when the published offer does: what a reader of the whole file compares. */
export async function lheoMark(): Promise<string> {
  const [row] = await db.$queryRaw<{ mark: string }[]>`
    SELECT concat_ws('.', count(*), max(c.updated_at), max(d.updated_at), max(s.updated_at), max(o.updated_at),
             md5(string_agg(DISTINCT concat_ws(' ', b.structure_id, b.activity_number, b.email, b.phone), ',')),
             (SELECT concat_ws('.', count(*), max(m.created_at), sum(m.sequence)) FROM meeting m)) AS mark
      FROM course c JOIN structure o ON o.id = c.structure_id JOIN training_body b ON b.structure_id = o.id JOIN delivery d ON d.course_id = c.id JOIN training_session s ON s.delivery_id = d.id
     WHERE c.state = 'published' AND o.state = 'active'`
  return createHash("sha256")
    .update(row?.mark ?? "")
    .digest("base64url")
    .slice(0, 22)
}
