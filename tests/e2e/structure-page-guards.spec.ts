/** 33: the pages of a structure, opened by everyone, with and without middleware.ts. */
import { expect } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { bareRequest } from "@/tests/support/e2e-forms"
import { portals } from "@/tests/support/e2e-people"
import { test } from "@/tests/support/e2e-world"
import { anAccount, anActiveAffiliation, aPendingRequest, aStructureWithReferent } from "@/tests/support/factories"

/** How often something was tried: the same attempt is one row of the journal, and counted. */
async function tries(where: Prisma.JournalWhereInput) {
  const rows = await db.journal.findMany({ where, include: { repeated: true } })
  return rows.reduce((sum, { repeated }) => sum + (repeated?.count ?? 1), 0)
}

for (const [what, at] of portals)
  test.describe(what, () => {
    test("33: the pages and the export of someone else's structure are 404, with a trace; signed out, nothing shows", async ({ world }) => {
      const own = `/mes-structures/${world.structure}`
      const pages: [path: string, referent: number, member: number][] = [
        [own, 200, 200],
        [`${own}/quitter`, 200, 200],
        [`${own}/export`, 200, 404],
        [`${own}/modification`, 200, 404],
        [`${own}/invitations`, 200, 404],
        [`${own}/absence`, 200, 404],
        [`${own}/referent`, 200, 404],
        [`${own}/droits/${world.affiliation}`, 200, 404],
        [`${own}/detacher/${world.affiliation}`, 200, 404],
      ]
      for (const [path, referent, member] of pages) {
        const status = async (who: string) => (await bareRequest(at + path, { headers: { cookie: world.cookies[who] ?? "" } })).status
        expect([path, await status("referent"), await status("member"), await status("elsewhere"), await status("stranger")]).toEqual([
          path,
          referent,
          member,
          404,
          404,
        ])
        const out = await bareRequest(at + path)
        expect(out.status).toBe(307)
        expect(out.body).not.toMatch(/exemple\.fr|DURAND/)
        const refused = { actorId: world.people.elsewhere.id, outcome: "refused", structureId: world.structure } as const
        expect(await tries(refused), "one trace more").toBe(pages.findIndex(([each]) => each === path) + 1)
      }
      // A référent opens affiliations of other structures, some under the address of their own structure.
      const foreign = await anActiveAffiliation((await anAccount()).id, (await aStructureWithReferent()).structure.id)
      const theirs = await aPendingRequest((await anAccount()).id, (await aStructureWithReferent()).structure.id)
      const actorId = world.people.referent.id
      for (const [path, targetId] of [
        [`${own}/droits/${foreign.id}`, foreign.id],
        [`${own}/detacher/${foreign.id}`, foreign.id],
        [`/demandes/${theirs.id}/valider`, theirs.id],
        [`/demandes/${theirs.id}/refuser`, theirs.id],
      ] as const) {
        const before = await tries({ actorId, targetId, outcome: "refused" })
        expect((await bareRequest(at + path, { headers: { cookie: world.cookies.referent ?? "" } })).status, path).toBe(404)
        expect(await tries({ actorId, targetId, outcome: "refused" }), `${path}: one trace`).toBe(before + 1)
      }
      for (const path of [
        "/mes-structures/nimporte",
        `/mes-structures/${crypto.randomUUID()}`,
        `${own}/droits/nimporte`,
        `${own}/droits/${world.request}x`,
      ])
        expect((await bareRequest(at + path, { headers: { cookie: world.cookies.referent ?? "" } })).status, path).toBe(404)
    })
  })
