/** What people do with their own registrations on the programme: ask, ask for an answer, take an offered place, leave. */
import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import { type HolderRefusal, holdHolder, traced } from "@/lib/membership/holders/operations"
import type {
  NewRegistration,
  OwnRegistration,
  RegistrationOnBehalf,
  Withdrawal,
  WithdrawalOnBehalf,
} from "@/lib/parcourspro/registrations/schema"
import { asProgrammeManager } from "@/lib/parcourspro/rights/operations"
import { parcoursproRights } from "@/lib/parcourspro/rights/rules"
import { begins, closedFor, closingWords, decidingSelect, employerDeadline, living } from "@/lib/parcourspro/states/rules"
import { type Concerned, follow, holdRegistrations, sessionRef, tellPerson, tellProvider } from "@/lib/parcourspro/steps/operations"
import { answerersFor, providersOf } from "@/lib/parcourspro/told/queries"
import { membershipOn, yearOfPerson, yearRules } from "@/lib/parcourspro/year-rules/queries"
import { mayAsk, type YearRefusal, yearOf } from "@/lib/parcourspro/year-rules/rules"
import { type Tx, takenBackIfRefused, transaction } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { justBefore } from "@/lib/platform/time/presses"
import { begunBefore } from "@/lib/platform/time/working-days"
import type { Action } from "@/lib/trace/journal/catalogue"
import { type Entry, record } from "@/lib/trace/journal/operations"
import { queueMessage, queueMessages } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"

export type Done = { registrationId: string }
export type RegisterRefusal = HolderRefusal | YearRefusal | "closed" | "already"

/** Asks to come to a session, for one of the actor's structures. */
export function register(context: ActorContext, asked: NewRegistration): Promise<Result<Done, RegisterRefusal>> {
  const { actor } = context
  const attempt = { action: "registration.request", structureId: asked.structureId, targetId: asked.sessionId } as const
  return transaction(
    async (tx): Promise<Result<Done, RegisterRefusal>> => {
      const result = await takenBackIfRefused<Result<Done, RegisterRefusal>>(tx, async () =>
        actor.control ? refuse("not-found") : ask(tx, context, { ...asked, accountId: actor.accountId }, "person"),
      )
      return traced(tx, context, attempt, result)
    },
    { timeout: 20_000 },
  )
}

/** A manager registers someone of a structure, and says why; the rules of the year hold for them too. */
export function registerOnBehalf(
  context: ActorContext,
  { email, siret, ...asked }: RegistrationOnBehalf,
): Promise<Result<Done & { sessionId: string }, RegisterRefusal | "person-unknown">> {
  return asProgrammeManager(
    context,
    { action: "registration.on-behalf", targetId: asked.sessionId },
    "none-yet",
    async (tx): Promise<Result<Done & { sessionId: string }, RegisterRefusal | "person-unknown">> => {
      const person = await tx.affiliation.findFirst({
        where: { status: "active", account: { email, disabledAt: null }, structure: { siret } },
        select: { accountId: true, structureId: true },
      })
      if (!person) return refuse("person-unknown")
      const made = await ask(tx, context, { ...asked, ...person, expectations: "" }, "manager")
      return made.ok ? ok({ ...made.value, sessionId: asked.sessionId }) : made
    },
  )
}

type Asked = NewRegistration & { accountId: string; reason?: string }

async function ask(tx: Tx, context: ActorContext, asked: Asked, side: "person" | "manager"): Promise<Result<Done, RegisterRefusal>> {
  const { accountId, structureId, sessionId } = asked
  // What the person has in the year is counted: two of their requests wait for each other.
  await holdById(tx, "account", accountId, "change")
  const own = await holdHolder(tx, accountId, structureId, parcoursproRights.register)
  if (!own) return refuse("not-found")
  if (own.isClosed) return refuse("structure-closed")
  await holdById(tx, "event_session", sessionId, "read")
  const session = await tx.eventSession.findUnique({ where: { id: sessionId }, select: decidingSelect })
  if (!session) return refuse("not-found")
  const closing = closedFor(session, context.now)
  if (closing || !session.startsAt) return refuse("closed", closingWords[closing ?? "not-published"])
  const { event } = session
  const before = await tx.registration.findFirst({
    where: { accountId, eventId: event.id, status: { in: [...living] } },
    select: { id: true, sessionId: true, requestedAt: true },
  })
  // Sent twice by one press, a form makes one registration.
  if (before?.sessionId === sessionId && before.requestedAt >= justBefore(context.now)) return ok({ registrationId: before.id })
  if (before) return refuse("already")
  const year = yearOf(session.startsAt)
  const may = mayAsk(
    event,
    await yearOfPerson(tx, accountId, year),
    await membershipOn(tx, structureId, session.startsAt),
    await yearRules(tx, year),
    context.now,
  )
  return may.ok ? ok({ registrationId: await write(tx, context, asked, session, side) }) : may
}

type AskedSession = Prisma.EventSessionGetPayload<{ select: typeof decidingSelect }>

async function write(
  tx: Tx,
  context: ActorContext,
  { accountId, structureId, sessionId, expectations, needsAdaptation, reason }: Asked,
  session: AskedSession,
  side: "person" | "manager",
) {
  const { event } = session
  const answerers = event.needsEmployer ? await answerersFor(tx, structureId, accountId) : null
  const waits = answerers !== null && answerers.as !== "oneself"
  const status = waits ? "requested" : "employer_accepted"
  const dated = { requestedAt: context.now, stepAt: context.now }
  const { id: registrationId } = await tx.registration.create({
    data: { accountId, structureId, sessionId, eventId: event.id, status, expectations, needsAdaptation, ...dated },
    select: { id: true },
  })
  await tx.registrationStep.create({
    data: { registrationId, at: context.now, status, side, accountId: context.actor.accountId, reason: reason ?? null },
  })
  const target = { structureId, targetId: side === "manager" ? accountId : registrationId }
  await record(tx, context, {
    action: side === "manager" ? "registration.on-behalf" : "registration.request",
    ...target,
    ...(reason ? { reason } : {}),
  } as Entry)
  const person = await tx.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { email: true, firstName: true, lastName: true },
  })
  const named = { ...sessionRef({ session }), registrationId }
  await queueMessage(tx, context.now, { email: person.email, accountId }, "registration-received", {
    ...named,
    firstName: person.firstName,
    waitsFor: waits ? "employer" : "provider",
  })
  const one = { structureId, session, person: formatName(person), registrationId }
  if (waits) await tellAnswerers(tx, context, one, answerers, false)
  else await tellValidators(tx, context, { ...one, accountId })
  return registrationId
}

type ToAnswer = {
  structureId: string
  registrationId: string
  person: string
  session: { closesAt: Date } & Parameters<typeof sessionRef>[0]["session"]
}

/** Tells those who answer for the employer, and remembers who was told: the clock tells the others. */
async function tellAnswerers(
  tx: Tx,
  context: ActorContext,
  { structureId, registrationId, person, session }: ToAnswer,
  { as, people }: Exclude<Awaited<ReturnType<typeof answerersFor>>, { as: "oneself" }>,
  reminder: boolean,
) {
  const { raisonSociale } = await tx.structure.findUniqueOrThrow({ where: { id: structureId }, select: { raisonSociale: true } })
  await queueMessages(tx, context.now, people, "registration-to-answer", {
    ...sessionRef({ session }),
    registrationId,
    structureId,
    structureName: raisonSociale,
    person,
    answerBefore: employerDeadline(session.closesAt).toISOString(),
    as,
    reminder,
  })
  await tx.registrationNotice.createMany({
    data: people.map(({ accountId }) => ({ registrationId, accountId, kind: "employer_new" as const, sentAt: context.now })),
    skipDuplicates: true,
  })
}

type ToValidate = Omit<ToAnswer, "session"> & {
  accountId: string
  session: ToAnswer["session"] & { id: string; event: { providerId: string } }
}

/** Tells the Prestataires of a session, but the person themselves, that a registration waits for them. */
export async function tellValidators(tx: Tx, context: Context, { structureId, registrationId, person, accountId, session }: ToValidate) {
  const people = (await providersOf(tx, session.event.providerId)).filter((one) => one.accountId !== accountId)
  const { raisonSociale } = await tx.structure.findUniqueOrThrow({ where: { id: structureId }, select: { raisonSociale: true } })
  await queueMessages(tx, context.now, people, "registration-to-validate", {
    ...sessionRef({ session }),
    registrationId,
    sessionId: session.id,
    person,
    structureName: raisonSociale,
  })
}

/** Leaves a session. The employer and the provider hear of it, and the place goes to the next. */
export function withdraw(context: ActorContext, { registrationId, reason }: Withdrawal): Promise<Result<Done, OwnRefusal | "begun">> {
  return asOneself(context, "registration.withdraw", registrationId, async (tx, one): Promise<Result<Done, OwnRefusal | "begun">> => {
    if (one.session.startsAt && one.session.startsAt <= context.now) return refuse("begun")
    if (!(await follow(tx, context, one, { arrow: "withdraw", side: "person", reason }))) return refuse("not-possible")
    if (one.status !== "requested") await tellProvider(tx, context, one, "withdrawn", reason)
    return ok({ registrationId })
  })
}

/** A manager takes someone off a session, who asked for it by telephone, and says why; until its start, as for the person. */
export function withdrawOnBehalf(
  context: ActorContext,
  { sessionId, email, reason }: WithdrawalOnBehalf,
): Promise<Result<{ sessionId: string }, "not-found" | "person-unknown" | "begun">> {
  return asProgrammeManager(
    context,
    { action: "registration.withdraw", targetId: sessionId },
    "none-yet",
    async (tx): Promise<Result<{ sessionId: string }, "person-unknown" | "begun">> => {
      const theirs = Prisma.sql`session_id = ${sessionId}::uuid AND account_id = (SELECT id FROM account WHERE email = ${email})`
      const [one] = await holdRegistrations(tx, Prisma.sql`${theirs} AND registration_lives(status)`)
      if (!one) return refuse("person-unknown")
      if (one.session.startsAt && one.session.startsAt <= context.now) return refuse("begun")
      if (!(await follow(tx, context, one, { arrow: "withdraw", side: "manager", reason }))) return refuse("person-unknown")
      await tellPerson(tx, context, one, "withdrawn", reason)
      if (one.status !== "requested") await tellProvider(tx, context, one, "withdrawn", reason)
      return ok({ sessionId })
    },
  )
}

/** Takes a place that was offered, until its hour. */
export function takeOffer(context: ActorContext, { registrationId }: OwnRegistration): Promise<Result<Done, OwnRefusal | "too-late">> {
  return asOneself(context, "registration.takeOffer", registrationId, async (tx, one): Promise<Result<Done, OwnRefusal | "too-late">> => {
    const { offeredUntil } = await tx.registration.findUniqueOrThrow({ where: { id: registrationId }, select: { offeredUntil: true } })
    if (!begins("takeOffer", one.status)) return refuse("not-possible")
    if (!offeredUntil || offeredUntil <= context.now) return refuse("too-late")
    if (!(await follow(tx, context, one, { arrow: "takeOffer", side: "person" }))) return refuse("not-possible")
    await tellPerson(tx, context, one, "confirmed")
    return ok({ registrationId })
  })
}

/** "Relancer": asks again whoever has to answer; once in two working days. */
export function remind(context: ActorContext, { registrationId }: OwnRegistration): Promise<Result<Done, OwnRefusal | "too-soon">> {
  return asOneself(context, "registration.remind", registrationId, async (tx, one): Promise<Result<Done, OwnRefusal | "too-soon">> => {
    if (one.status !== "requested" && one.status !== "employer_accepted") return refuse("not-possible")
    const { requestedAt, remindedAt } = await tx.registration.findUniqueOrThrow({
      where: { id: registrationId },
      select: { requestedAt: true, remindedAt: true },
    })
    if ((remindedAt ?? requestedAt) >= begunBefore(context.now, 2)) return refuse("too-soon")
    await tx.registration.update({ where: { id: registrationId }, data: { remindedAt: context.now } })
    await record(tx, context, { action: "registration.remind", structureId: one.structureId, targetId: registrationId })
    const asked = { ...one, registrationId, person: formatName(one.account) }
    if (one.status === "employer_accepted") {
      await tellValidators(tx, context, asked)
      return ok({ registrationId })
    }
    const answerers = await answerersFor(tx, one.structureId, one.accountId)
    if (answerers.as !== "oneself") await tellAnswerers(tx, context, asked, answerers, true)
    return ok({ registrationId })
  })
}

export type OwnRefusal = "not-found" | "not-possible"

/** The frame of a gesture on one's own registration, which is held until the commit; "not found", with its trace, for anyone else's. */
export function asOneself<Value, Why extends string>(
  context: ActorContext,
  action: Action,
  registrationId: string,
  work: (tx: Tx, one: Concerned) => Promise<Result<Value, Why>>,
): Promise<Result<Value, Why | "not-found">> {
  const { actor } = context
  return transaction(
    async (tx): Promise<Result<Value, Why | "not-found">> => {
      const row = await tx.registration.findUnique({
        where: { id: registrationId },
        select: { accountId: true, structureId: true },
      })
      const attempt = { action, structureId: row?.structureId ?? null, targetId: registrationId }
      const result = await takenBackIfRefused<Result<Value, Why | "not-found">>(tx, async () => {
        if (row?.accountId !== actor.accountId || actor.control) return refuse("not-found")
        const [one] = await holdRegistrations(tx, Prisma.sql`id = ${registrationId}::uuid`)
        return one ? work(tx, one) : refuse("not-found")
      })
      return traced(tx, context, attempt, result)
    },
    { timeout: 20_000 },
  )
}
