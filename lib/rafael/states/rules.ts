/** The drawing of docs/rafael.md: the states of a pre-registration, and the arrows between them. Operations make no others. */
import { ok, type Result, refuse } from "@/lib/platform/result"
import { declineReasons, leavingReasons, type Reason } from "@/lib/rafael/codes/rules"

export const statuses = {
  draft: "Brouillon",
  to_validate: "À valider",
  sent: "Envoyée",
  summoned: "Convoqué·e",
  accepted: "Accepté·e",
  waitlisted: "En liste d’attente",
  not_accepted: "Non retenu·e",
  started: "Entré·e en formation",
  not_started: "N’est pas entré·e",
  finished: "Formation terminée",
  dropped: "Parcours interrompu",
  withdrawn: "Retirée",
  session_cancelled: "Session annulée",
  lapsed: "Sans suite",
} as const
export type Status = keyof typeof statuses

/** Those that still go on: at most one for a candidate on a session. */
export const living = ["draft", "to_validate", "sent", "summoned", "accepted", "waitlisted", "started"] as const satisfies Status[]
/** Those that the training body has not seen. */
export const unsent = ["draft", "to_validate"] as const satisfies Status[]
/** Whether nothing has been sent yet: what is prepared may still be changed or deleted. */
export const isUnsent = (status: Status) => unsent.some((one) => one === status)
/** Those that wait for an answer of the training body. */
export const unanswered = ["sent", "summoned", "waitlisted"] as const satisfies Status[]
/** Those whose order among a candidate's wishes still decides something. */
export const ordered = [...unsent, ...unanswered] as const
/** Those that hold a place. */
export const placed = ["accepted", "started"] as const satisfies Status[]

type ArrowSheet = { from: readonly Status[]; to: Status }

export const arrows = {
  submit: { from: ["draft"], to: "to_validate" },
  takeBack: { from: ["to_validate"], to: "draft" },
  return: { from: ["to_validate"], to: "draft" },
  validate: { from: ["to_validate"], to: "sent" },
  send: { from: ["draft"], to: "sent" },
  summon: { from: ["sent"], to: "summoned" },
  accept: { from: ["sent", "summoned", "waitlisted", "not_accepted"], to: "accepted" },
  waitlist: { from: ["sent", "summoned", "not_accepted"], to: "waitlisted" },
  decline: { from: ["sent", "summoned"], to: "not_accepted" },
  start: { from: ["accepted"], to: "started" },
  notStart: { from: ["accepted"], to: "not_started" },
  finish: { from: ["started"], to: "finished" },
  drop: { from: ["started"], to: "dropped" },
  withdraw: { from: living, to: "withdrawn" },
  cancelSession: { from: living, to: "session_cancelled" },
  lapse: { from: living, to: "lapsed" },
} as const satisfies Record<string, ArrowSheet>
export type Arrow = keyof typeof arrows

/** What a training body does with what it receives, in the order of its buttons. */
export const answers = {
  summon: "Convoquer",
  accept: "Accepter",
  waitlist: "Mettre en liste d’attente",
  decline: "Ne pas retenir",
  start: "Noter l’entrée",
  notStart: "Noter l’absence d’entrée",
  finish: "Noter la fin",
  drop: "Noter l’interruption",
} as const satisfies Partial<Record<Arrow, string>>
export type Answer = keyof typeof answers

/** The reasons of the answers that must say one. "incomplete" is none: it returns something to its prescriber, and refuses nobody. */
export const answerReasons: Partial<Record<Answer, readonly Reason[]>> = {
  decline: declineReasons,
  notStart: leavingReasons,
  drop: leavingReasons,
}

/** Whether an arrow begins in this state. */
export function begins(arrow: Arrow, status: Status): boolean {
  const from: readonly Status[] = arrows[arrow].from
  return from.includes(status)
}

/** The states in which someone may still be answered differently, until the session begins. */
export function isLiving(status: Status): boolean {
  return (living as readonly Status[]).includes(status)
}

type SessionFacts = {
  startsOn: Date
  endsOn: Date
  places: number
  taken: number
  hasLateEntry: boolean
  isPermanent: boolean
  cancelledAt: Date | null
}

/** Whether the session has begun on `today` (a day at midnight UTC). A permanent entry never has. */
export function hasBegun({ startsOn, isPermanent }: Pick<SessionFacts, "startsOn" | "isPermanent">, today: Date) {
  return !isPermanent && startsOn.getTime() < today.getTime()
}

export type AnswerRefusal =
  | "not-possible"
  | "own-request"
  | "no-place"
  | "begun"
  | "session-cancelled"
  | "erased"
  | "again"
  | "meeting-full"
  | "other-session"

/**
 * Whether a training body may follow this arrow. Nobody answers for the training body what they sent as prescriber; a place is given while
 * one is left, and after the start only when late entries are allowed.
 */
export function mayAnswer(
  arrow: Answer,
  { status, sentById }: { status: Status; sentById: string | null },
  session: SessionFacts,
  { accountId, today }: { accountId: string; today: Date },
): Result<undefined, AnswerRefusal> {
  if (sentById === accountId) return refuse("own-request")
  if (!begins(arrow, status)) return refuse("not-possible", statuses[status])
  if (session.cancelledAt) return refuse("session-cancelled")
  const begun = hasBegun(session, today)
  if (begun && status === "not_accepted") return refuse("begun")
  if (arrow !== "accept") return ok()
  if (begun && !session.hasLateEntry) return refuse("begun")
  return session.taken < session.places ? ok() : refuse("no-place")
}

type OpeningFacts = SessionFacts & {
  recruitment: "open" | "closed" | "suspended"
  registrationFrom: Date | null
  registrationUntil: Date | null
  isFunded: boolean
  isPublished: boolean
  isBodyActive: boolean
}

type SessionRow = Omit<OpeningFacts, "isPermanent" | "isFunded" | "isPublished" | "isBodyActive"> & {
  delivery: {
    entryMode: "fixed_dates" | "permanent"
    isFunded: boolean
    course: { state: string; structure: { state: string; types: readonly string[] } }
  }
}

/** What `openingOf` reads of a session, in one place for all who ask. */
export const openingSelect = {
  startsOn: true,
  endsOn: true,
  places: true,
  taken: true,
  hasLateEntry: true,
  recruitment: true,
  registrationFrom: true,
  registrationUntil: true,
  cancelledAt: true,
  delivery: {
    select: {
      entryMode: true,
      isFunded: true,
      course: { select: { state: true, structure: { select: { state: true, types: true } } } },
    },
  },
} as const

/** What decides whether a session is open, from its row. */
export function openingOf({ delivery, ...session }: SessionRow): OpeningFacts {
  return {
    ...session,
    isPermanent: delivery.entryMode === "permanent",
    isFunded: delivery.isFunded,
    isPublished: delivery.course.state === "published",
    isBodyActive: delivery.course.structure.state === "active" && delivery.course.structure.types.includes("formateur"),
  }
}

export type Closing = "not-published" | "cancelled" | "not-funded" | "recruitment" | "not-yet" | "over"

/** Why a session takes no pre-registration today; null when it does. Computed at each request, never stored. */
export function closedFor(session: OpeningFacts, today: Date): Closing | null {
  if (!session.isPublished || !session.isBodyActive) return "not-published"
  if (session.cancelledAt) return "cancelled"
  if (!session.isFunded) return "not-funded"
  if (session.recruitment !== "open") return "recruitment"
  if (session.registrationFrom && today < session.registrationFrom) return "not-yet"
  // Without a last day of its own, registration lasts as long as people may still enter.
  const last = session.registrationUntil ?? (session.isPermanent || session.hasLateEntry ? session.endsOn : session.startsOn)
  return today > last ? "over" : null
}

export const closingWords: Record<Closing, string> = {
  "not-published": "Cette session n’est pas publiée.",
  cancelled: "Cette session est annulée.",
  "not-funded": "Cette session n’a pas de place financée : la préinscription se fait auprès de l’organisme.",
  recruitment: "Le recrutement est clos ou suspendu.",
  "not-yet": "Les préinscriptions ne sont pas encore ouvertes.",
  over: "Les préinscriptions sont closes.",
}
