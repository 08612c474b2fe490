/** What people do with the offer, for tests that disturb it: each gesture makes its own starting data. */
import { db } from "@/lib/platform/db/client"
import { archiveCourse, createCourse, editBody, editCourse, publishCourse, unpublishCourse } from "@/lib/rafael/courses/operations"
import { createDelivery, editDelivery } from "@/lib/rafael/deliveries/operations"
import { dropOfferImport, keepOfferFile, runOfferImport, startOfferImport } from "@/lib/rafael/offer-imports/operations"
import {
  cancelSession,
  changeDates,
  changeRecruitment,
  changeSeats,
  copySession,
  createSession,
} from "@/lib/rafael/training-sessions/operations"
import { aManagerContext, visitor } from "./factories"
import { lheoFile, lheoFormation } from "./lheo-files"
import { aTypedCourse, aTypedDelivery, noContact, typedDates } from "./rafael"

import { anOffer, oneThatIs } from "./rafael-worlds"

const course = aTypedCourse()
const delivery = aTypedDelivery()

const aFile = ({ id, siret }: { id: string; siret: string }) => ({
  structureId: id,
  fileName: "offre.xml",
  bytes: new TextEncoder().encode(lheoFile(lheoFormation({ siret }))),
})

export const offerGestures: Record<string, () => Promise<() => Promise<unknown>>> = {
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
  "archiving a course on which something is prepared": async () => {
    const { session, writes } = await oneThatIs("draft")
    const { delivery: given } = await db.trainingSession.findUniqueOrThrow({ where: { id: session.id }, include: { delivery: true } })
    return () => archiveCourse(writes, { courseId: given.courseId })
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
}
