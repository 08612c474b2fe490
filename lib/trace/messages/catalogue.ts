/**
 * Every message of the portal, and the data it needs. Operations write this data, it is stored as JSON, and the worker that sends the
 * message reads it.
 */
import { z } from "zod"
import { MembershipNoticeKind, RegistrationNoticeKind } from "@/lib/platform/generated/enums"
import { lookup } from "@/lib/platform/text/lookup"
import { needs } from "@/lib/vocabulary/profils/rules"

const text = z.string()
// What is absent was not said: a mail leaves without a detail rather than not at all.
const flag = z.boolean().default(false)
const detail = text.nullable().default(null)
const list = z.array(text)
/** ISO 8601. */
const instant = text.refine((given) => !Number.isNaN(Date.parse(given)))

/** What changed in the means of signing in to an account. */
const factorChanges = [
  "totp-added",
  "totp-removed",
  "passkey-added",
  "passkey-removed",
  "recovery-used",
  "recovery-renewed",
  "factors-reset",
] as const
export type FactorChange = (typeof factorChanges)[number]

const structure = { structureName: text, siret: text }
/** Fields of a message that tells someone what another person did. */
const byManager = { firstName: text, by: text }

/** How mails name a session of a training body. */
const session = { title: text, body: text, startsOn: instant, endsOn: instant }

/** What a candidate, and whoever follows them, hears of a pre-registration that was sent. */
const candidateNews = ["summoned", "accepted", "waitlisted", "not_accepted", "moved", "session_cancelled", "withdrawn", "lapsed"] as const
export type CandidateNews = (typeof candidateNews)[number]

/** What a person hears of their registration on the programme. */
const registrationNews = [
  "employer_accepted",
  "employer_refused",
  "confirmed",
  "waitlisted",
  "offered",
  "not_retained",
  "withdrawn",
  "session_cancelled",
  "moved",
  "lapsed",
] as const
export type RegistrationNews = (typeof registrationNews)[number]

/** How mails name a session of the programme. */
const eventSession = { title: text, provider: text, startsAt: instant, endsAt: instant }

/** What goes with a mail for the person's calendar; `isCancelled`: what is taken out of it. */
const calendar = z
  .object({
    isCancelled: flag,
    events: z.array(
      z.object({
        id: text,
        sequence: z.number(),
        start: instant,
        end: instant,
        allDay: flag,
        summary: text,
        location: z.string(),
        stamp: instant,
      }),
    ),
  })
  .nullable()
  .default(null)

const errandNature = z.enum(["referencements", "modifications"])

const waitingLine = z.object({ ...structure, affiliationId: text, applicant: text, jobTitle: detail, since: instant })
/** A line of a mail about several requests. */
export type WaitingLine = z.infer<typeof waitingLine>

/**
 * These data are stored, so they hold no more than the template shows. A field added later is optional or has a default, because messages
 * written by an earlier version of the portal have still to leave.
 */
const catalogue = {
  /** To an address that nobody has confirmed: no word that a stranger typed. `structureName`: "" when it is not in the list. */
  "verify-address": z.object({ structureName: text, token: text }),
  "account-exists": z.object({}),
  "request-to-decide": z.object({
    ...structure,
    affiliationId: text,
    applicant: text,
    jobTitle: detail,
    need: z.enum(needs).nullable().default(null),
    /** True when the managers answer, because the structure has no référent who does. */
    toManagers: flag,
    /** True when nobody is attached to the structure yet. */
    isFirst: z.boolean().exactOptional(),
    /** The référents in whose place the reader answers; "" for everyone else. */
    standsInFor: text.default(""),
    reminder: flag,
  }),
  "request-received": z.object({ ...structure, firstName: text, decidedByManagers: flag }),
  "request-accepted": z.object({ ...structure, ...byManager, profils: list, becomesReferent: flag }),
  "request-refused": z.object({ ...structure, ...byManager, reason: text }),
  /** Several requests in one mail: new ones, or a reminder of those that wait. */
  "requests-waiting": z.object({ requests: z.array(waitingLine), more: z.number(), reminder: flag, standsInFor: text.default("") }),
  "requests-for-managers": z.object({ requests: z.array(waitingLine), more: z.number(), why: z.enum(["no-referent", "no-answer"]) }),
  "request-handed-over": z.object({ ...structure, firstName: text, days: z.number() }),
  "request-still-waiting": z.object({ ...structure, firstName: text, since: instant, decidedByManagers: flag }),
  "request-expired": z.object({ ...structure, firstName: text, since: instant }),
  /** To whoever is asked to stand in: `until` is the last instant. */
  "absence-asked": z.object({ ...structure, ...byManager, structureId: text, since: instant, until: instant }),
  /** To the référent: what whoever they asked answered, or that they can no longer do it. */
  "absence-answered": z.object({
    ...structure,
    structureId: text,
    firstName: text,
    person: text,
    answer: z.enum(["accepted", "declined", "lost"]),
    since: instant,
    until: instant,
  }),
  /** To whoever stood in, or was asked to: it is over before its time. */
  "absence-ended": z.object({ ...structure, ...byManager }),
  /** To an address that may have no account: `until` is the last day of its link. */
  invitation: z.object({ ...structure, by: text, until: instant, token: text }),
  "invitation-joined": z.object({ ...structure, ...byManager, profils: list, becomesReferent: flag }),
  "invitation-answered": z.object({ ...structure, person: text, isAccepted: flag, profils: list }),
  "invitations-expired": z.object({ ...structure, structureId: text, emails: list, more: z.number() }),
  /** To whoever is asked to review: what waits for them, and when it should be over. `suspendsOn`: what follows otherwise. */
  "review-to-answer": z.object({
    firstName: text,
    /** To a manager, for structures where no référent can be reached. */
    toManagers: flag,
    reviewId: text,
    structures: z.array(z.object({ ...structure, structureId: text, waiting: z.number() })),
    more: z.number(),
    people: z.number(),
    deadline: instant,
    message: text,
    isReminder: flag,
    suspendsOn: z.nullable(instant),
  }),
  "profil-to-be-suspended": z.object({ ...structure, firstName: text, profil: text, on: instant }),
  "profil-suspended": z.object({ ...structure, firstName: text, profil: text }),
  /** To a référent: the people whose level was suspended, each with their structure. */
  "profils-suspended": z.object({ firstName: text, toManagers: z.optional(flag), reviewId: text, people: list, more: z.number() }),
  "profils-changed": z.object({ ...structure, ...byManager, before: list, after: list }),
  detached: z.object({ ...structure, ...byManager, reason: text }),
  "person-left": z.object({ ...structure, structureId: text, person: text, message: text, isLeaving: flag }),
  left: z.object({ ...structure, firstName: text }),
  "correction-to-decide": z.object({ ...structure, by: text, fields: list }),
  "referent-change-to-decide": z.object({ ...structure, by: text, proposed: detail, isLeaving: flag }),
  /** To managers: listing requests and corrections that wait for their answer. */
  "errands-waiting": z.object({ errands: z.array(z.object({ ...structure, nature: errandNature, since: instant })), more: z.number() }),
  "errand-question": z.object({ ...structure, ...byManager, nature: errandNature, question: text }),
  "errand-answered": z.object({ ...structure, nature: errandNature, person: text, question: text, answer: text }),
  "errand-still-waiting": z.object({ ...structure, nature: errandNature, firstName: text, since: instant }),
  "errand-expired": z.object({ ...structure, nature: errandNature, structureId: text, firstName: text, since: instant }),
  "listing-to-decide": z.object({ ...structure, applicant: text, listingRequestId: text }),
  "listing-received": z.object({ ...structure, firstName: text }),
  "listing-refused": z.object({ ...structure, ...byManager, reason: text }),
  "reset-password": z.object({ firstName: text, token: text }),
  "password-changed": z.object({ firstName: text }),
  "guesses-slowed": z.object({ firstName: text }),
  "account-disabled": z.object({ firstName: text }),
  "account-suspended": z.object({ ...byManager, reason: text }),
  "account-restored": z.object(byManager),
  "sessions-ended": z.object(byManager),
  "control-taken": z.object({ ...byManager, reason: text, at: instant }),
  "accounts-merged": z.object({ ...byManager, keptEmail: text, closedEmail: text }),
  "accounts-parted": z.object({ ...byManager, keptEmail: text, openedEmail: text }),
  "manager-appointed": z.object(byManager),
  "manager-removed": z.object({ ...byManager, reason: text }),
  "nomination-to-confirm": z.object({ accountId: text, person: text, by: text, reason: text }),
  "first-factor": z.object({ firstName: text, token: text }),
  "manager-factor-added": z.object({ person: text, accountId: text }),
  "first-manager": z.object({ firstName: text, token: text }),
  "referent-appointed": z.object({ ...structure, ...byManager, structureId: text }),
  "referent-removed": z.object({ ...structure, ...byManager, reason: text }),
  "referent-change-answered": z.object({ ...structure, ...byManager, isAccepted: flag, reason: text }),
  "correction-answered": z.object({ ...structure, ...byManager, structureId: text, fields: list, isAccepted: flag, reason: text }),
  "structure-closed": z.object({ ...structure, ...byManager, reason: text, successor: detail }),
  "structure-merged": z.object({ ...structure, ...byManager, from: text, profils: list, isUndone: flag }),
  "question-asked": z.object({ ...structure, ...byManager, question: text }),
  "question-answered": z.object({ ...structure, affiliationId: text, applicant: text, question: text, answer: text }),
  "contact-to-answer": z.object({
    name: text,
    email: text,
    subject: text,
    page: text.default(""),
    structure: text.default(""),
    message: text,
  }),
  /** The texts are empty in the receipt for someone who was not signed in. */
  "contact-received": z.object({ subject: text, message: text }),
  "contact-answered": z.object({ name: text, subject: text, message: text, answer: text, by: text }),
  "address-confirm": z.object({ token: text }),
  "address-asked": z.object({ firstName: text, newEmail: text, token: text }),
  "address-stopped": z.object({ firstName: text, token: text }),
  "address-taken": z.object({}),
  "address-changed": z.object({ firstName: text, newEmail: text }),
  "address-corrected": z.object({ firstName: text, newEmail: text, by: text, reason: text }),
  "factor-changed": z.object({ firstName: text, change: z.enum(factorChanges) }),
  "account-unused": z.object({ firstName: text, erasedOn: instant }),
  "account-erased": z.object({ firstName: text }),
  // Rafael. No name of a candidate in what goes to anyone but them: a mail names the session, its page names the person.
  /** `returned`: how often it came back to whoever prepares it; completed since, it is told again. */
  "preregistration-to-validate": z.object({
    ...session,
    preregistrationId: text,
    structureId: text,
    by: text,
    isLevel3: flag,
    returned: z.number().default(0),
    /** The gesture that sent several at once, which is told once; empty for one alone. */
    gesture: text.default(""),
  }),
  "preregistration-returned": z.object({ ...session, preregistrationId: text, by: text, words: text }),
  "preregistration-validated": z.object({ ...session, preregistrationId: text, by: text }),
  /** `gesture`: several sent at once to one session are told by one mail. */
  "preregistration-received": z.object({
    ...session,
    preregistrationId: text,
    sessionId: text,
    from: text,
    gesture: text.default(""),
  }),
  "preregistration-news": z.object({ ...session, preregistrationId: text, news: z.enum(candidateNews), words: text }),
  "preregistration-withdrawn": z.object({
    ...session,
    preregistrationId: text,
    by: z.enum(["prescriber", "candidate", "portal"]),
    words: text,
    gesture: text.default(""),
  }),
  "preregistrations-waiting": z.object({
    kind: z.enum(["received", "validate", "validator", "answer", "no_answer", "begun", "fading"]),
    lines: z.array(z.object({ ...session, preregistrationId: text, since: instant })),
    more: z.number(),
  }),
  "session-short": z.object({ ...session, sessionId: text, taken: z.number(), minimum: z.number(), toManagers: flag }),
  "place-freed": z.object({ ...session, sessionId: text, preregistrationId: text }),
  "course-unpublished": z.object({ courseId: text, title: text, by: text, reason: text }),
  "owner-gone": z.object({ structureId: text, count: z.number(), titles: list }),
  // `candidateId`: several people may share an address; erasing one forgets their mails alone.
  "candidate-informed": z.object({ ...session, candidateId: text, firstName: text, by: text, from: text, token: text }),
  "candidate-news": z.object({
    ...session,
    candidateId: text,
    firstName: text,
    news: z.enum(candidateNews),
    words: text,
    token: text,
    calendar,
  }),
  "candidate-erased": z.object({ firstName: text }),
  // ParcoursPro.
  /** `as`: in which quality its reader answers for the employer. */
  "registration-to-answer": z.object({
    ...eventSession,
    registrationId: text,
    structureId: text,
    structureName: text,
    person: text,
    answerBefore: instant,
    as: z.enum(["employer", "referent", "manager"]),
    reminder: flag,
  }),
  "registration-to-validate": z.object({ ...eventSession, registrationId: text, sessionId: text, person: text, structureName: text }),
  "registration-received": z.object({ ...eventSession, registrationId: text, firstName: text, waitsFor: z.enum(["employer", "provider"]) }),
  "registration-news": z.object({
    ...eventSession,
    registrationId: text,
    firstName: text,
    news: z.enum(registrationNews),
    words: text,
    /** Until when an offered place is kept. */
    until: instant.nullable().default(null),
    calendar,
  }),
  "registration-ended": z.object({
    ...eventSession,
    registrationId: text,
    sessionId: text,
    person: text,
    news: z.enum(["withdrawn", "employer_refused"]),
    words: text,
  }),
  "event-place-freed": z.object({ ...eventSession, registrationId: text, sessionId: text }),
  "membership-asked": z.object({ ...structure, year: z.number() }),
  "membership-decided": z.object({ ...structure, year: z.number(), isAccepted: flag, reason: text }),
  "membership-campaign": z.object({
    kind: z.enum(MembershipNoticeKind),
    year: z.number(),
    structures: z.array(z.object(structure)),
    more: z.number(),
  }),
  /** A link, no file: it is read behind sign-in. */
  "document-ready": z.object({ ...eventSession, documentId: text, number: text, name: text }),
  /** One mail for all that someone has to be told of one kind. */
  "registrations-waiting": z.object({
    kind: z.enum(RegistrationNoticeKind),
    lines: z.array(z.object({ ...eventSession, registrationId: text, person: text, since: instant, place: text })),
    more: z.number(),
  }),
} as const

export type TemplateName = keyof typeof catalogue
/** The data that each message needs. */
export type Catalogue = { [T in TemplateName]: z.output<(typeof catalogue)[T]> }

/** A stored message: its template, and the data that the template needs. */
export type KeptMessage = { [T in TemplateName]: { template: T; data: Catalogue[T] } }[TemplateName]

/**
 * Reads a message from its row. Throws when this version of the portal cannot send it: during an upgrade a newer worker may have written
 * it, and the next try may go to a worker that knows it.
 */
export function readMessage({ template, data }: { template: string; data: unknown }): KeptMessage {
  const shape = lookup<Record<string, z.ZodType>>(catalogue, template)
  if (!shape) throw new Error(`Message of an unknown kind: ${template}`)
  return { template, data: shape.parse(data) } as KeptMessage
}
