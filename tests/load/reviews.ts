/** The page of a review where ten thousand people wait, beside that of a hundred, in one run. */
import pg from "pg"
import { peopleToReview, reviewFor } from "@/lib/membership/review-answers/queries"
import { openReview } from "@/lib/membership/reviews/operations"
import { dayOf } from "@/lib/platform/time/working-days"
import { aManager, anAccount, anActiveAffiliation, aStructure, contextOf } from "@/tests/support/factories"

const sizes = [100, 10_000] as const
const asked = 300

/** Measures what the page reads, with the session already known: the review, its structure, and the first page of people. */
export async function benchReviews(cluster: { ownerUrl: string }) {
  const owner = new pg.Client({ connectionString: cluster.ownerUrl })
  await owner.connect()
  const teams = []
  for (const size of sizes) {
    const structure = await aStructure({ types: ["prescripteur"] })
    const referent = await anAccount()
    await anActiveAffiliation(referent.id, structure.id, { isReferent: true })
    await owner.query(
      `WITH person AS (
         INSERT INTO account (email, password_hash, first_name, last_name)
         SELECT 'revue' || i || '.${size}@exemple.fr', '-', 'Alix', 'Durand' || i FROM generate_series(1, ${size - 1}) i RETURNING id)
       INSERT INTO affiliation (account_id, structure_id, origin, status, rafael_profil, decided_at)
       SELECT id, $1, 'signup', 'active', 'prescripteur_2', now() FROM person`,
      [structure.id],
    )
    teams.push({ size, structure, actor: (await contextOf(referent.id)).actor })
  }
  const now = new Date()
  const started = performance.now()
  const deadline = dayOf(new Date(now.getTime() + 30 * 24 * 3_600_000))
  const manager = { ...(await contextOf((await aManager()).id)), now }
  const opened = await openReview(manager, { scope: "type", scopeValue: "prescripteur", deadline, message: "", suspends: true })
  if (!opened.ok) throw new Error(opened.why)
  console.log(`revue de 10 100 personnes ouverte en ${((performance.now() - started) / 1000).toFixed(1)} s`)
  await owner.query("VACUUM ANALYZE affiliation, account, review_item, review_structure")
  await owner.end()
  const { reviewId } = opened.value
  const times = new Map<number, number[]>(sizes.map((size) => [size, []]))
  // In turn, so that both meet the same machine.
  for (let index = 0; index < asked; index += 1)
    for (const { size, structure, actor } of teams) {
      const began = performance.now()
      const found = await reviewFor(actor, reviewId, structure.id)
      const [here] = found?.structures ?? []
      if (!here || here.people !== size) throw new Error("not the structure asked for")
      const { people } = await peopleToReview(reviewId, here, { view: "a-revoir", page: 1, now })
      if (people.length !== 25) throw new Error("not a page of people")
      if (index >= asked / 10) times.get(size)?.push(performance.now() - began)
    }
  const [few, many] = sizes.map((size) => p95(times.get(size) ?? []))
  if (few === undefined || many === undefined) throw new Error("nothing was measured")
  console.log(
    `page d’une revue, p95 : ${few.toFixed(1)} ms pour ${sizes[0]} personnes, ${many.toFixed(1)} ms pour ${sizes[1].toLocaleString("fr-FR")} (${(many / few).toFixed(2)} ×)`,
  )
}

function p95(all: number[]) {
  return all.toSorted((a, b) => a - b)[Math.floor(all.length * 0.95)]
}
