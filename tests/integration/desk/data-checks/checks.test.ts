import pg from "pg"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { validateRequest } from "@/lib/membership/decisions/operations"
import { detach } from "@/lib/membership/departures/operations"
import { setProfil } from "@/lib/membership/profils/operations"
import { db } from "@/lib/platform/db/client"
import { markOf } from "@/lib/vocabulary/profils/rules"
import { aManager, anAccount, anActiveAffiliation, aPendingRequest, aStructure, contextOf } from "@/tests/support/factories"
import { giveTraces } from "@/tests/support/traces"

const owner = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL ?? "" })
beforeAll(() => owner.connect())
afterAll(() => owner.end())
// One of the tests below drops this index.
beforeEach(() =>
  owner.query(
    "CREATE UNIQUE INDEX IF NOT EXISTS affiliation_one_open ON affiliation (account_id, structure_id) WHERE status IN ('pending', 'active')",
  ),
)

/** A structure with a past: a référent, a validated person who got rights, and another person who waits. */
async function aLife() {
  const structure = await aStructure()
  const [referent, member, applicant, manager] = [await anAccount(), await anAccount(), await anAccount(), await aManager()]
  const own = await anActiveAffiliation(referent.id, structure.id, { isReferent: true, decidedAt: new Date() })
  const request = await aPendingRequest(member.id, structure.id)
  const waiting = await aPendingRequest(applicant.id, structure.id)
  await giveTraces()
  const context = await contextOf(referent.id)
  const rights = { rafaelProfil: "prescripteur_1", isEmployeur: false, isPrestataire: false, becomesReferent: false } as const
  expect(await validateRequest(context, { affiliationId: request.id, ...rights })).toMatchObject({ ok: true })
  return { structure, referent, member, applicant, manager, own, active: request, waiting, context }
}
type Life = Awaited<ReturnType<typeof aLife>>
let life: Life
beforeEach(async () => {
  life = await aLife()
})

const found = async () => (await dataProblems()).map(({ what, ids }) => [what, ids])

it("a life without fault has none", async () => {
  expect(await found()).toEqual([])
})

describe("each kind of fault is found, with the row it is in", () => {
  it.each<[string, (life: Life) => Promise<string>]>([
    [
      "Rattachements dont l’état n’a pas sa ligne dans le journal",
      async ({ waiting }) => {
        await owner.query("UPDATE affiliation SET status = 'cancelled', ended_at = now() WHERE id = $1", [waiting.id])
        return waiting.id
      },
    ],
    [
      "Rattachements que le journal dit avoir changé deux fois de la même façon",
      async ({ active }) => {
        await owner.query(
          "INSERT INTO journal (action, outcome, target_id, changes) SELECT action, outcome, target_id, changes FROM journal WHERE action = 'affiliation.validate' AND target_id = $1",
          [active.id],
        )
        return active.id
      },
    ],
    [
      "Rattachements dont les droits ne sont pas ceux que dit le journal",
      async ({ active }) => {
        await owner.query("UPDATE affiliation SET is_employeur = true WHERE id = $1", [active.id])
        return active.id
      },
    ],
    [
      "Profils que le type de la structure n’ouvre pas",
      async ({ structure, active }) => {
        await owner.query("ALTER TABLE structure DISABLE TRIGGER structure_types_held")
        await owner.query("UPDATE structure SET types = '{formateur}' WHERE id = $1", [structure.id])
        await owner.query("ALTER TABLE structure ENABLE TRIGGER structure_types_held")
        return active.id
      },
    ],
    [
      "Structures avec des personnes et sans référent, sans qu’un gestionnaire l’ait voulu",
      async ({ structure, own }) => {
        await owner.query("UPDATE affiliation SET is_referent = false WHERE id = $1", [own.id])
        await owner.query("INSERT INTO journal (action, outcome, target_id, structure_id) VALUES ('referent.remove', 'done', $1, $2)", [
          own.id,
          structure.id,
        ])
        return structure.id
      },
    ],
    [
      "Rattachements dont le rôle de référent n’est pas celui que dit le journal",
      async ({ active }) => {
        await owner.query("UPDATE affiliation SET is_referent = true WHERE id = $1", [active.id])
        return active.id
      },
    ],
    [
      "Personnes rattachées deux fois à la même structure",
      async ({ member, structure }) => {
        await owner.query("DROP INDEX affiliation_one_open")
        const { id } = await aPendingRequest(member.id, structure.id)
        await giveTraces()
        return [id, (await db.affiliation.findFirstOrThrow({ where: { accountId: member.id, NOT: { id } } })).id].sort()[0] ?? ""
      },
    ],
    [
      "Structures réunies à une autre qui gardent des personnes",
      async ({ structure, manager }) => {
        const kept = await aStructure()
        const merge = { keptId: kept.id, absorbedId: structure.id, mergedAt: new Date(), mergedBy: manager.id, was: {}, moves: [] }
        await db.structureMerge.create({ data: merge })
        return structure.id
      },
    ],
    [
      "Messages partis deux fois : le prestataire leur a donné le même numéro",
      async () => {
        const sent = { template: "left", data: {}, status: "sent", sentAt: new Date(), providerId: "p1" } as const
        const { id } = await db.message.create({ data: { ...sent, toEmail: "a@exemple.fr" } })
        const other = await db.message.create({ data: { ...sent, toEmail: "b@exemple.fr" } })
        return [id, other.id].sort()[0] ?? ""
      },
    ],
    [
      "Demandes en attente de comptes désactivés ou effacés",
      async ({ applicant, waiting }) => {
        await owner.query("UPDATE account SET disabled_at = now() WHERE id = $1", [applicant.id])
        return waiting.id
      },
    ],
    [
      "Comptes effacés qui gardent un rattachement, une connexion ou un rôle",
      async ({ manager }) => {
        await owner.query("UPDATE account SET erased_at = now() WHERE id = $1", [manager.id])
        return manager.id
      },
    ],
    ["Comptes sans ligne de création dans le journal", async () => (await anAccount()).id],
    [
      "Messages perdus : ni partis, ni abandonnés, et plus rien ne les envoie",
      async () => {
        await owner.query("DELETE FROM jobs.job")
        return (await db.message.findFirstOrThrow()).id
      },
    ],
    [
      "Messages écrits deux fois",
      async () => {
        const { template, data, toEmail, createdAt } = await db.message.findFirstOrThrow()
        await db.message.updateMany({ data: { status: "sent", sentAt: new Date() } })
        const { id } = await db.message.create({
          data: { template, data: data as object, toEmail, createdAt, status: "sent", sentAt: new Date() },
        })
        return [id, (await db.message.findFirstOrThrow({ where: { NOT: { id } } })).id].sort()[0] ?? ""
      },
    ],
    [
      "Messages partis sans date ou qui gardent le secret de leur lien",
      async () => {
        const data = {
          template: "reset-password",
          data: { token: "secret" },
          toEmail: "a@exemple.fr",
          status: "sent",
          sentAt: new Date(),
        } as const
        return (await db.message.create({ data })).id
      },
    ],
    [
      "Imports que plus rien ne fait avancer",
      async ({ manager }) => {
        const data = { fileName: "a.csv", columns: {}, status: "running", total: 1, createdBy: manager.id, createdAt: new Date() } as const
        return (await db.structureImport.create({ data })).id
      },
    ],
  ])("%s", async (what, breakIt) => {
    const id = await breakIt(life)
    expect(await found()).toEqual([[what, [id]]])
  })
})

it("whatever was exempt no longer is once a référent came since", async () => {
  const manager = await contextOf(life.manager.id)
  await detach(manager, { affiliationId: life.own.id, reason: "Départ", withoutReferent: true })
  await owner.query("INSERT INTO journal (action, outcome, structure_id) VALUES ('referent.appoint', 'done', $1)", [life.structure.id])
  expect(await found()).toEqual([
    ["Structures avec des personnes et sans référent, sans qu’un gestionnaire l’ait voulu", [life.structure.id]],
  ])
})

it("a manager who leaves a structure without référent on purpose is believed", async () => {
  const manager = await contextOf(life.manager.id)
  const left = await detach(manager, { affiliationId: life.own.id, reason: "Départ", withoutReferent: true })
  expect(left).toMatchObject({ ok: true })
  expect(await found()).toEqual([])
})

it("rights changed by a gesture are those that the journal says", async () => {
  const held = await db.affiliation.findUniqueOrThrow({ where: { id: life.active.id } })
  const gesture = { affiliationId: life.active.id, gesture: "add", profil: "employeur", seen: markOf(held) } as const
  expect(await setProfil(life.context, gesture)).toMatchObject({ ok: true })
  expect(await found()).toEqual([])
})
