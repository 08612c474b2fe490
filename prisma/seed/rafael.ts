/** Rafael in the invented region: an offer, people pre-registered on it, and one session that was cancelled. */
import type { Tx } from "@/lib/platform/db/client"
import { living } from "@/lib/rafael/states/rules"
import { type Prescriber, seedCandidates } from "./candidates"
import { type Body, type Offered, seedOffer } from "./offer"

const day = 24 * 3_600_000

/** Invents the offer of these training bodies, and candidates that these prescribers accompany. */
export async function seedRafael(tx: Tx, now: Date, bodies: Body[], prescribers: Prescriber[]): Promise<void> {
  const offer = await seedOffer(tx, now, bodies)
  await seedCandidates(tx, now, offer, prescribers)
  await cancelOne(tx, now, offer)
}

/** The session to come that awaits the fewest people was cancelled yesterday. */
async function cancelOne(tx: Tx, now: Date, offer: Offered[]) {
  const ahead = offer.filter(({ isPast }) => !isPast).map(({ id }) => id)
  const [fewest] = await tx.preregistration.groupBy({
    by: "sessionId",
    where: { sessionId: { in: ahead }, status: { in: ["sent", "summoned", "accepted", "waitlisted"] } },
    orderBy: [{ _count: { id: "asc" } }, { sessionId: "asc" }],
    take: 1,
  })
  if (!fewest) return
  const at = new Date(now.getTime() - day)
  const reason = "Trop peu de personnes inscrites."
  await tx.trainingSession.update({
    where: { id: fewest.sessionId },
    data: { cancelledAt: at, cancelledFor: reason, recruitment: "closed", sequence: 1, updatedAt: at },
  })
  const people = await tx.preregistration.findMany({
    where: { sessionId: fewest.sessionId, status: { in: [...living] } },
    orderBy: { id: "asc" },
    select: { id: true },
  })
  const [status, side, reasonText] = ["session_cancelled", "training_body", reason] as const
  for (const { id } of people) {
    await tx.preregistration.update({ where: { id }, data: { status, stepAt: at, rank: null, reasonText } })
    await tx.preregistrationStep.create({ data: { preregistrationId: id, at, status, side, reasonText } })
  }
}
