import pg from "pg"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { db } from "@/lib/platform/db/client"
import { aManager, now } from "@/tests/support/factories"
import { aPreregistration, aPrescriber, aSession, aTrainingBody } from "@/tests/support/rafael"
import { giveTraces } from "@/tests/support/traces"

const owner = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL ?? "" })
beforeAll(() => owner.connect())
afterAll(() => owner.end())

/** A published course with someone accepted on its session. */
async function aLife() {
  const [body, prescriber] = [await aTrainingBody(), await aPrescriber()]
  const { course, session } = await aSession(body)
  const { affiliationId: ownerId } = prescriber.people.prescripteur_2
  const accepted = await aPreregistration({ structureId: prescriber.structure.id, ownerId, sessionId: session.id, status: "accepted" })
  await db.affiliation.updateMany({ data: { isReferent: true } })
  await giveTraces()
  return { body, course, session, ownerId, accepted }
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
      "Sessions dont les places prises ne sont pas celles des préinscriptions",
      async ({ session }) => {
        await owner.query("UPDATE training_session SET taken = 2 WHERE id = $1", [session.id])
        return session.id
      },
    ],
    [
      "Préinscriptions dont l’état n’est pas celui de leur dernière étape",
      async ({ accepted }) => {
        await owner.query("UPDATE preregistration SET status = 'started' WHERE id = $1", [accepted.id])
        return accepted.id
      },
    ],
    [
      "Préinscriptions en cours sur une session annulée",
      async ({ session, accepted }) => {
        await owner.query("UPDATE training_session SET cancelled_at = now(), cancelled_for = 'Trop peu' WHERE id = $1", [session.id])
        return accepted.id
      },
    ],
    [
      "Préinscriptions suivies par quelqu’un qui n’en a plus le droit",
      async ({ ownerId, accepted }) => {
        const { accountId } = await db.affiliation.findUniqueOrThrow({ where: { id: ownerId } })
        await owner.query("UPDATE account SET disabled_at = now() WHERE id = $1", [accountId])
        return accepted.id
      },
    ],
    [
      "Candidats effacés qui gardent un lien, un projet ou une préinscription en cours",
      async ({ accepted: { candidateId } }) => {
        await owner.query(
          `UPDATE candidate SET erased_at = now(), last_name = '', first_name = '', birth_date = NULL, email = NULL, phone = NULL, postcode = NULL,
                  city = NULL, identifier = NULL, name_key = NULL, identifier_key = NULL, adaptation_contact = NULL WHERE id = $1`,
          [candidateId],
        )
        return candidateId
      },
    ],
    [
      "Formations publiées par une structure fermée, ou qui n’est plus organisme de formation",
      async ({ body, course }) => {
        await owner.query("UPDATE structure SET state = 'closed', closed_at = now() WHERE id = $1", [body.structure.id])
        return course.id
      },
    ],
    [
      "Formations que la recherche trouve sans qu’elles soient publiées, ou l’inverse",
      async ({ course }) => {
        await owner.query("DELETE FROM offer_entry WHERE course_id = $1", [course.id])
        return course.id
      },
    ],
    [
      "Imports d’une offre que plus rien ne fait avancer",
      async ({ body }) => {
        const { id: createdBy } = await aManager()
        await giveTraces()
        const { id } = await db.offerImport.create({
          data: { structureId: body.structure.id, fileName: "a.xml", status: "running", total: 1, createdBy, createdAt: now },
        })
        return id
      },
    ],
  ])("%s", async (what, breakIt) => {
    const id = await breakIt(life)
    expect(await found()).toEqual([[what, [id]]])
  })
})
