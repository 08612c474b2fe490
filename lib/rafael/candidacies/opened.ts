/** The private page once its birth date was given: a sealed cookie of this browser, good for one link and for half an hour. */
import "server-only"
import * as z from "zod/mini"
import type { Context } from "@/lib/access/context"
import { sealCookie, unsealCookie } from "@/lib/platform/http/sealed-cookie"
import { ok, refuse } from "@/lib/platform/result"
import { hashSecret } from "@/lib/platform/secrets/secrets"
import { correctContact, eraseOwnCandidacy, proveCandidate, renounce } from "@/lib/rafael/candidacies/operations"
import { candidateOfLink } from "@/lib/rafael/candidacies/queries"
import type { CandidateErasure, ContactCorrection, Opening, Renunciation } from "@/lib/rafael/candidacies/schema"

const cookie = "candidature"
const shape = z.object({ link: z.string(), candidateId: z.string() })
const halfAnHour = 1800

/** The candidate whose page this browser has opened with this very link; null when the birth date must be given again. */
export async function openedCandidate(token: string, now: Date): Promise<string | null> {
  const opened = await unsealCookie(cookie, shape)
  if (opened?.link !== hashSecret(token)) return null
  // The link may have expired, or the candidate been erased, since.
  const candidate = await candidateOfLink(token, now)
  return candidate?.id === opened.candidateId ? candidate.id : null
}

/** Opens the page to whoever knows the birth date. */
export async function openCandidacy(context: Context, input: Opening) {
  const proved = await proveCandidate(context, input)
  if (!proved.ok) return proved
  await sealCookie(cookie, { link: hashSecret(input.token), candidateId: proved.value.candidateId }, halfAnHour)
  return ok({ token: input.token })
}

export async function correctOpened(context: Context, { token, ...fields }: ContactCorrection) {
  const id = await openedCandidate(token, context.now)
  const corrected = id ? await correctContact(context, id, { ...fields, linkHash: hashSecret(token) }) : refuse("gone")
  return corrected.ok ? ok({ token }) : corrected
}

export async function renounceOpened(context: Context, { token, ...input }: Renunciation) {
  const id = await openedCandidate(token, context.now)
  const renounced = id ? await renounce(context, id, input) : refuse("gone")
  return renounced.ok ? ok({ token }) : renounced
}

export async function eraseOpened(context: Context, { token }: CandidateErasure) {
  const id = await openedCandidate(token, context.now)
  return id ? eraseOwnCandidacy(context, id) : refuse("gone")
}
