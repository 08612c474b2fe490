/** The people pre-registered on the invented offer, in every state and in the order of time. */
import type { Tx } from "@/lib/platform/db/client"
import type { CandidateSituation, PreregistrationReason, PreregistrationStatus } from "@/lib/platform/generated/client"
import { dayOf, instantOf, isWorkingDay } from "@/lib/platform/time/working-days"
import { keysOf } from "@/lib/rafael/candidates/operations"
import { noticeVersion } from "@/lib/rafael/candidates/rules"
import { idOf } from "./ids"
import type { Offered } from "./offer"

const day = 24 * 3_600_000

const firstNames = [
  "Amine",
  "Béatrice",
  "Céline",
  "David",
  "Emma",
  "Fatou",
  "Gilles",
  "Hana",
  "Iris",
  "Jules",
  "Kevin",
  "Lina",
  "Marius",
  "Nour",
  "Oscar",
  "Paola",
]
const lastNames = [
  "Aubert",
  "Bouzid",
  "Clément",
  "Diallo",
  "Etcheto",
  "Favre",
  "Garnier",
  "Hamel",
  "Ibarra",
  "Jacquet",
  "Klein",
  "Laborde",
  "Mercier",
]
const situations: CandidateSituation[] = ["job_seeker", "job_seeker", "employee", "independent", "student", "other"]

type Step = [status: PreregistrationStatus, side: "prescriber" | "training_body" | "candidate" | "portal", reason?: PreregistrationReason]
const sent: Step[] = [
  ["to_validate", "prescriber"],
  ["sent", "prescriber"],
]
/** The ways that pre-registrations have gone: on a session to come, or on one that has begun. */
const coming: Step[][] = [
  [],
  [["to_validate", "prescriber"]],
  sent,
  sent,
  [...sent, ["summoned", "training_body"]],
  [...sent, ["summoned", "training_body"], ["accepted", "training_body"]],
  [...sent, ["accepted", "training_body"]],
  [...sent, ["waitlisted", "training_body"]],
  [...sent, ["summoned", "training_body"], ["not_accepted", "training_body", "prerequisites"]],
  [...sent, ["withdrawn", "candidate", "in_work"]],
  [
    ["to_validate", "prescriber"],
    ["draft", "prescriber", "incomplete"],
  ],
]
const past: Step[][] = [
  [...sent, ["accepted", "training_body"], ["started", "training_body"]],
  [...sent, ["summoned", "training_body"], ["accepted", "training_body"], ["started", "training_body"], ["finished", "training_body"]],
  [...sent, ["accepted", "training_body"], ["not_started", "training_body", "moved"]],
  [...sent, ["accepted", "training_body"], ["started", "training_body"], ["dropped", "training_body", "in_work"]],
  [...sent, ["lapsed", "portal"]],
]

export type Prescriber = { structureId: string; affiliationId: string; accountId: string; validatorId: string }

/** Invents two hundred people, each pre-registered on one of these sessions. */
export async function seedCandidates(tx: Tx, now: Date, offer: Offered[], prescribers: Prescriber[]) {
  const [begun, ahead] = [offer.filter(({ isPast }) => isPast), offer.filter(({ isPast }) => !isPast)]
  const ranks = new Map<string, number>()
  const meetings = new Map<string, string>()
  for (let index = 0; index < 200; index += 1) {
    // Half of them with the demonstration's own prescribers.
    const prescriber = prescribers[index % 2 === 0 ? (index % 4 === 0 ? 0 : 1) : index % prescribers.length] as Prescriber
    const isPast = index % 4 === 3
    const session = (isPast ? begun : ahead)[Math.floor(index / 4) % (isPast ? begun.length : Math.min(ahead.length, 40))] as Offered
    const way = (isPast ? past : coming)[(index * 7 + Math.floor(index / 5)) % (isPast ? past.length : coming.length)] as Step[]
    const latest = isPast ? session.startsOn.getTime() - 10 * day : now.getTime()
    const createdAt = new Date(latest - (2 + way.length * 3 + (index % 30)) * day)
    const candidateId = await seedCandidate(tx, prescriber, index, createdAt)
    const id = idOf(`preregistration ${index}`)
    await tx.preregistration.create({
      data: {
        id,
        candidateId,
        sessionId: session.id,
        ownerId: prescriber.affiliationId,
        project: "Retrouver un métier stable près de chez soi, après deux ans d’emplois courts.",
        createdAt,
        stepAt: createdAt,
        steps: { create: { at: createdAt, status: "draft", side: "prescriber", accountId: prescriber.accountId } },
      },
    })
    for (const [nth, [status, side, reason]] of way.entries()) {
      const isAfterStart = ["started", "finished", "dropped", "not_started", "lapsed"].includes(status)
      const at = isAfterStart ? new Date(session.startsOn.getTime() + (nth + 1) * day) : new Date(createdAt.getTime() + (nth + 1) * 2 * day)
      const accountId = side === "prescriber" ? (status === "sent" ? prescriber.validatorId : prescriber.accountId) : null
      const rank = status === "waitlisted" ? (ranks.get(session.id) ?? 0) + 1 : null
      if (rank) ranks.set(session.id, rank)
      await tx.preregistration.update({
        where: { id },
        data: {
          status,
          stepAt: at,
          rank,
          reason: reason ?? null,
          ...(status === "to_validate" ? { submittedAt: at } : {}),
          ...(status === "summoned" ? await summoned(tx, meetings, session, { at, now, isLast: nth === way.length - 1 }) : {}),
          ...(status === "sent" ? { sentAt: at, sentById: prescriber.validatorId } : {}),
        },
      })
      await tx.preregistrationStep.create({ data: { preregistrationId: id, at, status, side, accountId, reason: reason ?? null } })
    }
  }
}

/** The meeting to which someone was summoned: to come for those who wait for it; otherwise they came the day after. */
async function summoned(
  tx: Tx,
  meetings: Map<string, string>,
  session: Offered,
  { at, now, isLast }: { at: Date; now: Date; isLast: boolean },
) {
  let date = new Date((isLast ? now.getTime() + 4 * day : at.getTime()) + day)
  while (!isWorkingDay(dayOf(date))) date = new Date(date.getTime() + day)
  const key = `${session.id} ${isLast ? "" : dayOf(date)}`
  const meetingId = meetings.get(key) ?? idOf(`meeting ${key}`)
  if (!meetings.has(key))
    await tx.meeting.create({
      data: {
        id: meetingId,
        sessionId: session.id,
        kind: meetings.size % 3 === 1 ? "interview" : "information",
        startsAt: instantOf(dayOf(date), "09:30"),
        endsAt: instantOf(dayOf(date), "11:00"),
        place: "Dans nos locaux, salle d’accueil",
        seats: 12,
        createdAt: at,
      },
    })
  meetings.set(key, meetingId)
  return { meetingId, attended: isLast ? null : true }
}

async function seedCandidate(tx: Tx, { structureId }: Prescriber, index: number, createdAt: Date) {
  const firstName = firstNames[index % firstNames.length] as string
  const lastName = lastNames[Math.floor(index / firstNames.length) % lastNames.length] as string
  const birthDate = `${1970 + (index % 35)}-${String((index % 12) + 1).padStart(2, "0")}-${String((index % 27) + 1).padStart(2, "0")}`
  const { id } = await tx.candidate.create({
    data: {
      structureId,
      firstName,
      lastName,
      birthDate: new Date(`${birthDate}T00:00:00Z`),
      email: index % 5 === 4 ? null : `candidat${index}@demo.example`,
      phone: "+33612345678",
      postcode: "33000",
      city: "Bordeaux",
      situation: situations[index % situations.length] as CandidateSituation,
      level: 3,
      needsAdaptation: index % 13 === 5,
      noticeVersion,
      noticeAt: createdAt,
      ...keysOf({ firstName, lastName, birthDate, identifier: "" }),
      createdAt,
      updatedAt: createdAt,
    },
    select: { id: true },
  })
  return id
}
