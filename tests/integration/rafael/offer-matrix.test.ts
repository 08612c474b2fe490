/** Who may do what with the offer: docs/rafael.md. */
import { beforeEach, describe } from "vitest"
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
import { visitor } from "@/tests/support/factories"
import { lheoFile, lheoFormation } from "@/tests/support/lheo-files"
import { aTypedCourse, aTypedDelivery, contextFor, noContact, typedDates } from "@/tests/support/rafael"
import { aWorld, type Table, tryAll, type World } from "@/tests/support/rafael-matrix"

let world: World
beforeEach(async () => {
  world = await aWorld()
})

const course = aTypedCourse()
const delivery = aTypedDelivery({ address: "", postcode: "", city: "" })

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

const table: Table = {
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
    async (at) => (context) =>
      createSession(context, { deliveryId: at.delivery.id, ...typedDates, places: 8, minimum: 4, hasLateEntry: false, ...noContact }),
    "- - - - - Y - Y - - - -",
  ],
  "copy a session": [
    async (at) => (context) => copySession(context, { sessionId: at.session.id, ...typedDates }),
    "- - - - - Y - Y - - - -",
  ],
  "change its places": [
    async (at) => (context) =>
      changeSeats(context, { sessionId: at.session.id, places: 6, minimum: null, hasLateEntry: true, ...noContact }),
    "- - - - - Y - Y - - - -",
  ],
  "suspend its recruitment": [
    async (at) => (context) => changeRecruitment(context, { sessionId: at.session.id, recruitment: "suspended" }),
    "- - - - - Y - Y - - - -",
  ],
  "move a session": [
    async (at) => (context) => changeDates(context, { sessionId: at.session.id, ...typedDates, reason: "Travaux", concerned: 0 }),
    "- - - - - Y - Y - - - -",
  ],
  "cancel a session": [
    async (at) => (context) => cancelSession(context, { sessionId: at.session.id, reason: "Trop peu de monde", concerned: 0 }),
    "- - - - - Y - Y - - - -",
  ],
}

describe("32: who may do what with the offer", () => tryAll(table, () => world))
