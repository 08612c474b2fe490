import { describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { eraseAccount } from "@/lib/desk/personal-data/operations"
import { requestAffiliation } from "@/lib/membership/affiliations/operations"
import { refuseRequest, validateRequest } from "@/lib/membership/decisions/operations"
import { detach, leave } from "@/lib/membership/departures/operations"
import { followUp } from "@/lib/membership/follow-up/operations"
import { parseDelays } from "@/lib/membership/follow-up/rules"
import { setProfil } from "@/lib/membership/profils/operations"
import { db } from "@/lib/platform/db/client"
import { markOf } from "@/lib/vocabulary/profils/rules"
import { anAccount, anActiveAffiliation, aPendingRequest, aStructureWithReferent, contextOf, visitor } from "@/tests/support/factories"

const delays = parseDelays(undefined) ?? expect.fail()
const later = { ...visitor, now: new Date("2027-06-01T08:00:00Z") }

/** A structure with two référents, a member and someone who waits, as each race needs them. */
async function aWorld() {
  const { structure, referent } = await aStructureWithReferent()
  const second = await anAccount()
  const secondAffiliation = await anActiveAffiliation(second.id, structure.id, { isReferent: true })
  const [member, applicant] = [await anAccount(), await anAccount()]
  const affiliation = await anActiveAffiliation(member.id, structure.id, { rafaelProfil: "prescripteur_1" })
  const request = await aPendingRequest(applicant.id, structure.id)
  return { structure, by: await contextOf(referent.id), second, secondAffiliation, member, applicant, affiliation, request }
}
type World = Awaited<ReturnType<typeof aWorld>>

const nothing = { rafaelProfil: null, isEmployeur: false, isPrestataire: false, becomesReferent: false } as const
const erase = (accountId: string) => db.$transaction((tx) => eraseAccount(tx, visitor, accountId))

/** Each race: whose account is erased (the person's, or that of someone who decides), and what happens at the same instant. */
const races: [name: string, erased: (world: World) => string, other: (world: World, by: ActorContext) => Promise<unknown>][] = [
  [
    "detaching the same person",
    ({ member }) => member.id,
    ({ affiliation }, by) => detach(by, { affiliationId: affiliation.id, reason: "", withoutReferent: false }),
  ],
  [
    "setting the same person's rights",
    ({ member }) => member.id,
    ({ affiliation }, by) =>
      setProfil(by, {
        affiliationId: affiliation.id,
        gesture: "add",
        profil: "employeur",
        seen: markOf({ ...nothing, rafaelProfil: "prescripteur_1" }),
      }),
  ],
  [
    "validating the same person",
    ({ applicant }) => applicant.id,
    ({ request }, by) => validateRequest(by, { affiliationId: request.id, ...nothing }),
  ],
  [
    "refusing the same person",
    ({ applicant }) => applicant.id,
    ({ request }, by) => refuseRequest(by, { affiliationId: request.id, reason: "Inconnue ici" }),
  ],
  [
    "detaching a référent who goes",
    ({ second }) => second.id,
    ({ secondAffiliation }, by) => detach(by, { affiliationId: secondAffiliation.id, reason: "", withoutReferent: false }),
  ],
  [
    "someone asking for the structure of a référent who goes",
    ({ second }) => second.id,
    async ({ structure }) => requestAffiliation(await contextOf((await anAccount()).id), { siret: structure.siret }),
  ],
  [
    "a member leaving the structure of a référent who goes",
    ({ second }) => second.id,
    async ({ affiliation, member }) => leave(await contextOf(member.id), { affiliationId: affiliation.id, message: "" }),
  ],
  ["the clock expiring the same person's request", ({ applicant }) => applicant.id, () => followUp(later, delays)],
]

it("someone who asks for a structure at the instant of their erasure is attached to nothing, twenty times", async () => {
  for (let run = 0; run < 20; run += 1) {
    const { structure } = await aStructureWithReferent()
    const { id } = await anAccount()
    const context = await contextOf(id)
    // When the request comes second, it finds no account to attach: it fails, and leaves nothing.
    const [erased] = await Promise.allSettled([erase(id), requestAffiliation(context, { siret: structure.siret })])
    expect(erased.status).toBe("fulfilled")
    expect(await db.affiliation.count({ where: { accountId: id, status: { in: ["active", "pending"] } } })).toBe(0)
  }
})

describe("erasing an account while something happens to it: both end, neither fails, ten times", () => {
  it.each(races)("%s", async (_name, erased, other) => {
    for (let run = 0; run < 10; run += 1) {
      const world = await aWorld()
      const accountId = erased(world)
      const results = await Promise.allSettled([erase(accountId), other(world, world.by)])
      expect(results.map((result) => (result.status === "rejected" ? String(result.reason) : "done"))).toEqual(["done", "done"])
      expect(await db.account.findUnique({ where: { id: accountId } })).toMatchObject({ lastName: "effacé" })
      expect(await db.affiliation.count({ where: { accountId, status: { in: ["active", "pending"] } } })).toBe(0)
      const [named] = await db.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM affiliation WHERE account_id = ${accountId}::uuid AND person_order <> 'efface compte'`
      expect(named?.count, "no copy of the name is left").toBe(0)
    }
  })
})
