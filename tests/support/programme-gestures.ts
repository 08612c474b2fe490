/** What people do with the programme, for tests that disturb it: each gesture makes its own starting data. */
import { keepCampaignFile, removeCampaignFile } from "@/lib/parcourspro/campaign-files/operations"
import { saveCampaign } from "@/lib/parcourspro/campaigns/operations"
import { issueDocument, issueMissing } from "@/lib/parcourspro/documents/operations"
import { answerRequests, setEmployerPace } from "@/lib/parcourspro/employers/operations"
import {
  cancelEventSession,
  createEventSession,
  editEventSession,
  setEventSessionOpening,
} from "@/lib/parcourspro/event-sessions/operations"
import { archiveEvent, createEvent, editEvent } from "@/lib/parcourspro/events/operations"
import { followRegistrations } from "@/lib/parcourspro/follow-up/operations"
import { acceptMembership, askMembership, refuseMembership } from "@/lib/parcourspro/memberships/operations"
import { recordOwnPresence, recordPresences } from "@/lib/parcourspro/presences/operations"
import { presenceCode } from "@/lib/parcourspro/presences/queries"
import { answerRegistrations } from "@/lib/parcourspro/providers/operations"
import { register, registerOnBehalf, remind, takeOffer, withdraw, withdrawOnBehalf } from "@/lib/parcourspro/registrations/operations"
import { judge } from "@/lib/parcourspro/satisfactions/operations"
import { addTheme, archiveTheme } from "@/lib/parcourspro/themes/operations"
import { db } from "@/lib/platform/db/client"
import type { RegistrationStatus } from "@/lib/platform/generated/client"
import { aManagerContext, now, visitor } from "./factories"
import { aFollower, aPersonOf, aProgramme, aRegistration, asked, aTypedEvent, aTypedSession, aYear, contextFor } from "./parcourspro"

const reason = "Une bonne raison."

/** A programme, and the person's registration in this state, asked a week ago; someone else waits for a place. */
async function one(status: RegistrationStatus) {
  const world = await aProgramme({ session: { places: 2, minimum: 1 } })
  const of = { structureId: world.coming.structure.id, sessionId: world.session.id }
  const requestedAt = new Date(now.getTime() - 7 * 24 * 3_600_000)
  const { id } = await aRegistration({ ...of, accountId: world.coming.person.accountId, status, requestedAt })
  const other = await aPersonOf(world.coming.structure.id)
  await aRegistration({ ...of, accountId: other.accountId, status: "waitlisted" })
  return {
    ...world,
    id,
    person: await contextFor(world.coming.person),
    employer: await contextFor(world.coming.employer),
    provider: await contextFor(world.giver.provider),
  }
}

const employerSays = (arrow: "accept" | "refuse" | "withdrawConsent", status: RegistrationStatus) => async () => {
  const { id, employer } = await one(status)
  return () => answerRequests(employer, { registrationIds: [id], arrow, reason })
}
const providerSays = (arrow: "confirm" | "waitlist" | "decline") => async () => {
  const { id, provider, session } = await one("employer_accepted")
  return () => answerRegistrations(provider, { registrationIds: [id], arrow, reason, sessionId: session.id })
}

/** A structure, its référent, and the campaign of a year that is open. */
async function aCampaign() {
  const { coming } = await aProgramme()
  await aYear(2026, { fees: [{ label: "Cotisation", amount: 15_000 }] })
  return { structureId: coming.structure.id, referent: await contextFor(coming.referent) }
}

async function anAskedMembership() {
  const { structureId } = await aCampaign()
  await db.membership.create({ data: { structureId, year: 2026, charterVersion: "2026-1", askedAt: now } })
  return { structureId, manager: await aManagerContext() }
}

export const programmeGestures: Record<string, () => Promise<() => Promise<unknown>>> = {
  "registering for a session": async () => {
    const { coming, session } = await aProgramme()
    const person = await contextFor(coming.person)
    return () => register(person, asked(coming.structure.id, session.id))
  },
  "registering someone": async () => {
    const { coming, session } = await aProgramme()
    const manager = await aManagerContext()
    const typed = { email: coming.person.email, siret: coming.structure.siret, sessionId: session.id, needsAdaptation: false, reason }
    return () => registerOnBehalf(manager, typed)
  },
  "taking someone off a session": async () => {
    const { coming, session } = await one("confirmed")
    const manager = await aManagerContext()
    return () => withdrawOnBehalf(manager, { sessionId: session.id, email: coming.person.email, reason })
  },
  "leaving a session": async () => {
    const { id, person } = await one("confirmed")
    return () => withdraw(person, { registrationId: id, reason: "" })
  },
  "taking an offered place": async () => {
    const { id, person } = await one("offered")
    return () => takeOffer(person, { registrationId: id })
  },
  "asking again for an answer": async () => {
    const { id, person } = await one("requested")
    return () => remind(person, { registrationId: id })
  },
  "saying what one thought of a session": async () => {
    const { coming, session } = await aProgramme({ session: { startsIn: -10 } })
    const of = { accountId: coming.person.accountId, structureId: coming.structure.id, sessionId: session.id }
    const [person, { id }] = [await contextFor(coming.person), await aFollower(of)]
    return () => judge(person, { registrationId: id, score: "4" })
  },
  "accepting for the employer": employerSays("accept", "requested"),
  "refusing for the employer": employerSays("refuse", "requested"),
  "withdrawing the employer's consent": employerSays("withdrawConsent", "confirmed"),
  "confirming a registration": providerSays("confirm"),
  "putting a registration on the waiting list": providerSays("waitlist"),
  "not retaining a registration": providerSays("decline"),
  "choosing the pace of an employer": async () => {
    const { coming } = await aProgramme()
    const employer = await contextFor(coming.employer)
    return () => setEmployerPace(employer, { structureId: coming.structure.id, pace: "daily" })
  },
  "writing an action of the programme": async () => {
    const { giver } = await aProgramme()
    const [manager, typed] = [await aManagerContext(), await aTypedEvent(giver.structure.siret)]
    return () => createEvent(manager, typed)
  },
  "changing an action of the programme": async () => {
    const { giver, event } = await aProgramme()
    const [manager, typed] = [await aManagerContext(), await aTypedEvent(giver.structure.siret)]
    return () => editEvent(manager, { ...typed, eventId: event.id, seen: event.updatedAt.toISOString() })
  },
  "archiving an action of the programme": async () => {
    const { event } = await aProgramme()
    const manager = await aManagerContext()
    return () => archiveEvent(manager, { eventId: event.id })
  },
  "adding a session to the programme": async () => {
    const { event } = await aProgramme()
    const manager = await aManagerContext()
    return () => createEventSession(manager, { ...aTypedSession(), eventId: event.id })
  },
  "moving a session of the programme": async () => {
    const { session, provider } = await one("confirmed")
    return () => editEventSession(provider, { ...aTypedSession(), sessionId: session.id, seen: session.updatedAt.toISOString() })
  },
  "closing the registration of a session": async () => {
    const { session, provider } = await one("confirmed")
    return () => setEventSessionOpening(provider, { sessionId: session.id, to: "closed" })
  },
  "cancelling a session of the programme": async () => {
    const { session, provider } = await one("confirmed")
    return () => cancelEventSession(provider, { sessionId: session.id, reason, concerned: 2 })
  },
  "adding a theme": async () => {
    const manager = await aManagerContext()
    const name = `Thème ${crypto.randomUUID().slice(0, 8)}`
    return () => addTheme(manager, { name })
  },
  "putting a theme away": async () => {
    const manager = await aManagerContext()
    const { id: themeId } = await db.theme.create({ data: { name: `Thème ${crypto.randomUUID().slice(0, 8)}` } })
    return () => archiveTheme(manager, { themeId })
  },
  "writing the rules of a year": async () => {
    const manager = await aManagerContext()
    const rules = {
      opensOn: "2026-12-01",
      charterVersion: "2027-1",
      fees: [{ label: "Cotisation", amount: 15_000 }],
      tellsAll: true,
      mostActions: 5,
      mostFormations: 3,
      mostOfStructure: 2,
      waves: [],
    }
    return () => saveCampaign(manager, { year: 2027, ...rules })
  },
  "noting who came to a half-day": async () => {
    const { provider, session, id } = await one("confirmed")
    const half = await db.halfDay.findFirstOrThrow({ where: { sessionId: session.id }, orderBy: { startsAt: "asc" } })
    const sheet = {
      sessionId: session.id,
      halfDayId: half.id,
      how: "tick" as const,
      noted: [{ registrationId: id, state: "present" as const }],
    }
    return () => recordPresences({ ...provider, now: half.startsAt }, sheet)
  },
  "saying that one is there": async () => {
    const { person, session } = await one("confirmed")
    const half = await db.halfDay.findFirstOrThrow({ where: { sessionId: session.id }, orderBy: { startsAt: "asc" } })
    const code = presenceCode(session.id, half.id, half.startsAt)
    return () => recordOwnPresence({ ...person, now: half.startsAt }, { code })
  },
  "issuing a document": async () => {
    const { provider, session, id } = await one("confirmed")
    return () => issueDocument(provider, { sessionId: session.id, kind: "summons", about: id })
  },
  "issuing what is missing": async () => {
    const { provider, session } = await one("confirmed")
    return () => issueMissing(provider, { sessionId: session.id, kind: "summons" })
  },
  "asking for an adhesion": async () => {
    const { structureId, referent } = await aCampaign()
    return () =>
      askMembership(referent, { structureId, offer: { year: 2026, fee: "Cotisation" }, invoiceContact: "compta@exemple.fr", charter: true })
  },
  "putting a paper of the adhesion on line": async () => {
    await aCampaign()
    const manager = await aManagerContext()
    const bytes = new Uint8Array(Buffer.from("%PDF-1.7\n%%EOF\n"))
    return () => keepCampaignFile(manager, { year: 2026, kind: "charter", fileName: "charte.pdf", bytes })
  },
  "taking a paper of the adhesion away": async () => {
    await aCampaign()
    const file = { fileName: "flyer.pdf", mediaType: "application/pdf", content: Buffer.from("%PDF-1.7"), uploadedAt: now }
    await db.campaignFile.create({ data: { year: 2026, kind: "flyer", ...file } })
    const manager = await aManagerContext()
    return () => removeCampaignFile(manager, { year: 2026, kind: "flyer" })
  },
  "accepting an adhesion": async () => {
    const { structureId, manager } = await anAskedMembership()
    return () => acceptMembership(manager, { structureId, year: 2026 })
  },
  "refusing an adhesion": async () => {
    const { structureId, manager } = await anAskedMembership()
    return () => refuseMembership(manager, { structureId, year: 2026, reason })
  },
  "one pass of the clock of registrations": async () => {
    await one("requested")
    return () => followRegistrations({ ...visitor, now: new Date(now.getTime() + 8 * 24 * 3_600_000) })
  },
}
