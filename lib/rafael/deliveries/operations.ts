/** The deliveries of a course: how, where and at what cost it is given. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import type { Tx } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { justBefore, later } from "@/lib/platform/time/presses"
import { lacking } from "@/lib/rafael/courses/operations"
import type { DeliveryCreation, DeliveryEdition, DeliveryFields } from "@/lib/rafael/deliveries/schema"
import { asMember, type MemberRefusal } from "@/lib/rafael/rights/operations"
import { toLearn } from "@/lib/search/vocabulary/operations"
import { record } from "@/lib/trace/journal/operations"

type Done = { courseId: string; deliveryId: string }

/** Adds a delivery to a course. A published course stays publishable, so it first gets its delivery as a whole, sessions included. */
export function createDelivery(
  context: ActorContext,
  { courseId, ...fields }: DeliveryCreation,
): Promise<Result<Done, MemberRefusal | "place-incomplete">> {
  return asMember(
    context,
    "offer.write",
    { action: "delivery.created", targetId: courseId },
    courseStructure(courseId),
    async (tx, { structureId }): Promise<Result<Done, "place-incomplete">> => {
      await holdById(tx, "course", courseId, "change")
      if (!placeIsWhole(fields)) return refuse("place-incomplete")
      const { funders: _funders, ...said } = stored(fields)
      const { mode, entryMode, rhythm, conditions, hoursTotal, remainingCost } = said
      const made = { mode, entryMode, rhythm, conditions, hoursTotal, remainingCost, createdAt: { gte: justBefore(context.now) } }
      const twin = await tx.delivery.findFirst({ where: { courseId, ...made }, select: { id: true } })
      if (twin) return ok({ courseId, deliveryId: twin.id })
      const numero = await nextNumero(tx, courseId)
      const { id } = await tx.delivery.create({
        data: { courseId, numero, ...stored(fields), createdAt: context.now, updatedAt: context.now, places: { create: placesOf(fields) } },
        select: { id: true },
      })
      await record(tx, context, { action: "delivery.created", structureId, targetId: id })
      return ok({ courseId, deliveryId: id })
    },
  )
}

type EditRefusal = MemberRefusal | "changed-meanwhile" | "incomplete" | "place-incomplete"

/** Edits a delivery; refused when someone has changed it since, or when its published course would lack something. */
export function editDelivery(context: ActorContext, { deliveryId, seen, ...fields }: DeliveryEdition): Promise<Result<Done, EditRefusal>> {
  const structureOf = async (tx: Tx) => (await courseOfDelivery(tx, deliveryId))?.structureId ?? null
  return asMember(
    context,
    "offer.write",
    { action: "delivery.changed", targetId: deliveryId },
    structureOf,
    async (tx, { structureId }): Promise<Result<Done, EditRefusal>> => {
      const course = await courseOfDelivery(tx, deliveryId)
      if (!course) return refuse("not-found")
      await holdById(tx, "course", course.id, "change")
      const before = await tx.delivery.findUniqueOrThrow({ where: { id: deliveryId }, select: known })
      if (before.updatedAt.toISOString() !== seen) return refuse("changed-meanwhile")
      if (!placeIsWhole(fields)) return refuse("place-incomplete")
      // A place that the form still shows keeps what the form has no field for: its commune's code, its coordinates.
      const typed = placesOf(fields)
      const gone = before.places.filter((place) => !typed.some((one) => isSame(place, one))).map(({ id }) => id)
      const added = typed.filter((one) => !before.places.some((place) => isSame(place, one)))
      await tx.trainingPlace.deleteMany({ where: { id: { in: gone } } })
      await tx.delivery.update({
        where: { id: deliveryId },
        data: { ...stored(fields), updatedAt: later(context.now), ...(added.length > 0 ? { places: { create: added } } : {}) },
      })
      if (course.state === "published") {
        const lacks = await lacking(tx, course.id)
        if (lacks) return refuse("incomplete", lacks)
        await toLearn(tx, { offerOf: structureId })
      }
      await record(tx, context, { action: "delivery.changed", structureId, targetId: deliveryId })
      return ok({ courseId: course.id, deliveryId })
    },
  )
}

const known = {
  updatedAt: true,
  places: { orderBy: { id: "asc" }, select: { id: true, name: true, address: true, postcode: true, city: true } },
} as const satisfies Prisma.DeliverySelect

type Place = { name: string; address: string; postcode: string; city: string }

function isSame(one: Place, other: Place) {
  return one.name === other.name && one.address === other.address && one.postcode === other.postcode && one.city === other.city
}

/** The places that the form says: the first in its own fields, the others one a line. */
function placesOf({ placeName, address, postcode, city, otherPlaces }: DeliveryFields): Place[] {
  return [...(address === "" ? [] : [{ name: placeName, address, postcode, city }]), ...otherPlaces]
}

function courseStructure(courseId: string) {
  return async (tx: Tx) => (await tx.course.findUnique({ where: { id: courseId }, select: { structureId: true } }))?.structureId ?? null
}

async function courseOfDelivery(tx: Tx, deliveryId: string) {
  const delivery = await tx.delivery.findUnique({
    where: { id: deliveryId },
    select: { course: { select: { id: true, structureId: true, state: true } } },
  })
  return delivery?.course ?? null
}

/** The course is held: two at once wait. */
async function nextNumero(tx: Tx, courseId: string) {
  const [row] = await tx.$queryRaw<{ next: number }[]>`
    SELECT coalesce(max(substr(numero, 2)::int), 0) + 1 AS next FROM delivery WHERE course_id = ${courseId}::uuid AND numero ~ '^A[0-9]{1,8}$'`
  return `A${row?.next ?? 1}`
}

/** A place has an address, a postcode and a city, or is not said at all. */
function placeIsWhole({ address, postcode, city, placeName }: DeliveryFields) {
  const said = [address, postcode, city]
  return said.every((part) => part !== "") || (placeName === "" && said.every((part) => part === ""))
}

function stored({
  placeName: _name,
  address: _address,
  postcode: _postcode,
  city: _city,
  otherPlaces: _places,
  funder,
  fundedPlaces,
  otherFunders,
  ...fields
}: DeliveryFields) {
  const { hoursCentre, hoursCompany } = fields
  const hoursTotal = hoursCentre === null && hoursCompany === null ? null : (hoursCentre ?? 0) + (hoursCompany ?? 0)
  const funders = [...(funder ? [{ code: funder, places: fundedPlaces }] : []), ...otherFunders.filter(({ code }) => code !== funder)]
  return { ...fields, hoursTotal, funders }
}
