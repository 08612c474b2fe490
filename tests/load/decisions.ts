/** Eight référents of one structure who answer the same pile of requests at the same time: how fast, and none lost. */
import type { ActorContext } from "@/lib/access/context"
import { validateRequest } from "@/lib/membership/decisions/operations"
import { db } from "@/lib/platform/db/client"
import { anAccount, anActiveAffiliation, aStructure, contextOf } from "@/tests/support/factories"

const requests = 2000

export async function benchDecisions() {
  const structure = await aStructure()
  const referents: ActorContext[] = []
  for (let index = 0; index < 8; index += 1) {
    const { id } = await anAccount()
    await anActiveAffiliation(id, structure.id, { isReferent: true })
    referents.push(await contextOf(id))
  }
  await db.$executeRaw`
    INSERT INTO account (email, password_hash, first_name, last_name)
    SELECT 'attente' || i || '@exemple.fr', '-', 'Alix', 'Durand' || i FROM generate_series(1, ${requests}::int) i`
  await db.$executeRaw`
    INSERT INTO affiliation (account_id, structure_id, origin) SELECT id, ${structure.id}::uuid, 'signup' FROM account WHERE email LIKE 'attente%'`
  const pile = await db.affiliation.findMany({ where: { structureId: structure.id, status: "pending" }, select: { id: true } })
  const started = performance.now()
  // All the référents take from the same pile: two of them ask for each request at once.
  const outcomes = await Promise.all(referents.map((context, index) => answerAll(context, pile, Math.floor(index / 2))))
  const seconds = (performance.now() - started) / 1000
  const done = outcomes.reduce((sum, count) => sum + count, 0)
  const [active, mails, traces] = await Promise.all([
    db.affiliation.count({ where: { structureId: structure.id, status: "active", isReferent: false } }),
    db.message.count({ where: { template: "request-accepted" } }),
    db.journal.count({ where: { action: "affiliation.validate", structureId: structure.id } }),
  ])
  if ([done, active, mails, traces].some((count) => count !== requests))
    throw new Error(`lost or doubled: ${[done, active, mails, traces]}`)
  console.log(
    `8 référents à la fois : ${(requests / seconds).toFixed(0)} décisions/s, chacune demandée deux fois, ${requests} sur ${requests}, aucune perdue`,
  )
}

/** Answers one quarter of the pile, in order; returns how many of these requests this référent won. */
async function answerAll(context: ActorContext, pile: { id: string }[], quarter: number) {
  let won = 0
  for (const { id } of pile.slice((quarter * pile.length) / 4, ((quarter + 1) * pile.length) / 4)) {
    const decided = await validateRequest(context, {
      affiliationId: id,
      rafaelProfil: "prescripteur_1",
      isEmployeur: false,
      isPrestataire: false,
      becomesReferent: false,
    })
    if (decided.ok) won += 1
    else if (decided.why !== "already-decided") throw new Error(decided.why)
  }
  return won
}
