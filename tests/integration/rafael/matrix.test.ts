/**
 * 32 and 33, for Rafael: each kind of person makes every gesture, going around the screens; the outcome must be that of the tables of
 * docs/rafael.md. Y: done. s: only seen, and says so. -: "not found", one row more in the journal, and nothing else changes.
 */
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import type { Result } from "@/lib/platform/result"
import { answerPreregistrations, summonPreregistrations, summonToMeeting } from "@/lib/rafael/answers/operations"
import { correctPerson, erasePerson, sendPersonLink } from "@/lib/rafael/candidate-rights/operations"
import { archiveCourse, createCourse, editBody, editCourse, publishCourse, unpublishCourse } from "@/lib/rafael/courses/operations"
import { createDelivery, editDelivery } from "@/lib/rafael/deliveries/operations"
import { noteAttendance, planMeeting } from "@/lib/rafael/meetings/operations"
import { dropOfferImport, keepOfferFile, runOfferImport, startOfferImport } from "@/lib/rafael/offer-imports/operations"
import {
  deletePreregistration,
  editPreregistration,
  preparePreregistration,
  takeOverPreregistration,
  withdrawPreregistration,
} from "@/lib/rafael/preregistrations/operations"
import { ownPreregistrations, preregistrationOf } from "@/lib/rafael/preregistrations/queries"
import { setReceivedPace } from "@/lib/rafael/received/operations"
import { receivedPreregistrations } from "@/lib/rafael/received/queries"
import {
  cancelSession,
  changeDates,
  changeRecruitment,
  changeSeats,
  copySession,
  createSession,
} from "@/lib/rafael/training-sessions/operations"
import {
  returnPreregistration,
  sendPreregistration,
  submitPreregistration,
  takeBackPreregistration,
} from "@/lib/rafael/validations/operations"
import { addWish, raiseWish } from "@/lib/rafael/wishes/operations"
import { aManager, anAccount, anActiveAffiliation, contextOf, now, visitor } from "@/tests/support/factories"
import { lheoFile, lheoFormation } from "@/tests/support/lheo-files"
import {
  aDossier,
  aPreregistration,
  aPrescriber,
  aSession,
  aTrainingBody,
  contextFor,
  wholeCourse,
  wholeDelivery,
} from "@/tests/support/rafael"

/** A training body and a prescriber with everyone, and the same two elsewhere. */
async function aWorld() {
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
    "niveau 3 elsewhere": await contextFor(otherPrescriber.people.prescripteur_3),
    "OF catalogue": await contextFor(body.people.gestionnaire_catalogue),
    "OF préinscription": await contextFor(body.people.gestionnaire_preinscription),
    "OF général": await contextFor(body.people.gestionnaire_general),
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
type World = Awaited<ReturnType<typeof aWorld>>
type Level = "prescripteur_1" | "prescripteur_2" | "prescripteur_3"
let world: World
beforeEach(async () => {
  world = await aWorld()
})

/** A second wish: the first one is on another session. */
const aSecondWish = async (at: World, level: Level | null) => {
  const first = await ownedBy({ ...at, ...(await aSession(at.body)) }, level, "draft")
  return aPreregistration({
    structureId: at.prescriber.structure.id,
    ownerId: level && at.prescriber.people[level].affiliationId,
    sessionId: at.session.id,
    candidateId: first.candidateId,
  })
}

const ownedBy = (at: World, level: Level | null, status: Parameters<typeof aPreregistration>[0]["status"]) =>
  aPreregistration({
    structureId: at.prescriber.structure.id,
    ownerId: level && at.prescriber.people[level].affiliationId,
    sessionId: at.session.id,
    ...(status ? { status } : {}),
  })

const course = {
  ...wholeCourse,
  formacodes: [...wholeCourse.formacodes],
  romes: [...wholeCourse.romes],
  certifications: [],
  nsfs: [],
}
const delivery = {
  ...wholeDelivery,
  publics: [...wholeDelivery.publics],
  funder: null,
  providerSiret: null,
  fundedPlaces: null,
  otherFunders: [],
  otherPlaces: [],
  placeName: "",
  address: "",
  postcode: "",
  city: "",
}
const dates = { startsOn: "2027-03-01", endsOn: "2027-05-31", registrationFrom: null, registrationUntil: null }
const why = { reason: "in_work", reasonText: "" } as const

const aFile = ({ id, siret }: World["body"]["structure"]) => ({
  structureId: id,
  fileName: "offre.xml",
  bytes: new TextEncoder().encode(lheoFile(lheoFormation({ siret }))),
})

async function checkedImport(at: World) {
  const kept = await keepOfferFile(await contextFor(at.body.people.gestionnaire_catalogue), aFile(at.body.structure))
  if (!kept.ok) throw new Error(kept.why)
  await runOfferImport(kept.value.importId, visitor)
  return kept.value.importId
}

const aMeeting = {
  kind: "information",
  day: "2026-12-10",
  from: "09:30",
  until: "11:00",
  place: "Salle 2",
  isRemote: false,
  seats: null,
} as const

async function plannedMeeting(at: World) {
  await planMeeting(await contextFor(at.body.people.gestionnaire_general), { sessionId: at.session.id, ...aMeeting })
  return (await db.meeting.findFirstOrThrow({ where: { sessionId: at.session.id } })).id
}

type Gesture = (at: World) => Promise<(context: ActorContext) => Promise<Result<unknown, string>>>

const people = [
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

/** Each gesture, and who may make it, in the order of `people`. */
const table: Record<string, [gesture: Gesture, outcome: string]> = {
  "add a course": [
    async (at) => (context) => createCourse(context, { structureId: at.body.structure.id, ...course }),
    "- - - - - Y - Y - - - -",
  ],
  "edit a course": [
    async (at) => (context) => editCourse(context, { courseId: at.course.id, seen: at.course.updatedAt.toISOString(), ...course }),
    "- - - - - Y - Y - - - -",
  ],
  "send a LHÉO file": [async (at) => (context) => keepOfferFile(context, aFile(at.body.structure)), "- - - - - Y - Y - - - -"],
  "launch an import": [
    async (at) => {
      const importId = await checkedImport(at)
      return (context) => startOfferImport(context, { importId, places: 12, publish: true })
    },
    "- - - - - Y - Y - - - -",
  ],
  "give an import up": [
    async (at) => {
      const importId = await checkedImport(at)
      return (context) => dropOfferImport(context, { importId })
    },
    "- - - - - Y - Y - - - -",
  ],
  "publish a course": [
    async (at) => {
      await db.course.update({ where: { id: at.course.id }, data: { state: "draft", publishedAt: null } })
      return (context) => publishCourse(context, { courseId: at.course.id })
    },
    "- - - - - Y - Y - - - -",
  ],
  "archive a course": [async (at) => (context) => archiveCourse(context, { courseId: at.course.id }), "- - - - - Y - Y - - - -"],
  "unpublish a course": [
    async (at) => (context) => unpublishCourse(context, { courseId: at.course.id, reason: "Intitulé trompeur" }),
    "- - - - - - - - - - Y -",
  ],
  "say what the training body is": [
    async (at) => (context) =>
      editBody(context, { structureId: at.body.structure.id, activityNumber: "75331234567", email: "", phone: "" }),
    "- - - - - Y - Y - - - -",
  ],
  "add a delivery": [
    async (at) => (context) => createDelivery(context, { courseId: at.course.id, ...delivery }),
    "- - - - - Y - Y - - - -",
  ],
  "edit a delivery": [
    async (at) => (context) =>
      editDelivery(context, {
        deliveryId: at.delivery.id,
        seen: at.delivery.updatedAt.toISOString(),
        ...delivery,
        address: "1 rue Haute",
        postcode: "64000",
        city: "Pau",
      }),
    "- - - - - Y - Y - - - -",
  ],
  "add a session": [
    async (at) => (context) => createSession(context, { deliveryId: at.delivery.id, ...dates, places: 8, minimum: 4, hasLateEntry: false }),
    "- - - - - Y - Y - - - -",
  ],
  "copy a session": [async (at) => (context) => copySession(context, { sessionId: at.session.id, ...dates }), "- - - - - Y - Y - - - -"],
  "change its places": [
    async (at) => (context) => changeSeats(context, { sessionId: at.session.id, places: 6, minimum: null, hasLateEntry: true }),
    "- - - - - Y - Y - - - -",
  ],
  "suspend its recruitment": [
    async (at) => (context) => changeRecruitment(context, { sessionId: at.session.id, recruitment: "suspended" }),
    "- - - - - Y - Y - - - -",
  ],
  "move a session": [
    async (at) => (context) => changeDates(context, { sessionId: at.session.id, ...dates, reason: "Travaux", concerned: 0 }),
    "- - - - - Y - Y - - - -",
  ],
  "cancel a session": [
    async (at) => (context) => cancelSession(context, { sessionId: at.session.id, reason: "Trop peu de monde", concerned: 0 }),
    "- - - - - Y - Y - - - -",
  ],
  "prepare a pre-registration": [
    async (at) => {
      const dossier = aDossier()
      return (context) => preparePreregistration(context, { structureId: at.prescriber.structure.id, sessionId: at.session.id, ...dossier })
    },
    "- Y Y Y - - - - - - - -",
  ],
  "add a wish": [
    async (at) => {
      const { candidateId } = await ownedBy(at, "prescripteur_1", "draft")
      const { session } = await aSession(at.body)
      return (context) => addWish(context, { candidateId, sessionId: session.id, project: "Autre vœu", wishedStart: null })
    },
    "- Y Y Y - - - - - - - -",
  ],
  ...forOwners("edit", "draft", (context, preregistrationId) => editPreregistration(context, { preregistrationId, ...aDossier() }), {
    prescripteur_1: "- Y - Y - - - - - - - -",
    prescripteur_2: "- - Y Y - - - - - - - -",
    prescripteur_3: "- - - Y - - - - - - - -",
    nobody: "- - - Y - - - - - - - -",
  }),
  ...forOwners("raise the wish of", "draft", (context, preregistrationId) => raiseWish(context, { preregistrationId }), {
    prescripteur_1: "- Y - Y - - - - - - - -",
    prescripteur_2: "- - Y Y - - - - - - - -",
    prescripteur_3: "- - - Y - - - - - - - -",
    nobody: "- - - Y - - - - - - - -",
  }),
  ...forOwners("delete", "to_validate", (context, preregistrationId) => deletePreregistration(context, { preregistrationId }), {
    prescripteur_1: "- Y - Y - - - - - - - -",
    prescripteur_2: "- - Y Y - - - - - - - -",
    prescripteur_3: "- - - Y - - - - - - - -",
    nobody: "- - - Y - - - - - - - -",
  }),
  ...forOwners("submit", "draft", (context, preregistrationId) => submitPreregistration(context, { preregistrationId }), {
    prescripteur_1: "- Y - s - - - - - - - -",
    prescripteur_2: "- - s s - - - - - - - -",
    prescripteur_3: "- - - s - - - - - - - -",
    nobody: "- - - s - - - - - - - -",
  }),
  ...forOwners("take back", "to_validate", (context, preregistrationId) => takeBackPreregistration(context, { preregistrationId }), {
    prescripteur_1: "- Y - s - - - - - - - -",
    prescripteur_2: "- - Y s - - - - - - - -",
    prescripteur_3: "- - - Y - - - - - - - -",
    nobody: "- - - s - - - - - - - -",
  }),
  ...forOwners(
    "return",
    "to_validate",
    (context, preregistrationId) => returnPreregistration(context, { preregistrationId, reason: "incomplete", reasonText: "" }),
    {
      prescripteur_1: "- s - Y - - - - - - - -",
      prescripteur_2: "- - s Y - - - - - - - -",
      prescripteur_3: "- - - s - - - - - - - -",
      nobody: "- - - Y - - - - - - - -",
    },
  ),
  ...forOwners("validate", "to_validate", (context, preregistrationId) => sendPreregistration(context, { preregistrationId }), {
    prescripteur_1: "- s - Y - - - - - - - -",
    prescripteur_2: "- - Y Y - - - - - - - -",
    prescripteur_3: "- - - Y - - - - - - - -",
    nobody: "- - - Y - - - - - - - -",
  }),
  ...forOwners("send a draft", "draft", (context, preregistrationId) => sendPreregistration(context, { preregistrationId }), {
    prescripteur_1: "- s - Y - - - - - - - -",
    prescripteur_2: "- - Y Y - - - - - - - -",
    prescripteur_3: "- - - Y - - - - - - - -",
    nobody: "- - - Y - - - - - - - -",
  }),
  ...forOwners("withdraw", "sent", (context, preregistrationId) => withdrawPreregistration(context, { preregistrationId, ...why }), {
    prescripteur_1: "- Y - Y - - - - - - - -",
    prescripteur_2: "- - Y Y - - - - - - - -",
    prescripteur_3: "- - - Y - - - - - - - -",
    nobody: "- - - Y - - - - - - - -",
  }),
  ...forOwners(
    "correct the contact of",
    "sent",
    (context, preregistrationId) =>
      correctPerson(context, { preregistrationId, email: "", phone: "0612345678", postcode: "", city: "Pau" }),
    {
      prescripteur_1: "- Y - Y - - - - - - - -",
      prescripteur_2: "- - Y Y - - - - - - - -",
      prescripteur_3: "- - - Y - - - - - - - -",
      nobody: "- - - Y - - - - - - - -",
    },
  ),
  ...forOwners("erase", "sent", (context, preregistrationId) => erasePerson(context, { preregistrationId }), {
    prescripteur_1: "- Y - Y - - - - - - - -",
    prescripteur_2: "- - Y Y - - - - - - - -",
    prescripteur_3: "- - - Y - - - - - - - -",
    nobody: "- - - Y - - - - - - - -",
  }),
  ...forOwners("send the link to", "sent", (context, preregistrationId) => sendPersonLink(context, { preregistrationId }), {
    prescripteur_1: "- Y - Y - - - - - - - -",
    prescripteur_2: "- - Y Y - - - - - - - -",
    prescripteur_3: "- - - Y - - - - - - - -",
    nobody: "- - - Y - - - - - - - -",
  }),
  ...forOwners("take over", "sent", (context, preregistrationId) => takeOverPreregistration(context, { preregistrationId }), {
    prescripteur_1: "- s - s - - - - - - - -",
    prescripteur_2: "- - s s - - - - - - - -",
    prescripteur_3: "- - - s - - - - - - - -",
    nobody: "- - - Y - - - - - - - -",
  }),
  summon: [
    async (at) => {
      const { id } = await ownedBy(at, "prescripteur_1", "sent")
      const meeting = {
        kind: "information",
        day: "2026-12-10",
        from: "09:30",
        until: "11:00",
        place: "Salle 2",
        isRemote: false,
        seats: null,
      } as const
      return (context) => summonPreregistrations(context, { preregistrationIds: [id], ...meeting })
    },
    "- - - - - - Y Y - - - -",
  ],
  "plan a meeting": [async (at) => (context) => planMeeting(context, { sessionId: at.session.id, ...aMeeting }), "- - - - - - Y Y - - - -"],
  "summon to a planned meeting": [
    async (at) => {
      const { id } = await ownedBy(at, "prescripteur_1", "sent")
      const meetingId = await plannedMeeting(at)
      return (context) => summonToMeeting(context, { preregistrationIds: [id], meetingId })
    },
    "- - - - - - Y Y - - - -",
  ],
  "note who came": [
    async (at) => {
      const { id } = await ownedBy(at, "prescripteur_1", "summoned")
      const meetingId = await plannedMeeting(at)
      await db.preregistration.update({ where: { id }, data: { meetingId } })
      await db.meeting.update({ where: { id: meetingId }, data: { startsAt: new Date("2026-11-20T09:00:00Z") } })
      return (context) => noteAttendance(context, { preregistrationId: id, attended: true })
    },
    "- - - - - - Y Y - - - -",
  ],
  "choose how often to be told": [
    async (at) => (context) => setReceivedPace(context, { structureId: at.body.structure.id, pace: "daily" }),
    "- - - - - - Y Y - - - -",
  ],
  ...answersOf({
    accept: "sent",
    waitlist: "sent",
    decline: "sent",
    start: "accepted",
    notStart: "accepted",
    finish: "started",
    drop: "started",
  }),
}

function forOwners(
  name: string,
  status: "draft" | "to_validate" | "sent",
  make: (context: ActorContext, id: string) => Promise<Result<unknown, string>>,
  outcomes: Record<Level | "nobody", string>,
): typeof table {
  return Object.fromEntries(
    Object.entries(outcomes).map(([owner, outcome]) => [
      `${name} one of ${owner}`,
      [
        async (at: World) => {
          const level = owner === "nobody" ? null : (owner as Level)
          const { id } = name.startsWith("raise") ? await aSecondWish(at, level) : await ownedBy(at, level, status)
          return (context: ActorContext) => make(context, id)
        },
        outcome,
      ],
    ]),
  )
}

function answersOf(
  from: Record<"accept" | "waitlist" | "decline" | "start" | "notStart" | "finish" | "drop", "sent" | "accepted" | "started">,
): typeof table {
  return Object.fromEntries(
    Object.entries(from).map(([arrow, status]) => [
      arrow,
      [
        async (at: World) => {
          const { id } = await ownedBy(at, "prescripteur_1", status)
          const answer = { preregistrationIds: [id], arrow: arrow as "accept", reason: "other" as const, reasonText: "" }
          return (context: ActorContext) => answerPreregistrations(context, answer)
        },
        "- - - - - - Y Y - - - -",
      ],
    ]),
  )
}

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

describe("32: who may do what in Rafael", () => {
  const cells = Object.entries(table).flatMap(([name, [gesture, outcome]]) =>
    outcome.split(" ").map((expected, column) => [name, people[column] as (typeof people)[number], expected, gesture] as const),
  )
  it("has a cell for each gesture and each kind of person", () => {
    expect(Object.values(table).every(([, outcome]) => outcome.split(" ").length === people.length)).toBe(true)
    expect(cells.length).toBeGreaterThan(600)
  })

  it.each(Object.entries(table))("%s", async (_name, [gesture, outcome]) => {
    for (const [column, expected] of outcome.split(" ").entries()) {
      const who = people[column] as (typeof people)[number]
      const context = world.contexts[who] as ActorContext
      // An offer of its own for each cell: the one before may have been archived or cancelled.
      const make = await gesture({ ...world, ...(await aSession(world.body)) })
      const before = await picture()
      const rows = await db.journal.count()
      const result = await make(context)
      if (expected === "Y") expect(result, who).toMatchObject({ ok: true })
      else {
        expect(result, who).toMatchObject({ ok: false, why: expected === "s" ? "see-only" : "not-found" })
        expect(await picture(), who).toEqual(before)
        if (expected === "-") expect(await db.journal.count(), who).toBe(rows + 1)
      }
    }
  })
})

describe("33: what is seen", () => {
  const sees: Record<Level | "nobody", string> = {
    prescripteur_1: "- Y - Y - - Y Y - - - -",
    prescripteur_2: "- - Y Y - - Y Y - - - Y",
    prescripteur_3: "- - - Y - - Y Y - - - -",
    nobody: "- - - Y - - Y Y - - - -",
  }
  it.each(Object.entries(sees))("a sent one of %s", async (owner, outcome) => {
    const { id } = await ownedBy(world, owner === "nobody" ? null : (owner as Level), "sent")
    for (const [column, expected] of outcome.split(" ").entries()) {
      const who = people[column] as (typeof people)[number]
      const seen = await preregistrationOf((world.contexts[who] as ActorContext).actor, id)
      expect(seen === null ? "-" : "Y", who).toBe(expected)
    }
  })

  it("one that was not sent does not exist for the training body", async () => {
    for (const status of ["draft", "to_validate"] as const) {
      const { id } = await ownedBy(world, "prescripteur_1", status)
      for (const who of ["OF préinscription", "OF général"])
        expect(await preregistrationOf((world.contexts[who] as ActorContext).actor, id)).toBeNull()
    }
  })

  it("lists follow: each reads their own, a level 3 all, a training body what it received", async () => {
    const [one, two] = [await ownedBy(world, "prescripteur_1", "sent"), await ownedBy(world, "prescripteur_2", "draft")]
    const list = async (who: string, view: "structure" | "envoyees" | "brouillons") =>
      (
        await ownPreregistrations((world.contexts[who] as ActorContext).actor, world.prescriber.structure.id, view, { q: "", page: 1 })
      )?.rows.map(({ id }) => id)
    expect(await list("niveau 1", "structure")).toEqual([one.id])
    expect(await list("niveau 2", "brouillons")).toEqual([two.id])
    expect((await list("niveau 3", "structure"))?.toSorted()).toEqual([one.id, two.id].toSorted())
    for (const who of ["member", "niveau 3 elsewhere", "référent", "manager", "OF général"])
      expect(await list(who, "structure")).toBeUndefined()
    const filters = { q: "", page: 1, session: "", statut: "toutes" } as const
    const received = async (who: string) =>
      (await receivedPreregistrations((world.contexts[who] as ActorContext).actor, world.body.structure.id, filters))?.rows.map(
        ({ id }) => id,
      )
    expect(await received("OF général")).toEqual([one.id])
    expect(await received("OF préinscription")).toEqual([one.id])
    for (const who of ["OF catalogue", "OF général elsewhere", "niveau 3", "manager"]) expect(await received(who)).toBeUndefined()
  })
})
