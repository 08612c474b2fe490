/** Who may do what with a pre-registration: docs/rafael.md. */
import { beforeEach, describe } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import type { Result } from "@/lib/platform/result"
import { answerPreregistrations, summonPreregistrations, summonToMeeting } from "@/lib/rafael/answers/operations"
import { correctPerson, erasePerson, sendPersonLink } from "@/lib/rafael/candidate-rights/operations"
import { noteAttendance, planMeeting } from "@/lib/rafael/meetings/operations"
import {
  deletePreregistration,
  editPreregistration,
  preparePreregistration,
  takeOverPreregistration,
  withdrawPreregistration,
} from "@/lib/rafael/preregistrations/operations"
import { setReceivedPace } from "@/lib/rafael/received/operations"
import {
  returnPreregistration,
  sendPreregistration,
  submitPreregistration,
  takeBackPreregistration,
} from "@/lib/rafael/validations/operations"
import { addWish, raiseWish } from "@/lib/rafael/wishes/operations"
import { aDossier, aPreregistration, aSession, contextFor } from "@/tests/support/rafael"
import { aWorld, type Level, ownedBy, type Table, tryAll, type World } from "@/tests/support/rafael-matrix"

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

const why = { reason: "in_work", reasonText: "" } as const

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

/** Whoever follows it; a level 3, those of levels 1 and 2 and of nobody too. */
const ownAndBelow = {
  prescripteur_1: "- Y - Y - - - - - - - -",
  prescripteur_2: "- - Y Y - - - - - - - -",
  prescripteur_3: "- - - Y - - - - - - - -",
  nobody: "- - - Y - - - - - - - -",
}

const table: Table = {
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
  ...forOwners(
    "edit",
    "draft",
    (context, preregistrationId) => editPreregistration(context, { preregistrationId, ...aDossier() }),
    ownAndBelow,
  ),
  ...forOwners("raise the wish of", "draft", (context, preregistrationId) => raiseWish(context, { preregistrationId }), ownAndBelow),
  ...forOwners("delete", "to_validate", (context, preregistrationId) => deletePreregistration(context, { preregistrationId }), ownAndBelow),
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
      prescripteur_3: "- - - Y - - - - - - - -",
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
  ...forOwners(
    "withdraw",
    "sent",
    (context, preregistrationId) => withdrawPreregistration(context, { preregistrationId, ...why }),
    ownAndBelow,
  ),
  ...forOwners(
    "correct the contact of",
    "sent",
    (context, preregistrationId) =>
      correctPerson(context, { preregistrationId, email: "", phone: "0612345678", postcode: "", city: "Pau" }),
    ownAndBelow,
  ),
  ...forOwners("erase", "sent", (context, preregistrationId) => erasePerson(context, { preregistrationId }), ownAndBelow),
  ...forOwners("send the link to", "sent", (context, preregistrationId) => sendPersonLink(context, { preregistrationId }), ownAndBelow),
  ...forOwners("take over", "sent", (context, preregistrationId) => takeOverPreregistration(context, { preregistrationId }), {
    prescripteur_1: "- s - s - - - - - - - -",
    prescripteur_2: "- - s s - - - - - - - -",
    prescripteur_3: "- - - Y - - - - - - - -",
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
): Table {
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
): Table {
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

describe("32: who may do what with a pre-registration", () => tryAll(table, () => world))
