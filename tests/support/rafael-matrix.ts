/**
 * 32, for Rafael: each kind of person makes every gesture, going around the screens; the outcome must be that of the tables of
 * docs/rafael.md. Y: done. s: only seen, and says so. -: "not found", one row more in the journal, and nothing else changes.
 */
import { expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import type { Result } from "@/lib/platform/result"
import { aManager, anAccount, anActiveAffiliation, contextOf, now } from "@/tests/support/factories"
import { aPreregistration, aPrescriber, aSession, aTrainingBody, contextFor } from "@/tests/support/rafael"
/** A training body and a prescriber with everyone, and the same two elsewhere. */
export async function aWorld() {
  const [body, prescriber, otherBody, otherPrescriber] = [
    await aTrainingBody(),
    await aPrescriber(),
    await aTrainingBody(),
    await aPrescriber(),
  ]
  const [member, referent, manager] = [await anAccount(), await anAccount(), await aManager()]
  for (const structureId of [body.structure.id, prescriber.structure.id]) {
    await anActiveAffiliation(member.id, structureId)
    await anActiveAffiliation(referent.id, structureId, { isReferent: true })
  }
  const offered = await aSession(body)
  const controlled = await contextFor(prescriber.people.prescripteur_2)
  const contexts: Record<string, ActorContext> = {
    member: await contextOf(member.id),
    "niveau 1": await contextFor(prescriber.people.prescripteur_1),
    "niveau 2": await contextFor(prescriber.people.prescripteur_2),
    "niveau 3": await contextFor(prescriber.people.prescripteur_3),
    "niveau 1 elsewhere": await contextFor(otherPrescriber.people.prescripteur_1),
    "niveau 2 elsewhere": await contextFor(otherPrescriber.people.prescripteur_2),
    "niveau 3 elsewhere": await contextFor(otherPrescriber.people.prescripteur_3),
    "OF catalogue": await contextFor(body.people.gestionnaire_catalogue),
    "OF préinscription": await contextFor(body.people.gestionnaire_preinscription),
    "OF général": await contextFor(body.people.gestionnaire_general),
    "OF catalogue elsewhere": await contextFor(otherBody.people.gestionnaire_catalogue),
    "OF préinscription elsewhere": await contextFor(otherBody.people.gestionnaire_preinscription),
    "OF général elsewhere": await contextFor(otherBody.people.gestionnaire_general),
    référent: await contextOf(referent.id),
    manager: await contextOf(manager.id),
    "under control": {
      ...controlled,
      actor: {
        ...controlled.actor,
        control: { accountId: manager.id, sessionId: controlled.actor.sessionId, firstName: "C", lastName: "R", expiresAt: now },
      },
    },
  }
  return { body, prescriber, ...offered, contexts }
}
export type World = Awaited<ReturnType<typeof aWorld>>
export type Level = "prescripteur_1" | "prescripteur_2" | "prescripteur_3"

export const ownedBy = (at: World, level: Level | null, status: Parameters<typeof aPreregistration>[0]["status"]) =>
  aPreregistration({
    structureId: at.prescriber.structure.id,
    ownerId: level && at.prescriber.people[level].affiliationId,
    sessionId: at.session.id,
    ...(status ? { status } : {}),
  })

type Gesture = (at: World) => Promise<(context: ActorContext) => Promise<Result<unknown, string>>>
export const people = [
  "member",
  "niveau 1",
  "niveau 2",
  "niveau 3",
  "niveau 3 elsewhere",
  "OF catalogue",
  "OF préinscription",
  "OF général",
  "OF général elsewhere",
  "référent",
  "manager",
  "under control",
] as const

/** The same profils in another structure: nothing there is theirs. */
const elsewhere = ["niveau 1 elsewhere", "niveau 2 elsewhere", "OF catalogue elsewhere", "OF préinscription elsewhere"] as const

/** Each gesture, and who may make it, in the order of `people`. */
export type Table = Record<string, [gesture: Gesture, outcome: string]>

/** What the business tables hold: the journal apart. */
async function picture() {
  const [courses, deliveries, sessions, candidates, preregistrations, messages] = await Promise.all([
    db.course.findMany({ orderBy: { id: "asc" } }),
    db.delivery.findMany({ orderBy: { id: "asc" } }),
    db.trainingSession.findMany({ orderBy: { id: "asc" } }),
    db.candidate.findMany({ orderBy: { id: "asc" } }),
    db.preregistration.findMany({ orderBy: { id: "asc" } }),
    db.message.count(),
  ])
  return { courses, deliveries, sessions, candidates, preregistrations, messages }
}

/** Tries each cell of a table. `world` is read when a test begins. */
export function tryAll(table: Table, world: () => World) {
  it("has a cell for each gesture and each kind of person", () => {
    expect(Object.values(table).every(([, outcome]) => outcome.split(" ").length === people.length)).toBe(true)
  })

  it.each(Object.entries(table))("%s", async (_name, [gesture, outcome]) => {
    const cells = [
      ...people.map((who, column) => [who, outcome.split(" ")[column]] as const),
      ...elsewhere.map((who) => [who, "-"] as const),
    ]
    // An offer of its own for each: the one before may have been archived or cancelled.
    const begun = async () => gesture({ ...world(), ...(await aSession(world().body)) })
    const refused = await begun()
    const before = await picture()
    for (const [who, expected] of cells.filter(([, said]) => said !== "Y")) {
      const rows = await db.journal.count()
      const result = await refused(world().contexts[who] as ActorContext)
      expect(result, who).toMatchObject({ ok: false, why: expected === "s" ? "see-only" : "not-found" })
      expect(await db.journal.count(), who).toBe(rows + 1)
    }
    expect(await picture(), "those who may not changed nothing").toEqual(before)
    // Whoever has taken control of one of those who may, sees and does nothing.
    for (const [who] of cells.filter(([, said]) => said === "Y")) {
      const context = world().contexts[who] as ActorContext
      const { accountId, sessionId, firstName, lastName } = context.actor
      const control = { accountId, sessionId, firstName, lastName, expiresAt: context.now }
      expect(await refused({ ...context, actor: { ...context.actor, control } }), `${who}, under control`).toMatchObject({ ok: false })
    }
    expect(await picture(), "control changed nothing").toEqual(before)
    for (const [who] of cells.filter(([, said]) => said === "Y"))
      expect(await (await begun())(world().contexts[who] as ActorContext), who).toMatchObject({ ok: true })
  })
}
