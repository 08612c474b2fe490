import "server-only"
import type { Route } from "next"
import { revalidatePath } from "next/cache"
import { headers } from "next/headers"
import { notFound, redirect } from "next/navigation"
import type * as z from "zod/mini"
import type { ActorContext, Context } from "@/lib/access/context"
import type { Budget } from "@/lib/access/limits"
import { underControl, type unknownPage } from "@/lib/access/words"
import { currentActor, currentSession, drawnFor } from "@/lib/identity/entrance/actor"
import { visit } from "@/lib/identity/entrance/auth"
import type { MissingFactor } from "@/lib/identity/sessions/rules"
import { drawnForField, type FormState, secretField } from "@/lib/platform/http/form-state"
import { networkOf } from "@/lib/platform/http/network-address"
import { isSameOrigin } from "@/lib/platform/http/origin"
import { log } from "@/lib/platform/process/log"
import { type Result, refuse } from "@/lib/platform/result"
import { isKeyOf } from "@/lib/platform/text/lookup"
import { waitWords } from "@/lib/platform/time/dates"
import { refuseUnderControl } from "@/lib/trace/journal/operations"

type Said = string | { field: string; message: string }
type Words<Why extends string> = Record<Why, Said | typeof unknownPage>

/**
 * What happens after an action: the French words of each refusal, and the page to open when the action is done; or, instead of that
 * page, what the form shows once (codes that are stored nowhere). `budget`: how often one account, and one network, may do it.
 */
type Outcome<Value, Why extends string> = {
  words: Words<Why>
  budget: Budget
  next: Route | ((value: Value) => Route)
  reveal?: (value: Value) => string[]
  /** Whether a manager who has taken control of the account may do this action: only when it is set here. */
  underControl?: true
  /** The form does nothing in the name of whoever is signed in: a link that came by mail, a sign-in. */
  forWhoever?: true
  /** Refusals that mean the page shows outdated data: the page is rendered again around the form. */
  refresh?: readonly Why[]
}

/**
 * The steps of every form: check the origin, check the input (unknown keys are refused), check that whoever is signed in now is who
 * the form was drawn for, limit the rate, run the operation, turn a refusal into words. The returned state keeps what was typed, except passwords.
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
 * As `action`, but also for sessions that still miss the factor `missing`: the few gestures by which someone gives or sets up a second
 * factor. Someone who has a factor but has not given it may not set up another one instead.
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

  /** Finds who asks, checks how often, and runs the operation: everything that needs the database. */
  async function attempt(
    input: z.core.util.SafeParseResult<z.infer<S>>,
    drawn: FormDataEntryValue | null,
    seen: Awaited<ReturnType<typeof visit>>,
  ): Promise<Result<Value, Why | Unforeseen | "invalid">> {
    const signedIn = await drawnFor()
    // When nobody is signed in any more, nothing can be written in another's name: the operation answers as to a visitor.
    if (!outcome.forWhoever && signedIn !== "" && drawn !== signedIn)
      return refuse((await currentSession())?.backFrom ? "control-over" : "someone-else")
    if (!input.success) return refuse("invalid")
    const context: Context = { actor: await who(), ...seen }
    const spent = await spend(outcome.budget, context)
    if (spent) return spent
    return operation(context, input.data)
  }

  return async (_previous: FormState, form: FormData): Promise<FormState> => {
    if (!isSameOrigin(await headers())) return refusal(form, "Cette demande ne vient pas du portail. Rechargez la page et recommencez.")
    const parsed = schema.safeParse(fieldsOf(form))
    const seen = await visit()
    const result = await attempt(parsed, form.get(drawnForField), seen).catch((error: unknown) => {
      // A bug or an outage: it is logged for whoever operates the portal, under the reference that the person reads.
      log.error({ err: error }, "action failed")
      return refuse("outage", seen.requestId)
    })
    if (!parsed.success && !result.ok && result.why === "invalid") return invalid(form, parsed.error.issues)
    if (!result.ok) {
      const said: Said | typeof unknownPage = words[result.why]
      if (typeof said !== "string" && "page" in said) notFound()
      if (outcome.refresh?.some((why) => why === result.why)) revalidatePath("/", "layout")
      return refused(form, said, result.detail)
    }
    const revealed = outcome.reveal?.(result.value) ?? []
    if (revealed.length > 0) return { fields: {}, values: typed(form), revealed }
    // The header and the pages kept by the browser still show the old names, counters and rights.
    revalidatePath("/", "layout")
    redirect(typeof outcome.next === "string" ? outcome.next : outcome.next(result.value))
  }
}

/** Takes one gesture from the budgets of the network and of the account; the refusal, when nothing is left. */
export async function spend({ account, network }: Budget, { actor, ip }: Context) {
  const [ofNetwork, ofAccount] = await Promise.all([network.take(networkOf(ip)), actor && account ? account.take(actor.accountId) : null])
  if (!ofNetwork.allowed) return refuse("too-many", waitWords(ofNetwork.waitSeconds))
  return ofAccount && !ofAccount.allowed ? refuse("too-often", waitWords(ofAccount.waitSeconds)) : null
}

type Unforeseen = "too-many" | "too-often" | "outage" | "someone-else" | "control-over"
const unforeseen: Words<Unforeseen> = {
  "too-many": "Trop de demandes viennent de votre réseau. Réessayez dans {detail} : rien de ce que vous avez saisi n’est perdu.",
  "too-often":
    "Vous avez fait ce geste beaucoup de fois en peu de temps. Réessayez dans {detail} : rien de ce que vous avez saisi n’est perdu.",
  "someone-else":
    "Ce n’est plus le compte pour lequel cette page avait été ouverte : quelqu’un s’est connecté depuis dans ce navigateur. Rien n’a été changé, et rien de ce que vous avez saisi n’est perdu. Pour l’envoyer en votre nom, connectez-vous dans un autre onglet, puis envoyez à nouveau ; sinon, rechargez la page.",
  "control-over":
    "La prise de contrôle est terminée : vous êtes revenu·e à votre propre compte. Rien n’a été changé. Rechargez la page pour continuer en votre nom.",
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

/** `$ACTION_…` keys are React's own, and one more is ours. */
function fieldsOf(form: FormData) {
  return Object.fromEntries([...form.entries()].filter(([name]) => !name.startsWith("$ACTION") && name !== drawnForField))
}

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
  const complete = (text: string) => text.replace("{detail}", () => detail ?? "")
  if (typeof words !== "string") return { fields: { [words.field]: complete(words.message) }, values: typed(form) }
  return refusal(form, complete(words))
}

function refusal(form: FormData, message: string): FormState {
  return { message, fields: {}, values: typed(form) }
}
