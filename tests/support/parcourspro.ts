/** Starting data for the tests of ParcoursPro: a provider with a session, a structure with its Employeur and the people who register. */
import { db } from "@/lib/platform/db/client"
import type { Prisma, RegistrationStatus } from "@/lib/platform/generated/client"
import { anAccount, anActiveAffiliation, aStructure, contextOf, now } from "./factories"

const hour = 3_600_000
const day = 24 * hour
let serial = 0

/** Nine o'clock in Paris, so many days after the tests' now. */
export const atNine = (days: number) => new Date(Date.UTC(2026, 10, 24, 8) + days * day)

export type Person = { accountId: string; affiliationId: string; email: string }

export async function aPersonOf(structureId: string, more: Prisma.AffiliationUncheckedCreateInput | object = {}): Promise<Person> {
  const account = await anAccount()
  const affiliation = await anActiveAffiliation(account.id, structureId, more)
  return { accountId: account.id, affiliationId: affiliation.id, email: account.email }
}

/** A training body that gives actions, with two Prestataires. */
export async function aProvider() {
  const structure = await aStructure({ types: ["formateur"], raisonSociale: "Institut du Programme" })
  return {
    structure,
    provider: await aPersonOf(structure.id, { isPrestataire: true }),
    colleague: await aPersonOf(structure.id, { isPrestataire: true, isReferent: true }),
  }
}

/** A structure with a référent, an Employeur and someone who registers. */
export async function anEmployer() {
  const structure = await aStructure({ types: ["prescripteur"], raisonSociale: "Mission Employeuse" })
  return {
    structure,
    referent: await aPersonOf(structure.id, { isReferent: true }),
    employer: await aPersonOf(structure.id, { isEmployeur: true }),
    person: await aPersonOf(structure.id),
  }
}

type EventMore = Partial<Prisma.EventUncheckedCreateInput>
type SessionMore = Partial<Prisma.EventSessionUncheckedCreateInput> & { halfDays?: { startsAt: Date; endsAt: Date }[]; startsIn?: number }

/** The theme of all the actions of the tests. Several of them, in several processes, may want it first: `upsert` would make one fail. */
async function theTheme() {
  const name = "Accompagnement"
  await db.theme.createMany({ data: { name }, skipDuplicates: true })
  return db.theme.findUniqueOrThrow({ where: { name } })
}

/** A year of the programme with these rules, whoever else wrote it before, or writes it meanwhile. */
export async function aYear(year: number, more: Partial<Prisma.CampaignUncheckedCreateInput> = {}) {
  const rules = { opensOn: new Date(`${year}-01-01`), charterVersion: `${year}-1`, updatedAt: new Date(), ...more }
  await db.campaign.createMany({ data: { year, ...rules }, skipDuplicates: true })
  return db.campaign.update({ where: { year }, data: rules })
}

/** An action that the employer answers for first. */
export async function anEvent(providerId: string, more: EventMore = {}) {
  serial += 1
  const theme = await theTheme()
  return db.event.create({
    data: {
      providerId,
      themeId: theme.id,
      title: `Accueillir les publics ${serial}`,
      kind: "formation",
      objectives: "Accueillir chacun.",
      duration: 420,
      needsEmployer: true,
      createdAt: now,
      updatedAt: now,
      ...more,
    },
  })
}

/** A session of an action, open, a month ahead: a morning and an afternoon. */
export async function anEventSession(eventId: string, { halfDays, startsIn = 30, ...more }: SessionMore = {}) {
  const start = atNine(startsIn)
  const session = await db.eventSession.create({
    data: {
      eventId,
      places: 12,
      minimum: 4,
      place: "Salle 1",
      postcode: "33000",
      city: "Bordeaux",
      closesAt: new Date(start.getTime() - 3 * day),
      createdAt: now,
      updatedAt: now,
    },
  })
  const usual = [
    { startsAt: start, endsAt: new Date(start.getTime() + 3 * hour) },
    { startsAt: new Date(start.getTime() + 5 * hour), endsAt: new Date(start.getTime() + 8 * hour) },
  ]
  for (const half of halfDays ?? usual) await db.halfDay.create({ data: { ...half, sessionId: session.id } })
  return db.eventSession.update({ where: { id: session.id }, data: { status: "open", ...more } })
}

/** A provider, an employer, an action and its session. */
export async function aProgramme({ event = {}, session = {} }: { event?: EventMore; session?: SessionMore } = {}) {
  const [giver, coming] = [await aProvider(), await anEmployer()]
  const made = await anEvent(giver.structure.id, event)
  return { giver, coming, event: made, session: await anEventSession(made.id, session) }
}

/** The shortest way to each state. */
const ways: Record<RegistrationStatus, RegistrationStatus[]> = {
  requested: [],
  employer_accepted: ["employer_accepted"],
  employer_refused: ["employer_refused"],
  confirmed: ["employer_accepted", "confirmed"],
  waitlisted: ["employer_accepted", "waitlisted"],
  offered: ["employer_accepted", "waitlisted", "offered"],
  not_retained: ["employer_accepted", "not_retained"],
  attended: ["employer_accepted", "confirmed", "attended"],
  partly: ["employer_accepted", "confirmed", "partly"],
  absent: ["employer_accepted", "confirmed", "absent"],
  withdrawn: ["withdrawn"],
  session_cancelled: ["session_cancelled"],
  lapsed: ["lapsed"],
}

type Prepared = {
  accountId: string
  structureId: string
  sessionId: string
  status?: RegistrationStatus
  requestedAt?: Date
  needsAdaptation?: boolean
}

/** A registration that has gone the shortest way to this state. */
export async function aRegistration({ accountId, structureId, sessionId, status = "requested", requestedAt = now, ...more }: Prepared) {
  const { eventId } = await db.eventSession.findUniqueOrThrow({ where: { id: sessionId } })
  const one = await db.registration.create({
    data: { accountId, structureId, sessionId, eventId, status: "requested", requestedAt, stepAt: requestedAt, ...more },
  })
  await db.registrationStep.create({ data: { registrationId: one.id, at: requestedAt, status: "requested", side: "person", accountId } })
  for (const step of ways[status]) {
    await db.registrationStep.create({ data: { registrationId: one.id, at: requestedAt, status: step, side: "portal" } })
    await db.registration.update({
      where: { id: one.id },
      data: {
        status: step,
        rank: step === "waitlisted" ? await nextRank(sessionId) : null,
        offeredUntil: step === "offered" ? new Date(now.getTime() + 48 * hour) : null,
        reason: step === "employer_refused" || step === "not_retained" ? "Une raison." : null,
      },
    })
  }
  return db.registration.findUniqueOrThrow({ where: { id: one.id } })
}

/** Someone came to a session, to its first half-days: to all of them unless said otherwise. */
export async function aFollower({ halfDays = 99, ...of }: Omit<Prepared, "status"> & { halfDays?: number }) {
  const halves = await db.halfDay.findMany({ where: { sessionId: of.sessionId }, orderBy: { startsAt: "asc" } })
  const one = await aRegistration({ ...of, status: halfDays >= halves.length ? "attended" : halfDays > 0 ? "partly" : "absent" })
  await db.presence.createMany({
    data: halves.map(({ id }, nth) => ({
      registrationId: one.id,
      halfDayId: id,
      state: nth < halfDays ? ("present" as const) : ("absent" as const),
      how: "tick" as const,
      at: now,
    })),
  })
  return one
}

async function nextRank(sessionId: string) {
  const { _max } = await db.registration.aggregate({ where: { sessionId }, _max: { rank: true } })
  return (_max.rank ?? 0) + 1
}

export const contextFor = ({ accountId }: { accountId: string }) => contextOf(accountId)
export const stateOf = async (id: string) => (await db.registration.findUniqueOrThrow({ where: { id } })).status

/** What is typed to register. */
export const asked = (structureId: string, sessionId: string) => ({ structureId, sessionId, expectations: "", needsAdaptation: false })

/** Who was written to, of one kind of message. */
export async function toldOf(template: string): Promise<({ to: string } & Record<string, unknown>)[]> {
  const rows = await db.message.findMany({ where: { template }, orderBy: { createdAt: "asc" }, select: { toEmail: true, data: true } })
  return rows.map(({ toEmail, data }) => ({ to: toEmail, ...(data as Record<string, unknown>) }))
}

/** What is typed of an action. */
export async function aTypedEvent(providerSiret: string) {
  const { id } = await theTheme()
  serial += 1
  return {
    title: `Écouter et orienter ${serial}`,
    themeId: id,
    kind: "formation" as const,
    providerSiret,
    objectives: "Écouter.",
    audience: "",
    prerequisites: "",
    programme: "",
    methods: "",
    evaluation: "",
    nature: "formation" as const,
    duration: 420,
    adherentsOnly: false,
    needsEmployer: true,
    price: 0,
  }
}

/** What is typed of a session, two months ahead. */
export function aTypedSession(more: object = {}) {
  const start = atNine(60)
  return {
    halfDays: [{ startsAt: start, endsAt: new Date(start.getTime() + 3 * hour) }],
    isRemote: false,
    place: "Salle 2",
    postcode: "33000",
    city: "Bordeaux",
    trainers: [{ name: "Ada Lovelace", quality: "ingénieure pédagogique" }],
    places: 10,
    minimum: 3,
    opensOn: null,
    closesOn: "2027-01-15",
    contactName: "",
    contactEmail: "",
    contactPhone: "",
    adaptationContact: "",
    internalRules: "",
    ...more,
  }
}
