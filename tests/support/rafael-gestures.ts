/** What people do in Rafael, for tests that disturb it: each gesture makes its own starting data. */

import { db } from "@/lib/platform/db/client"
import { answerPreregistrations, summonPreregistrations, summonToMeeting } from "@/lib/rafael/answers/operations"
import { correctContact, eraseOwnCandidacy, renounce } from "@/lib/rafael/candidacies/operations"
import { correctPerson, erasePerson, sendPersonLink } from "@/lib/rafael/candidate-rights/operations"
import { archiveCourse, createCourse, editBody, editCourse, publishCourse, unpublishCourse } from "@/lib/rafael/courses/operations"
import { createDelivery, editDelivery } from "@/lib/rafael/deliveries/operations"
import { followPreregistrations } from "@/lib/rafael/follow-up/operations"
import { parsePreregistrationDelays } from "@/lib/rafael/follow-up/rules"
import { noteAttendance, planMeeting } from "@/lib/rafael/meetings/operations"
import { dropOfferImport, keepOfferFile, runOfferImport, startOfferImport } from "@/lib/rafael/offer-imports/operations"
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
import { aManagerContext, anAccount, anActiveAffiliation, now, visitor } from "./factories"
import { lheoFile, lheoFormation } from "./lheo-files"
import {
  aDossier,
  aPreregistration,
  aPrescriber,
  aSession,
  aTrainingBody,
  aTypedCourse,
  aTypedDelivery,
  contextFor,
  noContact,
  typedDates,
} from "./rafael"

type Status = NonNullable<Parameters<typeof aPreregistration>[0]["status"]>

/** A structure with people has a référent. */
async function led<Made extends { structure: { id: string } }>(made: Made): Promise<Made> {
  await anActiveAffiliation((await anAccount()).id, made.structure.id, { isReferent: true })
  return made
}

async function anOffer(state: "draft" | "published" = "published") {
  const body = await led(await aTrainingBody())
  return { body, ...(await aSession(body, { state })), writes: await contextFor(body.people.gestionnaire_catalogue) }
}

/** One pre-registration of a level 1 in this state, with those who may act on it. */
async function oneThatIs(status: Status) {
  const [{ body, session }, prescriber] = [await anOffer(), await led(await aPrescriber())]
  const { prescripteur_1, prescripteur_3 } = prescriber.people
  const one = await aPreregistration({
    structureId: prescriber.structure.id,
    ownerId: prescripteur_1.affiliationId,
    sessionId: session.id,
    status,
  })
  return {
    id: one.id,
    candidateId: one.candidateId,
    structureId: prescriber.structure.id,
    body,
    session,
    level1: await contextFor(prescripteur_1),
    level3: await contextFor(prescripteur_3),
    answers: await contextFor(body.people.gestionnaire_general),
    writes: await contextFor(body.people.gestionnaire_catalogue),
  }
}

const course = aTypedCourse()
const delivery = aTypedDelivery()

const aFile = ({ id, siret }: { id: string; siret: string }) => ({
  structureId: id,
  fileName: "offre.xml",
  bytes: new TextEncoder().encode(lheoFile(lheoFormation({ siret }))),
})

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

export const rafaelGestures: Record<string, () => Promise<() => Promise<unknown>>> = {
  "adding a course": async () => {
    const { body, writes } = await anOffer()
    return () => createCourse(writes, { structureId: body.structure.id, ...course })
  },
  "sending a LHÉO file": async () => {
    const { body, writes } = await anOffer()
    return () => keepOfferFile(writes, aFile(body.structure))
  },
  "launching an import": async () => {
    const { body, writes } = await anOffer()
    const kept = await keepOfferFile(writes, aFile(body.structure))
    if (!kept.ok) throw new Error(kept.why)
    await runOfferImport(kept.value.importId, visitor)
    return () => startOfferImport(writes, { ...kept.value, places: 12, publish: true })
  },
  "publishing a course": async () => {
    const { course: draft, writes } = await anOffer("draft")
    return () => publishCourse(writes, { courseId: draft.id })
  },
  "adding a delivery": async () => {
    const { course: published, writes } = await anOffer()
    return () => createDelivery(writes, { courseId: published.id, ...delivery })
  },
  "adding a session": async () => {
    const { delivery: given, writes } = await anOffer()
    return () => createSession(writes, { deliveryId: given.id, ...typedDates, places: 8, minimum: null, hasLateEntry: false, ...noContact })
  },
  "moving a session": async () => {
    const { session, writes } = await oneThatIs("sent")
    return () => changeDates(writes, { sessionId: session.id, ...typedDates, reason: "Travaux", concerned: 1 })
  },
  "cancelling a session": async () => {
    const { session, writes } = await oneThatIs("accepted")
    return () => cancelSession(writes, { sessionId: session.id, reason: "Trop peu de monde", concerned: 1 })
  },
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
  "archiving a course on which something is prepared": async () => {
    const { session, writes } = await oneThatIs("draft")
    const { delivery: given } = await db.trainingSession.findUniqueOrThrow({ where: { id: session.id }, include: { delivery: true } })
    return () => archiveCourse(writes, { courseId: given.courseId })
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
  "editing a course": async () => {
    const { course: known, writes } = await anOffer()
    return async () => {
      const { updatedAt } = await db.course.findUniqueOrThrow({ where: { id: known.id } })
      return editCourse(writes, { courseId: known.id, seen: updatedAt.toISOString(), ...aTypedCourse({ title: "Chef" }) })
    }
  },
  "editing a delivery": async () => {
    const { delivery: known, writes } = await anOffer()
    return async () => {
      const { updatedAt } = await db.delivery.findUniqueOrThrow({ where: { id: known.id } })
      return editDelivery(writes, { deliveryId: known.id, seen: updatedAt.toISOString(), ...delivery })
    }
  },
  "saying what a body is": async () => {
    const { body, writes } = await anOffer()
    return () => editBody(writes, { structureId: body.structure.id, activityNumber: "75331234567", email: "a@exemple.fr", phone: "" })
  },
  "unpublishing a course": async () => {
    const { course: published } = await anOffer()
    const manager = await aManagerContext()
    return () => unpublishCourse(manager, { courseId: published.id, reason: "Intitulé trompeur" })
  },
  "copying a session": async () => {
    const { session, writes } = await anOffer()
    return () => copySession(writes, { sessionId: session.id, ...typedDates })
  },
  "changing places": async () => {
    const { session, writes } = await anOffer()
    return () => changeSeats(writes, { sessionId: session.id, places: 9, minimum: 2, hasLateEntry: false, ...noContact })
  },
  "suspending recruitment": async () => {
    const { session, writes } = await anOffer()
    return () => changeRecruitment(writes, { sessionId: session.id, recruitment: "suspended" })
  },
  "giving an import up": async () => {
    const { body, writes } = await anOffer()
    const kept = await keepOfferFile(writes, aFile(body.structure))
    if (!kept.ok) throw new Error(kept.why)
    return () => dropOfferImport(writes, kept.value)
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
