/** What a file is compared with. */
import "server-only"
import { db, type Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { inFrenchOrder } from "@/lib/platform/text/french-order"
import type { SaidCourse } from "@/lib/rafael/lheo-reading/schema"
import { type CourseChange, compare, type KnownCourse } from "@/lib/rafael/offer-changes/rules"

/** For whom a file is read: one structure, by whoever launched it; or all those that it names. */
export type Scope = { structureId: string; accountId: string } | "all"
export type Owner = { structureId: string; activityNumber: string | null }

/** The open training bodies among those that a batch names, by their SIRET. */
export async function ownersOf(tx: Tx, batch: readonly SaidCourse[], scope: Scope): Promise<Map<string, Owner>> {
  const rows = await tx.structure.findMany({
    where: {
      siret: { in: [...new Set(batch.map(({ siret }) => siret))] },
      state: "active",
      types: { has: "formateur" },
      ...(scope === "all" ? {} : { id: scope.structureId }),
    },
    select: { id: true, siret: true, trainingBody: { select: { activityNumber: true } } },
  })
  return new Map(
    rows.map(({ id, siret, trainingBody }) => [siret, { structureId: id, activityNumber: trainingBody?.activityNumber ?? null }]),
  )
}

/** The ids of the courses of these formations that their bodies have already. `origin` names one that came with another structure. */
export async function knownIds(tx: Tx, batch: readonly SaidCourse[], owners: ReadonlyMap<string, Owner>): Promise<string[]> {
  const wanted = batch.flatMap(({ siret, origin, numero }) =>
    [siret, ...(origin ? [origin] : [])].map((first) => ({ structure: owners.get(siret)?.structureId ?? null, first, numero })),
  )
  // By the two columns of the unique index, so that it costs the same whatever the size of an offer.
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS w(structure uuid, first text, numero text)
      JOIN course c ON c.siret = w.first::char(14) AND c.numero = w.numero AND c.structure_id = w.structure`
  return rows.map(({ id }) => id)
}

/** What each formation of a batch changes, and how many pre-registrations live on the sessions concerned. */
export async function changesOf(
  tx: Tx,
  batch: readonly SaidCourse[],
  owners: ReadonlyMap<string, Owner>,
  now: Date,
): Promise<{ changes: Map<SaidCourse, CourseChange>; onIt: Map<string, number> }> {
  const courses = await tx.course.findMany({
    where: { id: { in: await knownIds(tx, batch, owners) } },
    include: { deliveries: { include: { places: { orderBy: { id: "asc" } }, sessions: { include: { meetings: true } } } } },
  })
  const changes = new Map(
    batch.map((said) => {
      const of = (siret: string | null) => courses.find((course) => course.siret === siret && course.numero === said.numero)
      const known = of(said.origin) ?? of(said.siret) ?? null
      return [said, compare(said, known as KnownCourse | null, now)] as const
    }),
  )
  const moved = [...changes.values()].flatMap(({ deliveries }) =>
    deliveries.flatMap(({ sessions }) => sessions.flatMap(({ known, isMoved }) => (known && isMoved ? [known.id] : []))),
  )
  const rows =
    moved.length === 0
      ? []
      : await tx.$queryRaw<{ id: string; people: number }[]>`
          SELECT session_id AS id, count(*)::int AS people FROM preregistration
           WHERE session_id IN (${Prisma.join(moved.map((id) => Prisma.sql`${id}::uuid`))}) AND preregistration_lives(status) GROUP BY 1`
  return { changes, onIt: new Map(rows.map(({ id, people }) => [id, people])) }
}

/** The courses of a structure that a file does not have, archived ones apart. `seen`: the SIRET and numero of those that it has. */
export async function absentFrom(structureId: string, seen: ReadonlySet<string>) {
  const courses = await db.course.findMany({
    where: { structureId, state: { not: "archived" } },
    select: { id: true, siret: true, numero: true, title: true },
  })
  const missing = courses.filter(({ siret, numero }) => !seen.has(`${siret} ${numero}`))
  const absent = inFrenchOrder(missing, ({ title }) => title)
  return { absentCount: absent.length, absent: absent.slice(0, 50).map(({ id, numero, title }) => ({ id, numero, title })) }
}
