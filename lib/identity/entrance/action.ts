import "server-only"
import type { Route } from "next"
import { revalidatePath } from "next/cache"
import { headers } from "next/headers"
import { notFound, redirect } from "next/navigation"
import type * as z from "zod/mini"
import type { ActorContext, Context } from "@/lib/access/context"
import { networkOf } from "@/lib/access/limits"
import { underControl, type unknownPage } from "@/lib/access/words"
import { currentActor, currentSession } from "@/lib/identity/entrance/actor"
import { visit } from "@/lib/identity/entrance/auth"
import type { MissingFactor } from "@/lib/identity/sessions/rules"
import type { FormState } from "@/lib/platform/http/form-state"
import { isSameOrigin } from "@/lib/platform/http/origin"
import type { Limit } from "@/lib/platform/http/throttle"
import { log } from "@/lib/platform/process/log"
import { type Result, refuse } from "@/lib/platform/result"
import { isKeyOf } from "@/lib/platform/text/lookup"
import { waitWords } from "@/lib/platform/time/dates"
import { refuseUnderControl } from "@/lib/trace/journal/operations"

type Said = string | { field: string; message: string }
type Words<Why extends string> = Record<Why, Said | typeof unknownPage>

/**
 * What follows an action: the French words of each refusal, and the page to go to when it is done, or what the form then
 * shows, once, in its place (codes that are kept nowhere). `limit`: how often one address of the network may ask.
 */
type Outcome<Value, Why extends string> = {
  words: Words<Why>
  limit?: Limit
  next: Route | ((value: Value) => Route)
  reveal?: (value: Value) => string[]
  /** Whether a manager who has taken control of the account may do it: no, unless it is said here. */
  underControl?: true
  /** Refusals that come from what the page no longer shows right: it is drawn again around the form. */
  refresh?: readonly Why[]
}

/**
 * The pipeline of every form: same origin, input sound (unknown keys refused), rate, hand over, refusal to words. The
 * state it returns keeps what was typed, passwords excepted.
 */
export function openAction<S extends z.ZodMiniType, Value, Why extends string>(
  schema: S,
  operation: (context: Context, input: z.infer<S>) => Promise<Result<Value, Why>>,
  outcome: Outcome<Value, Why>,
) {
  return pipeline(schema, currentActor, operation, outcome)
}

/** As `openAction`, for people signed in. Someone whose session has just ended keeps what they typed. */
export function action<S extends z.ZodMiniType, Value, Why extends string>(
  schema: S,
  operation: (context: ActorContext, input: z.infer<S>) => Promise<Result<Value, Why>>,
  outcome: Outcome<Value, Why>,
) {
  return pipeline(schema, currentActor, signedIn(operation, outcome.underControl), withSignedOut(outcome))
}

/**
 * As `action`, also for those whose session misses this very thing: the few gestures by which a second factor is given, or
 * set up. Someone who owes one they have may not set up another instead.
 */
export function halfwayAction<S extends z.ZodMiniType, Value, Why extends string>(
  missing: MissingFactor,
  schema: S,
  operation: (context: ActorContext, input: z.infer<S>) => Promise<Result<Value, Why>>,
  outcome: Outcome<Value, Why>,
) {
  const whoever = async () => {
    const session = await currentSession()
    return session && (session.missing === null || session.missing === missing) ? session.actor : null
  }
  return pipeline(schema, whoever, signedIn(operation, outcome.underControl), withSignedOut(outcome))
}

function pipeline<S extends z.ZodMiniType, Value, Why extends string>(
  schema: S,
  who: () => Promise<Context["actor"]>,
  operation: (context: Context, input: z.infer<S>) => Promise<Result<Value, Why>>,
  outcome: Outcome<Value, Why>,
) {
  const words: Words<Why | Unforeseen> = { ...outcome.words, ...unforeseen }

  /** Who asks, how often, and the operation itself: all that needs the database. */
  async function attempt(input: z.infer<S>, seen: Awaited<ReturnType<typeof visit>>): Promise<Result<Value, Why | Unforeseen>> {
    const context: Context = { actor: await who(), ...seen }
    const allowance = await outcome.limit?.take(networkOf(context.ip))
    if (allowance && !allowance.allowed) return refuse("too-many", waitWords(allowance.waitSeconds))
    return operation(context, input)
  }

  return async (_previous: FormState, form: FormData): Promise<FormState> => {
    if (!isSameOrigin(await headers())) return refusal(form, "Cette demande ne vient pas du portail. Rechargez la page et recommencez.")
    const parsed = schema.safeParse(fieldsOf(form))
    if (!parsed.success) return invalid(form, parsed.error.issues)
    const seen = await visit()
    const result = await attempt(parsed.data, seen).catch((error: unknown) => {
      // A bug or an outage: told to whoever operates the portal, under the reference the person reads.
      log.error({ err: error }, "action failed")
      return refuse("outage", seen.requestId)
    })
    if (!result.ok) {
      const said: Said | typeof unknownPage = words[result.why]
      if (typeof said !== "string" && "page" in said) notFound()
      if (outcome.refresh?.some((why) => why === result.why)) revalidatePath("/", "layout")
      return refused(form, said, result.detail)
    }
    const revealed = outcome.reveal?.(result.value) ?? []
    if (revealed.length > 0) return { fields: {}, values: {}, revealed }
    // The header and the pages kept by the browser speak of before: names, counters, rights.
    revalidatePath("/", "layout")
    redirect(typeof outcome.next === "string" ? outcome.next : outcome.next(result.value))
  }
}

type Unforeseen = "too-many" | "outage"
const unforeseen: Words<Unforeseen> = {
  "too-many": "Trop de demandes viennent de votre réseau. Réessayez dans {detail} : rien de ce que vous avez saisi n’est perdu.",
  outage:
    "Le service est momentanément indisponible. Rien de ce que vous avez saisi n’est perdu : réessayez dans un instant. Si cela continue, donnez cette référence à l’assistance : {detail}.",
}
const signedOut =
  "Votre session a expiré. Connectez-vous dans un autre onglet, puis envoyez à nouveau : rien de ce que vous avez saisi n’est perdu."

function signedIn<Input, Value, Why extends string>(
  operation: (context: ActorContext, input: Input) => Promise<Result<Value, Why>>,
  underControl = false,
) {
  return async (context: Context, input: Input): Promise<Result<Value, Why | "signed-out" | "under-control">> => {
    if (!isSignedIn(context)) return refuse("signed-out")
    if (context.actor.control && !underControl) return refuseUnderControl(context)
    return operation(context, input)
  }
}

function withSignedOut<Value, Why extends string>(outcome: Outcome<Value, Why>): Outcome<Value, Why | "signed-out" | "under-control"> {
  const words = { ...outcome.words, "signed-out": signedOut, "under-control": underControl } as Words<Why | "signed-out" | "under-control">
  return { ...outcome, words }
}

function isSignedIn(context: Context): context is ActorContext {
  return context.actor !== null
}

/** `$ACTION_…` keys are React's own. */
function fieldsOf(form: FormData) {
  return Object.fromEntries([...form.entries()].filter(([name]) => !name.startsWith("$ACTION")))
}

const secretField = /password|^code$|assertion|challenge/i

function typed(form: FormData) {
  const kept = Object.entries(fieldsOf(form)).filter(([name, value]) => typeof value === "string" && !secretField.test(name))
  return Object.fromEntries(kept) as Record<string, string>
}

function invalid(form: FormData, issues: z.core.$ZodIssue[]): FormState {
  const fields: Record<string, string> = {}
  for (const issue of issues) {
    const field = issue.path[0]
    if (typeof field === "string" && !isKeyOf(fields, field)) fields[field] = issue.message
  }
  if (Object.keys(fields).length === 0)
    return refusal(form, "Ce formulaire contient une information inattendue. Rechargez la page et recommencez.")
  return { fields, values: typed(form) }
}

function refused(form: FormData, words: Said, detail: string | undefined): FormState {
  const complete = (text: string) => text.replace("{detail}", detail ?? "")
  if (typeof words !== "string") return { fields: { [words.field]: complete(words.message) }, values: typed(form) }
  return refusal(form, complete(words))
}

function refusal(form: FormData, message: string): FormState {
  return { message, fields: {}, values: typed(form) }
}
