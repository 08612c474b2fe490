/** ParcoursPro in the invented region: a programme of the year, its sessions past and to come, and registrations in every state. */
import type { Tx } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { dayOf, endOf, instantOf, isWorkingDay } from "@/lib/platform/time/working-days"
import { idOf } from "./ids"
import type { Body } from "./offer"
import { type Colleague, type Made, seedRegistrations } from "./registrations"

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
