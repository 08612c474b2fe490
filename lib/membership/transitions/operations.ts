/**
 * The only way an affiliation goes from one state to another: the second person to act finds that the state has changed, and is told who
 * was quicker.
 */
import "server-only"
import type { Context } from "@/lib/access/context"
import { endWithAffiliation } from "@/lib/membership/absence-ends/operations"
import { cancelWithAffiliation } from "@/lib/membership/invitation-ends/operations"
import type { Tx } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { refuse } from "@/lib/platform/result"
import { formatInstant } from "@/lib/platform/time/dates"
import { rightsLost } from "@/lib/seam"
import { nameInPlace } from "@/lib/vocabulary/accounts/rules"
import { type Transition, transitions } from "@/lib/vocabulary/affiliations/rules"

type Written = Prisma.AffiliationUncheckedUpdateManyInput

/**
 * Checks the state again as it writes: false when the affiliation is no longer in the state where the transition begins. `data`: what
 * else is written. When it ends, the invitations that the person sent there and the absences that they are part of end too, and the modules of the product answer for what the person
 * followed there.
 */
export async function move(tx: Tx, context: Context, transition: Transition, id: string, data: Written): Promise<boolean> {
  const isDone = await moveAway(tx, transition, id, data)
  if (isDone && transition === "detach") {
    await cancelWithAffiliation(tx, context, id)
    await endWithAffiliation(tx, context, id)
    await rightsLost(tx, context, [id])
  }
  return isDone
}

/** As `move`, for an affiliation that goes on elsewhere: the caller says where to the modules. */
export async function moveAway(tx: Tx, transition: Transition, id: string, data: Written): Promise<boolean> {
  const { from, to } = transitions[transition]
  const { count } = await tx.affiliation.updateMany({ where: { id, status: from }, data: { ...data, status: to } })
  return count === 1
}

/** Who was quicker, in words: "Dominique Faure le 24 novembre à 10:12". */
export async function alreadyDecided(tx: Tx, affiliationId: string) {
  const { status, decider, absentee, decidedAt, endedAt } = await tx.affiliation.findUniqueOrThrow({
    where: { id: affiliationId },
    select: {
      status: true,
      decidedAt: true,
      endedAt: true,
      decider: { select: { firstName: true, lastName: true } },
      absentee: { select: { firstName: true, lastName: true } },
    },
  })
  const nobody = status === "expired" ? "le portail, faute de réponse," : "la personne elle-même"
  const when = decidedAt ?? endedAt
  return refuse("already-decided", `${decider ? nameInPlace(decider, absentee) : nobody}${when ? ` le ${formatInstant(when)}` : ""}`)
}
