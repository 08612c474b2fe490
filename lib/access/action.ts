import "server-only"
import { headers } from "next/headers"
import { redirect } from "next/navigation"
import type * as z from "zod/mini"
import { currentActor } from "@/lib/access/actor"
import { visit } from "@/lib/access/auth"
import type { ActorContext, Context } from "@/lib/access/context"
import { env } from "@/lib/platform/env"
import type { FormState } from "@/lib/platform/form-state"
import { type Result, refuse } from "@/lib/platform/result"

type Words<Why extends string> = Record<Why, string | { field: string; message: string }>

/** What follows an action: the French words of each refusal, and the page to go to when it is done. */
type Outcome<Value, Why extends string> = {
  words: Words<Why>
  next: string | ((value: Value) => string)
}

/**
 * The pipeline of every form: same origin, input sound (unknown keys refused), hand over, refusal to words. The state
 * it returns keeps what was typed, passwords excepted.
 */
export function openAction<S extends z.ZodMiniType, Value, Why extends string>(
  schema: S,
  operation: (context: Context, input: z.infer<S>) => Promise<Result<Value, Why>>,
  outcome: Outcome<Value, Why>,
) {
  return async (_previous: FormState, form: FormData): Promise<FormState> => {
    if (!(await isSameOrigin())) return refusal(form, "Cette demande ne vient pas du portail. Rechargez la page et recommencez.")
    const parsed = schema.safeParse(fieldsOf(form))
    if (!parsed.success) return invalid(form, parsed.error.issues)
    const context: Context = { actor: await currentActor(), ...(await visit()) }
    const result = await operation(context, parsed.data)
    if (!result.ok) return refused(form, outcome.words[result.why], result.detail)
    redirect(typeof outcome.next === "string" ? outcome.next : outcome.next(result.value))
  }
}

/** As `openAction`, for people signed in. Someone whose session has just ended keeps what they typed. */
export function action<S extends z.ZodMiniType, Value, Why extends string>(
  schema: S,
  operation: (context: ActorContext, input: z.infer<S>) => Promise<Result<Value, Why>>,
  outcome: Outcome<Value, Why>,
) {
  return openAction(schema, async (context, input) => (isSignedIn(context) ? operation(context, input) : refuse("signed-out")), {
    next: outcome.next,
    words: { ...outcome.words, "signed-out": signedOut } as Words<Why | "signed-out">,
  })
}

const signedOut =
  "Votre session a expiré. Connectez-vous dans un autre onglet, puis envoyez à nouveau : rien de ce que vous avez saisi n’est perdu."

function isSignedIn(context: Context): context is ActorContext {
  return context.actor !== null
}

/** Next lets a missing Origin through; a browser always sends one with a form, so its absence is refused. */
async function isSameOrigin() {
  const list = await headers()
  const origin = list.get("origin")
  return origin !== null && (origin === new URL(env.publicUrl).origin || URL.parse(origin)?.host === list.get("host"))
}

/** `$ACTION_…` keys are React's own. */
function fieldsOf(form: FormData) {
  return Object.fromEntries([...form.entries()].filter(([name]) => !name.startsWith("$ACTION")))
}

function typed(form: FormData) {
  const kept = Object.entries(fieldsOf(form)).filter(([name, value]) => typeof value === "string" && !/password/i.test(name))
  return Object.fromEntries(kept) as Record<string, string>
}

function invalid(form: FormData, issues: z.core.$ZodIssue[]): FormState {
  const fields: Record<string, string> = {}
  for (const issue of issues) {
    const field = issue.path[0]
    if (typeof field === "string") fields[field] ??= issue.message
  }
  if (Object.keys(fields).length === 0)
    return refusal(form, "Ce formulaire contient une information inattendue. Rechargez la page et recommencez.")
  return { fields, values: typed(form) }
}

function refused(form: FormData, words: string | { field: string; message: string }, detail: string | undefined): FormState {
  if (typeof words !== "string") return { fields: { [words.field]: words.message }, values: typed(form) }
  return refusal(form, words.replace("{detail}", detail ?? ""))
}

function refusal(form: FormData, message: string): FormState {
  return { message, fields: {}, values: typed(form) }
}
