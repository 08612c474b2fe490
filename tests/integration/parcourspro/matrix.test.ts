/** Who may do what in ParcoursPro: the table of docs/parcourspro.md, written a second time, going around the screens. */
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { keepCampaignFile, removeCampaignFile } from "@/lib/parcourspro/campaign-files/operations"
import { saveCampaign } from "@/lib/parcourspro/campaigns/operations"
import { issueDocument } from "@/lib/parcourspro/documents/operations"
import { answerRequests, setEmployerPace } from "@/lib/parcourspro/employers/operations"
import {
  cancelEventSession,
  createEventSession,
  editEventSession,
  setEventSessionOpening,
} from "@/lib/parcourspro/event-sessions/operations"
import { archiveEvent, createEvent, editEvent } from "@/lib/parcourspro/events/operations"
import { recordPresences } from "@/lib/parcourspro/presences/operations"
import { answerRegistrations } from "@/lib/parcourspro/providers/operations"
import { register, registerOnBehalf, remind, takeOffer, withdraw, withdrawOnBehalf } from "@/lib/parcourspro/registrations/operations"
import { judge } from "@/lib/parcourspro/satisfactions/operations"
import { addTheme, archiveTheme } from "@/lib/parcourspro/themes/operations"
import { db } from "@/lib/platform/db/client"
import type { RegistrationStatus } from "@/lib/platform/generated/client"
import type { Result } from "@/lib/platform/result"
import { aManager, contextOf, now } from "@/tests/support/factories"
import {
  anEmployer,
  anEvent,
  anEventSession,
  aPersonOf,
  aProgramme,
  aProvider,
  aRegistration,
  asked,
  aTypedEvent,
  aTypedSession,
  atNine,
  aYear,
  contextFor,
} from "@/tests/support/parcourspro"

const people = [
  "person",
  "Employeur",
  "référent",
  "Prestataire",
  "member of the provider",
  "Employeur elsewhere",
  "Prestataire elsewhere",
  "manager",
] as const
type Who = (typeof people)[number]

async function aWorld() {
  const { giver, coming } = await aProgramme()
  const [elsewhere, otherGiver] = [await anEmployer(), await aProvider()]
  const contexts: Record<Who, ActorContext> = {
    person: await contextFor(coming.person),
    Employeur: await contextFor(coming.employer),
    référent: await contextFor(coming.referent),
    Prestataire: await contextFor(giver.provider),
    "member of the provider": await contextFor(await aPersonOf(giver.structure.id)),
    "Employeur elsewhere": await contextFor(elsewhere.employer),
    "Prestataire elsewhere": await contextFor(otherGiver.provider),
    manager: await contextOf((await aManager()).id),
  }
  return { giver, coming, contexts }
}
type World = Awaited<ReturnType<typeof aWorld>>
let world: World
beforeEach(async () => {
  world = await aWorld()
})

/** An action of its own for each try, and the registration of the person on it. */
async function fresh({ giver, coming }: World, status?: RegistrationStatus) {
  const event = await anEvent(giver.structure.id)
  const session = await anEventSession(event.id)
  const of = { accountId: coming.person.accountId, structureId: coming.structure.id, sessionId: session.id }
  // Asked long enough ago for the person to ask again.
  const requestedAt = new Date(now.getTime() - 6 * 24 * 3_600_000)
  const one = status ? await aRegistration({ ...of, status, requestedAt }) : null
  return { event, session, id: one?.id ?? "", ids: [one?.id ?? ""] }
}

type Gesture = (at: World) => Promise<(context: ActorContext) => Promise<Result<unknown, string>>>
const reason = "Une bonne raison."

/** Each gesture, and who may make it, in the order of `people`. Y: done. -: "not found", a row more in the journal, nothing else. */
const table: Record<string, [gesture: Gesture, outcome: string]> = {
  register: [
    async (at) => {
      const { session } = await fresh(at)
      return (context) => register(context, asked(at.coming.structure.id, session.id))
    },
    // Everyone attached to the structure registers for themselves.
    "Y Y Y - - - - -",
  ],
  withdraw: [
    async (at) => {
      const { id } = await fresh(at, "confirmed")
      return (context) => withdraw(context, { registrationId: id, reason: "" })
    },
    "Y - - - - - - -",
  ],
  "take an offered place": [
    async (at) => {
      const { id } = await fresh(at, "offered")
      return (context) => takeOffer(context, { registrationId: id })
    },
    "Y - - - - - - -",
  ],
  "ask again": [
    async (at) => {
      const { id } = await fresh(at, "requested")
      return (context) => remind(context, { registrationId: id })
    },
    "Y - - - - - - -",
  ],
  "say what one thought": [
    async (at) => {
      const { session, id } = await fresh(at, "attended")
      const { id: over } = await db.halfDay.create({ data: { sessionId: session.id, startsAt: atNine(-2), endsAt: atNine(-1.9) } })
      await db.halfDay.deleteMany({ where: { sessionId: session.id, id: { not: over } } })
      return (context) => judge(context, { registrationId: id, score: "4" })
    },
    "Y - - - - - - -",
  ],
  "take someone off a session": [
    async (at) => {
      const { session } = await fresh(at, "confirmed")
      return (context) => withdrawOnBehalf(context, { sessionId: session.id, email: at.coming.person.email, reason })
    },
    "- - - - - - - Y",
  ],
  "register someone": [
    async (at) => {
      const { session } = await fresh(at)
      const typed = {
        email: at.coming.person.email,
        siret: at.coming.structure.siret,
        sessionId: session.id,
        needsAdaptation: false,
        reason,
      }
      return (context) => registerOnBehalf(context, typed)
    },
    "- - - - - - - Y",
  ],
  ...Object.fromEntries(
    (
      [
        ["accept", "requested"],
        ["refuse", "requested"],
        ["withdrawConsent", "confirmed"],
      ] as const
    ).map(([arrow, status]) => [
      `${arrow} for the employer`,
      [
        async (at: World) => {
          const { ids } = await fresh(at, status)
          return (context: ActorContext) => answerRequests(context, { registrationIds: ids, arrow, reason })
        },
        "- Y - - - - - Y",
      ],
    ]),
  ),
  "choose one's pace": [
    async (at) => (context) => setEmployerPace(context, { structureId: at.coming.structure.id, pace: "daily" }),
    "- Y - - - - - -",
  ],
  ...Object.fromEntries(
    (["confirm", "waitlist", "decline"] as const).map((arrow) => [
      `${arrow} for the provider`,
      [
        async (at: World) => {
          const { ids, session } = await fresh(at, "employer_accepted")
          return (context: ActorContext) => answerRegistrations(context, { registrationIds: ids, arrow, reason, sessionId: session.id })
        },
        "- - - Y - - - Y",
      ],
    ]),
  ),
  "write an action": [
    async (at) => {
      const typed = await aTypedEvent(at.giver.structure.siret)
      return (context) => createEvent(context, typed)
    },
    "- - - - - - - Y",
  ],
  "change an action": [
    async (at) => {
      const { event } = await fresh(at)
      const typed = await aTypedEvent(at.giver.structure.siret)
      return (context) => editEvent(context, { ...typed, eventId: event.id, seen: event.updatedAt.toISOString() })
    },
    "- - - - - - - Y",
  ],
  "archive an action": [
    async (at) => {
      const { event } = await fresh(at)
      return (context) => archiveEvent(context, { eventId: event.id })
    },
    "- - - - - - - Y",
  ],
  "add a session": [
    async (at) => {
      const { event } = await fresh(at)
      return (context) => createEventSession(context, { ...aTypedSession(), eventId: event.id })
    },
    "- - - - - - - Y",
  ],
  "change a session": [
    async (at) => {
      const { session } = await fresh(at)
      return (context) => editEventSession(context, { ...aTypedSession(), sessionId: session.id, seen: session.updatedAt.toISOString() })
    },
    "- - - Y - - - Y",
  ],
  "close registration": [
    async (at) => {
      const { session } = await fresh(at)
      return (context) => setEventSessionOpening(context, { sessionId: session.id, to: "closed" })
    },
    "- - - Y - - - Y",
  ],
  "cancel a session": [
    async (at) => {
      const { session } = await fresh(at, "confirmed")
      return (context) => cancelEventSession(context, { sessionId: session.id, reason, concerned: 1 })
    },
    "- - - Y - - - Y",
  ],
  "note who came": [
    async (at) => {
      const { session, id } = await fresh(at, "confirmed")
      const half = await db.halfDay.findFirstOrThrow({ where: { sessionId: session.id }, orderBy: { startsAt: "asc" } })
      const sheet = {
        sessionId: session.id,
        halfDayId: half.id,
        how: "tick" as const,
        noted: [{ registrationId: id, state: "present" as const }],
      }
      return (context) => recordPresences({ ...context, now: half.startsAt }, sheet)
    },
    "- - - Y - - - Y",
  ],
  "issue a document": [
    async (at) => {
      const { session, id } = await fresh(at, "confirmed")
      return (context) => issueDocument(context, { sessionId: session.id, kind: "summons", about: id })
    },
    "- - - Y - - - Y",
  ],
  "add a theme": [async () => (context) => addTheme(context, { name: "Numérique" }), "- - - - - - - Y"],
  "put a theme away": [
    async () => {
      const { id } = await db.theme.upsert({ where: { name: "À ranger" }, create: { name: "À ranger" }, update: { archivedAt: null } })
      return (context) => archiveTheme(context, { themeId: id })
    },
    "- - - - - - - Y",
  ],
  "put a paper of the adhesion on line": [
    async () => {
      await aYear(2026)
      const bytes = new Uint8Array(Buffer.from("%PDF-1.7\n%%EOF\n"))
      return (context) => keepCampaignFile(context, { year: 2026, kind: "charter", fileName: "charte.pdf", bytes })
    },
    "- - - - - - - Y",
  ],
  "take a paper of the adhesion away": [
    async () => {
      await aYear(2026)
      const file = { fileName: "flyer.pdf", mediaType: "application/pdf", content: Buffer.from("%PDF-1.7"), uploadedAt: now }
      await db.campaignFile.upsert({
        where: { year_kind: { year: 2026, kind: "flyer" } },
        create: { year: 2026, kind: "flyer", ...file },
        update: {},
      })
      return (context) => removeCampaignFile(context, { year: 2026, kind: "flyer" })
    },
    "- - - - - - - Y",
  ],
  "write the rules of a year": [
    async () => (context) =>
      saveCampaign(context, {
        year: 2027,
        opensOn: "2026-12-01",
        charterVersion: "2027-1",
        fees: [{ label: "Cotisation", amount: 15_000 }],
        tellsAll: true,
        mostActions: 5,
        mostFormations: 3,
        mostOfStructure: 2,
        waves: [],
      }),
    "- - - - - - - Y",
  ],
}

/** What the business tables hold: the journal apart. */
async function picture() {
  const [events, sessions, registrations, themes, campaigns, messages] = await Promise.all([
    db.event.findMany({ orderBy: { id: "asc" } }),
    db.eventSession.findMany({ orderBy: { id: "asc" } }),
    db.registration.findMany({ orderBy: { id: "asc" } }),
    db.theme.findMany({ orderBy: { id: "asc" } }),
    db.campaign.findMany(),
    db.message.count(),
  ])
  return { events, sessions, registrations, themes, campaigns, messages }
}

/** The rows of attempts, those counted again included. */
async function attempts() {
  const again = await db.repeatedAttempt.aggregate({ _sum: { count: true }, _count: true })
  return (await db.journal.count({ where: { outcome: "refused" } })) + (again._sum.count ?? 0) - again._count
}

describe("32: who may do what with the programme", () => {
  it("has a cell for each gesture and each kind of person", () => {
    expect(Object.values(table).every(([, outcome]) => outcome.split(" ").length === people.length)).toBe(true)
  })

  it.each(Object.entries(table))("%s", async (_name, [gesture, outcome]) => {
    const cells = people.map((who, column) => [world.contexts[who], who, outcome.split(" ")[column]] as const)
    const refused = await gesture(world)
    const before = await picture()
    for (const [context, who] of cells.filter(([, , said]) => said === "-")) {
      const rows = await attempts()
      expect(await refused(context), who).toMatchObject({ ok: false, why: "not-found" })
      expect(await attempts(), who).toBe(rows + 1)
    }
    // Whoever has taken control of one of those who may, sees and does nothing.
    for (const [context, who] of cells.filter(([, , said]) => said === "Y")) {
      const { accountId, sessionId, firstName, lastName } = context.actor
      const control = { accountId, sessionId, firstName, lastName, expiresAt: context.now }
      expect(await refused({ ...context, actor: { ...context.actor, control } }), `${who}, under control`).toMatchObject({ ok: false })
    }
    expect(await picture(), "those who may not changed nothing").toEqual(before)
    for (const [context, who] of cells.filter(([, , said]) => said === "Y"))
      expect(await (await gesture(world))(context), who).toMatchObject({ ok: true })
  })
})
