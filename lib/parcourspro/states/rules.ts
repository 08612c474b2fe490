/** The drawing of docs/parcourspro.md: the states of a registration, and the arrows between them. Operations make no others. */
import type { Kind, SessionStatus } from "@/lib/parcourspro/codes/rules"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { begunBefore } from "@/lib/platform/time/working-days"

export const statuses = {
  requested: "Attend l’employeur",
  employer_accepted: "Attend le prestataire",
  employer_refused: "Refusée par l’employeur",
  confirmed: "Confirmée",
  waitlisted: "En liste d’attente",
  offered: "Place proposée",
  not_retained: "Non retenue",
  attended: "Présent·e",
  partly: "Présent·e en partie",
  absent: "Absent·e",
  withdrawn: "Retirée",
  session_cancelled: "Session annulée",
  lapsed: "Sans suite",
} as const
export type Status = keyof typeof statuses

/** Those that still go on: at most one for a person on an action. */
export const living = ["requested", "employer_accepted", "confirmed", "waitlisted", "offered"] as const satisfies Status[]
/** Those of someone who was expected, or came. */
const held = ["attended", "partly", "absent"] as const satisfies Status[]
/** Those that hold a place. */
const placed = ["confirmed", "offered", ...held] as const satisfies Status[]
/** What counts in the year of a person: what goes on, and what they came to. */
export const counting = [...living, ...held] as const satisfies Status[]

type ArrowSheet = { from: readonly Status[]; to: Status }

export const arrows = {
  accept: { from: ["requested"], to: "employer_accepted" },
  refuse: { from: ["requested"], to: "employer_refused" },
  withdrawConsent: { from: ["employer_accepted", "confirmed", "waitlisted", "offered"], to: "employer_refused" },
  confirm: { from: ["employer_accepted", "waitlisted"], to: "confirmed" },
  waitlist: { from: ["employer_accepted"], to: "waitlisted" },
  decline: { from: ["employer_accepted"], to: "not_retained" },
  offer: { from: ["waitlisted"], to: "offered" },
  takeOffer: { from: ["offered"], to: "confirmed" },
  withdraw: { from: living, to: "withdrawn" },
  cancelSession: { from: living, to: "session_cancelled" },
  lapse: { from: living, to: "lapsed" },
} as const satisfies Record<string, ArrowSheet>
export type Arrow = keyof typeof arrows

/** Whether an arrow begins in this state. */
export function begins(arrow: Arrow, status: Status): boolean {
  const from: readonly Status[] = arrows[arrow].from
  return from.includes(status)
}

export function isLiving(status: Status): boolean {
  return (living as readonly Status[]).includes(status)
}

export function isPlaced(status: Status): boolean {
  return (placed as readonly Status[]).includes(status)
}

/** What an employer does with the requests of their people, in the order of the buttons. */
export const employerAnswers = { accept: "Accepter", refuse: "Refuser", withdrawConsent: "Retirer mon accord" } as const
export type EmployerAnswer = keyof typeof employerAnswers

/** What a provider does with the requests for their sessions, in the order of the buttons. */
export const providerAnswers = { confirm: "Valider", waitlist: "Liste d’attente", decline: "Ne pas retenir" } as const
export type ProviderAnswer = keyof typeof providerAnswers

/** The answers that end something must say why. */
export function needsReason(answer: EmployerAnswer | ProviderAnswer) {
  return answer === "refuse" || answer === "withdrawConsent" || answer === "decline"
}

export type SessionFacts = {
  status: SessionStatus
  opensAt: Date | null
  closesAt: Date
  startsAt: Date | null
  places: number
  taken: number
  event: { archivedAt: Date | null; provider: { state: string; types: readonly string[] } }
}

/** What decides whether a session takes registrations, in one place for all who ask. */
export const openingSelect = {
  status: true,
  opensAt: true,
  closesAt: true,
  startsAt: true,
  places: true,
  taken: true,
  event: { select: { archivedAt: true, provider: { select: { state: true, types: true } } } },
} as const

/** What deciding on a registration needs of its session. */
export const decidingSelect = {
  ...openingSelect,
  id: true,
  endsAt: true,
  event: {
    select: {
      ...openingSelect.event.select,
      id: true,
      title: true,
      kind: true,
      adherentsOnly: true,
      needsEmployer: true,
      providerId: true,
      provider: { select: { ...openingSelect.event.select.provider.select, raisonSociale: true } },
    },
  },
} as const

/** What a list of sessions shows of each, to those who run them. */
export const lineSelect = {
  ...openingSelect,
  id: true,
  endsAt: true,
  isRemote: true,
  place: true,
  city: true,
  minimum: true,
  event: { select: { ...openingSelect.event.select, id: true, title: true, kind: true } },
} as const

export type Closing = "cancelled" | "not-published" | "closed" | "not-yet" | "over" | "begun"

/** Why a session takes no registration at this instant; null when it does. Computed at each request, by the clock of the server. */
export function closedFor({ status, opensAt, closesAt, startsAt, event }: SessionFacts, now: Date): Closing | null {
  if (status === "cancelled") return "cancelled"
  const isProvided = event.provider.state === "active" && event.provider.types.includes("formateur")
  if (status === "draft" || event.archivedAt || !startsAt || !isProvided) return "not-published"
  if (startsAt <= now) return "begun"
  if (status !== "open") return "closed"
  if (opensAt && now < opensAt) return "not-yet"
  return closesAt <= now ? "over" : null
}

/** Why, and what can be done. */
export const closingWords: Record<Closing, string> = {
  cancelled: "Cette session est annulée : choisissez-en une autre.",
  "not-published": "Cette session n’est pas ouverte aux inscriptions.",
  closed: "Les inscriptions à cette session sont closes : choisissez-en une autre, ou écrivez à son contact.",
  "not-yet": "Les inscriptions à cette session ne sont pas encore ouvertes.",
  over: "La date limite d’inscription est passée : choisissez une autre session.",
  begun: "Cette session a commencé : choisissez-en une autre.",
}

/** Until when the employer is asked to answer: two whole working days before registration closes. */
export function employerDeadline(closesAt: Date): Date {
  return begunBefore(closesAt, 2)
}

/** How long an offered place is kept. */
const offerLasts = 48 * 3_600_000
/** Nearer than this, nobody has time to read a mail: the provider calls. */
const callBefore = 72 * 3_600_000

/** Until when a place freed at `now` is kept for the first of the waiting list; null when the provider calls instead. */
export function offerUntil(startsAt: Date, now: Date): Date | null {
  return startsAt.getTime() - now.getTime() < callBefore ? null : new Date(now.getTime() + offerLasts)
}

export type AnswerRefusal = "not-possible" | "own-request" | "begun" | "not-adherent"

/** Whether an employer may follow this arrow: nobody answers their own request, and a consent is withdrawn before the start only. */
export function mayAnswerAsEmployer(
  arrow: EmployerAnswer,
  { status, accountId }: { status: Status; accountId: string },
  { startsAt }: { startsAt: Date | null },
  { actorId, now }: { actorId: string; now: Date },
): Result<undefined, "not-possible" | "own-request" | "begun"> {
  if (accountId === actorId) return refuse("own-request")
  if (!begins(arrow, status)) return refuse("not-possible", statuses[status])
  return startsAt && startsAt <= now ? refuse("begun") : ok()
}

/** Whether the next person confirmed goes to the waiting list instead: no place is left, or the structure has its share of the formation. */
export function mustWait(
  { kind, places, taken }: { kind: Kind; places: number; taken: number },
  ofStructure: number,
  mostOfStructure: number,
): "full" | "structure" | null {
  if (taken >= places) return "full"
  return kind === "formation" && ofStructure >= mostOfStructure ? "structure" : null
}

/** Whether a provider may follow this arrow. A place given after the start changes nothing any more. */
export function mayAnswerAsProvider(
  arrow: ProviderAnswer,
  { status, accountId }: { status: Status; accountId: string },
  { startsAt }: { startsAt: Date | null },
  { actorId, now }: { actorId: string; now: Date },
): Result<undefined, "not-possible" | "own-request" | "begun"> {
  if (accountId === actorId) return refuse("own-request")
  if (!begins(arrow, status)) return refuse("not-possible", statuses[status])
  const isLate = arrow !== "decline" && startsAt !== null && startsAt <= now
  return isLate ? refuse("begun") : ok()
}
