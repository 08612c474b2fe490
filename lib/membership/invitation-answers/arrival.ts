/** What a browser does once an invitation is accepted in it: whoever joined is signed in, or finds their address ready to sign in. */
import "server-only"
import type { Route } from "next"
import type { Context } from "@/lib/access/context"
import { done } from "@/lib/access/outcomes"
import { rememberDevice } from "@/lib/identity/entrance/device"
import { enterHere } from "@/lib/identity/entrance/entering"
import { acceptInvitation, declineInvitation, signUpInvited } from "@/lib/membership/invitation-answers/operations"
import type { Newcomer } from "@/lib/membership/invitation-answers/schema"
import { rememberConfirmed } from "@/lib/membership/signups/draft"
import { openFirstSession } from "@/lib/membership/signups/operations"
import { ok, type Result } from "@/lib/platform/result"

type RefusalOf<Operation extends (...given: never[]) => Promise<Result<unknown, string>>> = Extract<
  Awaited<ReturnType<Operation>>,
  { ok: false }
>["why"]

/** Accepts with the account of the address. A link opens no session by itself: only someone signed in already goes on to their home page. */
export async function acceptHere(
  context: Context,
  { token }: { token: string },
): Promise<Result<Route, RefusalOf<typeof acceptInvitation>>> {
  const joined = await acceptInvitation(context, { token })
  if (!joined.ok) return joined
  if (context.actor?.accountId === joined.value.accountId) return ok(done("/accueil", "rejointe"))
  await rememberConfirmed(joined.value.email)
  return ok(done("/connexion", "rejointe"))
}

/** Signs up and accepts; the password was given this instant, so the session opens. */
export async function signUpHere(context: Context, newcomer: Newcomer): Promise<Result<Route, RefusalOf<typeof signUpInvited>>> {
  const joined = await signUpInvited(context, newcomer)
  if (!joined.ok) return joined
  const opened = await openFirstSession(context, joined.value)
  if (!opened) {
    await rememberConfirmed(joined.value.email)
    return ok(done("/connexion", "rejointe"))
  }
  await rememberDevice("password", joined.value.email)
  await enterHere(context, opened)
  return ok(done("/accueil", "rejointe"))
}

/** Declines; someone signed in goes home, anyone else to the sign-in page, where they read that it is done. */
export async function declineHere(context: Context, link: { token: string }): Promise<Result<Route, RefusalOf<typeof declineInvitation>>> {
  const declined = await declineInvitation(context, link)
  if (!declined.ok) return declined
  return ok(context.actor ? done("/accueil", "invitation-refusee") : done("/connexion", "invitation-refusee"))
}
