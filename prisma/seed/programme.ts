/** ParcoursPro in the invented region: a programme of the year, its sessions past and to come, and registrations in every state. */
import type { Tx } from "@/lib/platform/db/client"
import type { Prisma, RegistrationStatus } from "@/lib/platform/generated/client"
import { dayOf, endOf, instantOf, isWorkingDay } from "@/lib/platform/time/working-days"
import { idOf } from "./ids"
import type { Body } from "./offer"

const hour = 3_600_000
const day = 24 * hour

const themes = [
  "Accueil et orientation",
  "Accompagnement des publics",
  "Ingénierie de formation",
  "Numérique et pédagogie",
  "Handicap et inclusion",
]

type Sheet = [title: string, kind: "formation" | "parcours" | "lab" | "webatelier" | "rencontre", minutes: number]
const sheets: Sheet[] = [
  ["Conduire un entretien d’orientation", "formation", 840],
  ["Accueillir les personnes en situation de handicap", "formation", 420],
  ["Écrire des objectifs pédagogiques évaluables", "formation", 420],
  ["Repérer et prévenir les ruptures de parcours", "formation", 840],
  ["Référent handicap : prendre ses fonctions", "parcours", 1260],
  ["Animer à distance", "parcours", 840],
  ["Fabriquer une capsule vidéo", "lab", 180],
  ["Essayer les outils d’évaluation en ligne", "lab", 180],
  ["Droits des personnes et données de parcours", "webatelier", 90],
  ["Comprendre la qualité en trois questions", "webatelier", 90],
  ["Rencontre des conseillers de Nouvelle-Aquitaine", "rencontre", 360],
  ["Rencontre des acteurs de l’alternance", "rencontre", 360],
]

export type Colleague = { accountId: string; structureId: string }

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

type Made = { id: string; eventId: string; startsAt: Date; isPast: boolean; isCancelled: boolean; places: number; halves: number }

/** Invents the programme of these providers, for these people. The first of them has something in each of the states of a day. */
export async function seedProgramme(tx: Tx, now: Date, providers: Body[], people: Colleague[]): Promise<void> {
  await tx.theme.createMany({ data: themes.map((name) => ({ id: idOf(`theme ${name}`), name })) })
  await seedYears(tx, now, people)
  const sessions = await seedSessions(tx, now, providers)
  await seedRegistrations(tx, now, sessions, people)
}

/** The first day from an instant on when people work. */
function workingDay(from: number): string {
  const on = dayOf(new Date(from))
  return isWorkingDay(on) ? on : workingDay(from + day)
}

async function seedYears(tx: Tx, now: Date, people: Colleague[]) {
  const year = Number(dayOf(now).slice(0, 4))
  const waves = [
    { opensOn: `${year}-12-01`, who: "adherents", fewer: 0 },
    { opensOn: `${year}-12-08`, who: "all", fewer: 0 },
  ]
  const fees = [
    { label: "Moins de 10 salariés", amount: 5_000 },
    { label: "De 10 à 49 salariés", amount: 15_000 },
    { label: "50 salariés et plus", amount: 30_000 },
  ]
  await tx.campaign.createMany({
    data: [
      { year, opensOn: new Date(`${year - 1}-12-01`), charterVersion: `${year}-1`, fees, updatedAt: now },
      { year: year + 1, opensOn: new Date(`${year}-12-01`), charterVersion: `${year + 1}-1`, fees, tellsAll: false, waves, updatedAt: now },
    ],
  })
  const structures = [...new Set(people.map(({ structureId }) => structureId))]
  const asked = {
    charterVersion: `${year}-1`,
    feeLabel: "De 10 à 49 salariés",
    amount: 15_000,
    askedAt: new Date(now.getTime() - 200 * day),
  }
  await tx.membership.createMany({
    data: structures.slice(0, 12).map((structureId, index) => ({
      structureId,
      year,
      ...asked,
      ...(index % 5 === 3
        ? {
            status: "refused" as const,
            decidedAt: new Date(now.getTime() - 190 * day),
            reason: "La structure n’intervient pas dans la région.",
          }
        : { status: "accepted" as const, decidedAt: new Date(now.getTime() - 190 * day) }),
    })),
  })
}

async function seedSessions(tx: Tx, now: Date, providers: Body[]): Promise<Made[]> {
  const events: Prisma.EventCreateManyInput[] = []
  const sessions: (Prisma.EventSessionCreateManyInput & { id: string })[] = []
  const halves: Prisma.HalfDayCreateManyInput[] = []
  const made: Made[] = []
  for (const [index, [title, kind, duration]] of sheets.entries()) {
    // The demonstration's own provider gives half of it.
    const provider = providers[index % 2 === 0 ? 0 : index % providers.length] as Body
    const eventId = idOf(`event ${index}`)
    const createdAt = new Date(now.getTime() - (300 - index) * day)
    const needsEmployer = kind === "formation" || kind === "parcours"
    events.push({
      id: eventId,
      providerId: provider.id,
      themeId: idOf(`theme ${themes[index % themes.length]}`),
      title,
      kind,
      objectives: "Comprendre les enjeux, s’exercer sur des situations réelles, repartir avec des outils.",
      audience: "Personnes qui accueillent, accompagnent ou forment.",
      prerequisites: "Aucun.",
      programme: "Apports, mises en situation, échanges entre pairs, plan d’action.",
      methods: "Groupe de douze personnes au plus, supports remis.",
      evaluation: "Questionnaire au début et à la fin, mise en situation.",
      duration,
      adherentsOnly: index % 4 === 0,
      needsEmployer,
      createdAt,
      updatedAt: createdAt,
    })
    // A week apart, so that weekends and holidays never change their order.
    for (let nth = 0; nth < 4; nth += 1) {
      const id = idOf(`event session ${index} ${nth}`)
      const begins = workingDay(now.getTime() + (nth === 0 ? -30 - 7 * index : 14 + 84 * (nth - 1) + 7 * index) * day)
      const isRemote = kind === "webatelier"
      const isPast = nth === 0
      const isCancelled = index === 7 && nth === 2
      const places = nth === 1 && index % 3 === 0 ? 3 : 12
      const startsAt = instantOf(begins, "09:00")
      sessions.push({
        id,
        eventId,
        status: isCancelled ? "cancelled" : "draft",
        isRemote,
        place: isRemote ? "https://visio.demo.example/salle" : (provider.address ?? "1 place du Marché"),
        postcode: isRemote ? null : (provider.postcode ?? "33000"),
        city: isRemote ? null : (provider.city ?? "Bordeaux"),
        trainers: [{ name: "Ada Lefort", quality: "consultante, dix ans d’accompagnement" }],
        places,
        minimum: 2,
        closesAt: endOf(dayOf(new Date(startsAt.getTime() - 5 * day))),
        contactName: "Service programme",
        contactEmail: "programme@demo.example",
        adaptationContact: "Référent handicap, 05 56 00 00 00",
        cancelledFor: isCancelled ? "Intervenante souffrante." : null,
        createdAt,
        updatedAt: createdAt,
      })
      const days = duration > 420 ? Math.ceil(duration / 420) : 1
      for (let which = 0; which < days; which += 1) {
        const on = workingDay(startsAt.getTime() + which * 7 * day)
        halves.push({ sessionId: id, startsAt: instantOf(on, "09:00"), endsAt: instantOf(on, duration < 180 ? "10:30" : "12:30") })
        if (duration >= 360) halves.push({ sessionId: id, startsAt: instantOf(on, "13:30"), endsAt: instantOf(on, "17:00") })
      }
      made.push({ id, eventId, startsAt, isPast, isCancelled, places, halves: 0 })
    }
  }
  const halvesOf = (id: string) => halves.filter(({ sessionId }) => sessionId === id).length
  await tx.event.createMany({ data: events })
  await tx.eventSession.createMany({ data: sessions })
  await tx.halfDay.createMany({ data: halves })
  const of = (which: (session: Made) => boolean) => ({ where: { id: { in: made.filter(which).map(({ id }) => id) } } })
  await tx.eventSession.updateMany({ ...of(({ isPast, isCancelled }) => !isPast && !isCancelled), data: { status: "open" } })
  await tx.eventSession.updateMany({ ...of(({ isPast }) => isPast), data: { status: "held" } })
  // The last dates of the programme are still being prepared.
  await tx.eventSession.updateMany({ where: { id: idOf("event session 11 3") }, data: { status: "draft" } })
  return made.filter(({ id }) => id !== idOf("event session 11 3")).map((session) => ({ ...session, halves: halvesOf(session.id) }))
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

async function seedRegistrations(tx: Tx, now: Date, sessions: Made[], people: Colleague[]) {
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
