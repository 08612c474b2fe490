/** Who registered for the sessions of the invented programme, in every state, and what became of them on the day. */
import type { Tx } from "@/lib/platform/db/client"
import type { RegistrationStatus } from "@/lib/platform/generated/client"
import { idOf } from "./ids"

const hour = 3_600_000
const day = 24 * hour

export type Colleague = { accountId: string; structureId: string }
/** A session that people register for; `halves`: of how many half-days. */
export type Made = { id: string; eventId: string; startsAt: Date; isPast: boolean; isCancelled: boolean; places: number; halves: number }

/** What happened to someone who came this far, from their request on. */
const ways: Record<RegistrationStatus, RegistrationStatus[]> = {
  requested: ["requested"],
  employer_accepted: ["requested", "employer_accepted"],
  employer_refused: ["requested", "employer_refused"],
  confirmed: ["requested", "employer_accepted", "confirmed"],
  waitlisted: ["requested", "employer_accepted", "waitlisted"],
  offered: ["requested", "employer_accepted", "waitlisted", "offered"],
  not_retained: ["requested", "employer_accepted", "not_retained"],
  attended: ["requested", "employer_accepted", "confirmed", "attended"],
  partly: ["requested", "employer_accepted", "confirmed", "partly"],
  absent: ["requested", "employer_accepted", "confirmed", "absent"],
  withdrawn: ["requested", "employer_accepted", "withdrawn"],
  session_cancelled: ["requested", "employer_accepted", "session_cancelled"],
  lapsed: ["requested", "lapsed"],
}
const sides = {
  requested: "person",
  employer_accepted: "employer",
  employer_refused: "employer",
  confirmed: "provider",
  waitlisted: "provider",
  not_retained: "provider",
  withdrawn: "person",
  attended: "provider",
  partly: "provider",
  absent: "provider",
  offered: "portal",
  session_cancelled: "provider",
  lapsed: "portal",
} as const
const reasons: Partial<Record<RegistrationStatus, string>> = {
  employer_refused: "Trop de collègues absents cette semaine-là : proposez la session suivante.",
  not_retained: "Cette session est pour les personnes qui débutent.",
  session_cancelled: "Intervenante souffrante.",
}

const ahead: RegistrationStatus[] = [
  "requested",
  "confirmed",
  "employer_accepted",
  "confirmed",
  "waitlisted",
  "employer_refused",
  "withdrawn",
  "not_retained",
  "requested",
  "lapsed",
]
const behind: RegistrationStatus[] = ["attended", "attended", "partly", "attended", "absent"]

/** From which session on, in their order, a place is offered to someone. */
const offeredAt = 5

/** Registers these people for these sessions, in every state. */
export async function seedRegistrations(tx: Tx, now: Date, sessions: Made[], people: Colleague[]) {
  const busy = new Set<string>()
  const taken = new Map<string, number>()
  const ranks = new Map<string, number>()
  let serial = 0
  let isOffered = false
  for (const [place, session] of sessions.entries()) {
    const count = Math.min(people.length, session.isPast ? 8 : 6)
    for (let nth = 0; nth < count; nth += 1) {
      // The demonstration's own person first, then the others in turn.
      const isOwn = place % 4 === 1 && nth < 2
      const person = people[isOwn ? (nth * (1 + (place % 3))) % people.length : (place * 5 + nth) % people.length] as Colleague
      const key = `${person.accountId} ${session.eventId}`
      if (busy.has(key)) continue
      busy.add(key)
      serial += 1
      let status = (session.isPast ? behind[serial % behind.length] : ahead[serial % ahead.length]) as RegistrationStatus
      // Their colleagues wait for their employer.
      if (isOwn && nth === 1 && place < 24) status = "requested"
      // Someone is there in part when there are several half-days.
      if (status === "partly" && session.halves < 2) status = "attended"
      if (session.isCancelled) status = "session_cancelled"
      const used = taken.get(session.id) ?? 0
      if (status === "confirmed" && used >= session.places) status = "waitlisted"
      // One place was freed this morning, and is offered to someone.
      if (place >= offeredAt && !session.isPast && !isOffered) status = "offered"
      if (status === "offered") isOffered = true
      if (["confirmed", "offered", ...behind].includes(status)) taken.set(session.id, used + 1)
      const rank = (ranks.get(session.id) ?? 0) + 1
      if (status === "waitlisted") ranks.set(session.id, rank)
      await seedOne(tx, now, { person, session, status, rank, serial })
    }
  }
}

type One = { person: Colleague; session: Made; status: RegistrationStatus; rank: number; serial: number }

async function seedOne(tx: Tx, now: Date, { person, session, status, rank, serial }: One) {
  const begin = session.isPast ? session.startsAt.getTime() - 40 * day : now.getTime() - (4 + (serial % 9)) * day
  const way = ways[status]
  const noted = new Set<RegistrationStatus>(["attended", "partly", "absent"])
  const at = (step: RegistrationStatus, nth: number) =>
    new Date(noted.has(step) ? session.startsAt.getTime() + 8 * hour : begin + nth * 26 * hour + serial * 60_000)
  const id = idOf(`registration ${serial}`)
  const first = at("requested", 0)
  const { accountId, structureId } = person
  await tx.registration.create({
    data: {
      ...{
        id,
        accountId,
        structureId,
        sessionId: session.id,
        eventId: session.eventId,
        status: "requested",
        requestedAt: first,
        stepAt: first,
      },
      needsAdaptation: serial % 11 === 0,
      expectations: serial % 3 === 0 ? "M’exercer sur des cas proches des nôtres." : "",
    },
  })
  for (const [nth, step] of way.entries()) {
    const data = { status: step, stepAt: at(step, nth), reason: reasons[step] ?? null }
    if (nth > 0)
      await tx.registration.update({
        where: { id },
        data: {
          ...data,
          rank: step === "waitlisted" ? rank : null,
          offeredUntil: step === "offered" ? new Date(now.getTime() + 40 * hour) : null,
        },
      })
    await tx.registrationStep.create({
      data: {
        registrationId: id,
        at: data.stepAt,
        status: step,
        side: sides[step],
        reason: data.reason,
        accountId: nth === 0 ? accountId : null,
      },
    })
  }
  if (noted.has(status)) await seedPresences(tx, { registrationId: id, sessionId: session.id, status })
}

/** Half-day by half-day: someone there in part came to the first one. */
async function seedPresences(
  tx: Tx,
  { registrationId, sessionId, status }: { registrationId: string; sessionId: string; status: RegistrationStatus },
) {
  const halves = await tx.halfDay.findMany({ where: { sessionId }, orderBy: { startsAt: "asc" }, select: { id: true, endsAt: true } })
  await tx.presence.createMany({
    data: halves.map(({ id, endsAt }, nth) => ({
      registrationId,
      halfDayId: id,
      state: status === "attended" || (status === "partly" && nth === 0) ? ("present" as const) : ("absent" as const),
      how: "tick" as const,
      at: endsAt,
    })),
  })
  const [last] = halves.slice(-1)
  // Two people out of three say what they thought.
  if (status === "absent" || !last || nthOf(registrationId) % 3 === 0) return
  const score = 3 + (nthOf(registrationId) % 3)
  await tx.satisfaction.create({ data: { registrationId, score, at: new Date(last.endsAt.getTime() + 16 * 24 * hour) } })
}

const nthOf = (id: string) => Number.parseInt(id.slice(-2), 16)
