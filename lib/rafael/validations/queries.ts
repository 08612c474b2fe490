/** What waits for a level 3's validation. */
import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { todayOf } from "@/lib/platform/time/working-days"
import { missingToSubmit } from "@/lib/rafael/candidates/rules"
import { line, perPage, prescribing, relationOf, visible } from "@/lib/rafael/preregistrations/queries"
import { levelOf, mayPrescribe, structuresWith } from "@/lib/rafael/rights/rules"
import { closedFor, closingWords, openingOf, openingSelect } from "@/lib/rafael/states/rules"

/** How many wait for this level 3's validation in each of their structures together; 0 for anyone else. */
export function countToValidate(actor: Actor): Promise<number> {
  const structures = structuresWith(actor, "preregistration.validate")
  if (structures.length === 0) return Promise.resolve(0)
  return db.preregistration.count({ where: { status: "to_validate", candidate: { structureId: { in: structures } } } })
}

/** What is read of one that may be sent: with what may keep it back. */
export const waiting = {
  ...line,
  session: {
    select: {
      ...line.session.select,
      ...openingSelect,
      delivery: {
        select: {
          ...openingSelect.delivery.select,
          course: {
            select: {
              ...openingSelect.delivery.select.course.select,
              title: true,
              structure: { select: { ...openingSelect.delivery.select.course.select.structure.select, raisonSociale: true } },
            },
          },
        },
      },
    },
  },
} as const satisfies Prisma.PreregistrationSelect
type Waiting = Prisma.PreregistrationGetPayload<{ select: typeof waiting }>

/** What keeps a pre-registration from being sent today, in sentences; none when it may leave. */
export function keptBackBy(row: Waiting, now: Date): string[] {
  const [missing, closed] = [missingToSubmit(row.candidate, row), closedFor(openingOf(row.session), todayOf(now))]
  return [...(missing.length > 0 ? [`Il manque : ${missing.join(", ")}.`] : []), ...(closed ? [closingWords[closed]] : [])]
}

/** What waits for a validation, what may leave first, each with what keeps it back: a level 3's morning. */
export async function toValidate(actor: Actor, structureId: string, now: Date) {
  const own = prescribing(actor, structureId)
  if (!own || levelOf(own.rafaelProfil) !== 3) return null
  const where = { AND: [visible(own), { status: "to_validate" as const }] }
  const [total, rows] = await Promise.all([
    db.preregistration.count({ where }),
    db.preregistration.findMany({ where, orderBy: [{ stepAt: "asc" }, { id: "asc" }], take: perPage, select: waiting }),
  ])
  const judged = rows
    .filter((row) => mayPrescribe(3, "validate", relationOf(own, row)))
    .map((row) => ({ ...row, wrong: keptBackBy(row, now) }))
  return { rows: judged.toSorted((a, b) => Math.sign(a.wrong.length) - Math.sign(b.wrong.length)), total }
}
