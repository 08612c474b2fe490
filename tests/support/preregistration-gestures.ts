/** What people do with pre-registrations, for tests that disturb it: each gesture makes its own starting data. */
import { db } from "@/lib/platform/db/client"
import { answerPreregistrations, summonPreregistrations, summonToMeeting } from "@/lib/rafael/answers/operations"
import { correctContact, eraseOwnCandidacy, renounce } from "@/lib/rafael/candidacies/operations"
import { correctPerson, erasePerson, sendPersonLink } from "@/lib/rafael/candidate-rights/operations"
import { followPreregistrations } from "@/lib/rafael/follow-up/operations"
import { parsePreregistrationDelays } from "@/lib/rafael/follow-up/rules"
import { noteAttendance, planMeeting } from "@/lib/rafael/meetings/operations"
import {
  deletePreregistration,
  editPreregistration,
  preparePreregistration,
  takeOverPreregistration,
  withdrawPreregistration,
} from "@/lib/rafael/preregistrations/operations"
import { setReceivedPace } from "@/lib/rafael/received/operations"
import { sweepRafael } from "@/lib/rafael/retention/operations"
import {
  returnPreregistration,
  sendPreregistration,
  submitPreregistration,
  takeBackPreregistration,
} from "@/lib/rafael/validations/operations"
import { addWish, raiseWish } from "@/lib/rafael/wishes/operations"
import { now, visitor } from "./factories"
import { aDossier, aPreregistration, aTrainingBody, contextFor } from "./rafael"

import { anOffer, led, oneThatIs, type Status } from "./rafael-worlds"

const meeting = {
  kind: "test",
  day: "2026-12-10",
  from: "09:00",
  until: "10:00",
  place: "Salle 1",
  isRemote: false,
  seats: null,
} as const

/** Someone who answers for a training body, without any pre-registration. */
async function anAnswerer() {
  const body = await led(await aTrainingBody())
  return { body, answers: await contextFor(body.people.gestionnaire_general) }
}

/** A meeting of a session, so many days from now. */
async function aMeeting(sessionId: string, days = 5) {
  const startsAt = new Date(now.getTime() + days * 24 * 3_600_000)
  const endsAt = new Date(startsAt.getTime() + 3_600_000)
  const data = { sessionId, kind: "information", startsAt, endsAt, place: "Salle 1", createdAt: now } as const
  return (await db.meeting.create({ data })).id
}

/** A draft that nobody follows: nobody is told before it goes. */
async function aPreregistrationOfNobody() {
  const { session, structureId } = await oneThatIs("sent")
  return aPreregistration({ structureId, ownerId: null, sessionId: session.id })
}

/** One answer of a training body to someone in this state. */
function answering(name: string, status: Status, arrow: "decline" | "start" | "notStart" | "finish" | "drop") {
  const reason = { decline: "level", notStart: "moved", drop: "in_work", start: null, finish: null } as const
  return {
    [name]: async () => {
      const { id, answers } = await oneThatIs(status)
      return () => answerPreregistrations(answers, { preregistrationIds: [id], arrow, reason: reason[arrow], reasonText: "" })
    },
  }
}

export const preregistrationGestures: Record<string, () => Promise<() => Promise<unknown>>> = {
  "preparing a pre-registration": async () => {
    const { session, structureId, level1 } = await oneThatIs("draft")
    const dossier = aDossier()
    return () => preparePreregistration(level1, { structureId, sessionId: session.id, ...dossier })
  },
  "handing it over": async () => {
    const { id, level1 } = await oneThatIs("draft")
    return () => submitPreregistration(level1, { preregistrationId: id })
  },
  "sending it back": async () => {
    const { id, level3 } = await oneThatIs("to_validate")
    return () => returnPreregistration(level3, { preregistrationId: id, reason: "incomplete", reasonText: "" })
  },
  "validating it": async () => {
    const { id, level3 } = await oneThatIs("to_validate")
    return () => sendPreregistration(level3, { preregistrationId: id })
  },
  "withdrawing it": async () => {
    const { id, level3 } = await oneThatIs("accepted")
    return () => withdrawPreregistration(level3, { preregistrationId: id, reason: "moved", reasonText: "" })
  },
  "taking it over": async () => {
    const { session, structureId, level3 } = await oneThatIs("draft")
    const { id } = await aPreregistration({ structureId, ownerId: null, sessionId: session.id, status: "sent" })
    return () => takeOverPreregistration(level3, { preregistrationId: id })
  },
  "accepting someone": async () => {
    const { id, answers } = await oneThatIs("sent")
    return () => answerPreregistrations(answers, { preregistrationIds: [id], arrow: "accept", reason: null, reasonText: "" })
  },
  "summoning someone": async () => {
    const { id, answers } = await oneThatIs("sent")
    return () => summonPreregistrations(answers, { preregistrationIds: [id], ...meeting })
  },
  "adding a wish": async () => {
    const { candidateId, level1 } = await oneThatIs("draft")
    const { session } = await anOffer()
    return () => addWish(level1, { candidateId, sessionId: session.id, project: "Autre vœu", wishedStart: null })
  },
  "putting someone on the waiting list": async () => {
    const { id, answers } = await oneThatIs("sent")
    return () => answerPreregistrations(answers, { preregistrationIds: [id], arrow: "waitlist", reason: null, reasonText: "" })
  },
  "correcting someone's address for them": async () => {
    const { id, level3 } = await oneThatIs("sent")
    return () => correctPerson(level3, { preregistrationId: id, email: "nouvelle@exemple.fr", phone: "", postcode: "", city: "Pau" })
  },
  "erasing someone at their request": async () => {
    const { id, level3 } = await oneThatIs("accepted")
    return () => erasePerson(level3, { preregistrationId: id })
  },
  "giving up, as a candidate": async () => {
    const { id, candidateId } = await oneThatIs("accepted")
    return () => renounce(visitor, candidateId, { preregistrationId: id, reasonText: "" })
  },
  "correcting one's address, as a candidate": async () => {
    const { candidateId } = await oneThatIs("sent")
    return () => correctContact(visitor, candidateId, { email: "autre@exemple.fr", phone: "", postcode: "", city: "Pau" })
  },
  "being erased, as a candidate": async () => {
    const { candidateId } = await oneThatIs("sent")
    return () => eraseOwnCandidacy(visitor, candidateId)
  },
  "planning a meeting": async () => {
    const { session, answers } = await oneThatIs("sent")
    return () => planMeeting(answers, { sessionId: session.id, ...meeting })
  },
  "summoning to a planned meeting": async () => {
    const { id, session, answers } = await oneThatIs("sent")
    const meetingId = await aMeeting(session.id)
    return () => summonToMeeting(answers, { preregistrationIds: [id], meetingId })
  },
  "noting who came": async () => {
    const { id, session, answers } = await oneThatIs("summoned")
    await db.preregistration.update({ where: { id }, data: { meetingId: await aMeeting(session.id, -1) } })
    return () => noteAttendance(answers, { preregistrationId: id, attended: true })
  },
  "choosing how often one is told": async () => {
    const { body, answers } = await anAnswerer()
    return () => setReceivedPace(answers, { structureId: body.structure.id, pace: "daily" })
  },
  "changing what was prepared": async () => {
    const { id, level1 } = await oneThatIs("draft")
    const dossier = aDossier()
    return () => editPreregistration(level1, { preregistrationId: id, ...dossier })
  },
  "deleting what was prepared": async () => {
    const { id, level1 } = await oneThatIs("draft")
    return () => deletePreregistration(level1, { preregistrationId: id })
  },
  "taking it back": async () => {
    const { id, level1 } = await oneThatIs("to_validate")
    return () => takeBackPreregistration(level1, { preregistrationId: id })
  },
  "putting a wish before another": async () => {
    const { candidateId, structureId, level1 } = await oneThatIs("draft")
    const { session } = await anOffer()
    const ownerId = level1.actor.affiliations[0]?.id ?? null
    const { id } = await aPreregistration({ structureId, ownerId, sessionId: session.id, candidateId })
    return () => raiseWish(level1, { preregistrationId: id })
  },
  "sending someone their link again": async () => {
    const { id, level1 } = await oneThatIs("sent")
    return () => sendPersonLink(level1, { preregistrationId: id })
  },
  ...answering("setting someone aside", "sent", "decline"),
  ...answering("noting an entry", "accepted", "start"),
  ...answering("noting that someone did not come", "accepted", "notStart"),
  ...answering("noting an end", "started", "finish"),
  ...answering("noting an interruption", "started", "drop"),
  "one pass of the clock of pre-registrations": async () => {
    await oneThatIs("sent")
    const delays = parsePreregistrationDelays(undefined)
    if (!delays) throw new Error("the usual delays are sound")
    return () => followPreregistrations({ ...visitor, now: new Date(now.getTime() + 20 * 24 * 3_600_000) }, delays)
  },
  "one pass of the retention of Rafael": async () => {
    await aPreregistrationOfNobody()
    return () => sweepRafael({ ...visitor, now: new Date(now.getTime() + 70 * 24 * 3_600_000) }, { dryRun: false })
  },
}
