/**
 * Sign-up between its steps: kept in a sealed cookie, not in the database, and each in its own, named after the id that its pages carry
 * (docs/decisions/0048): in two tabs, two people sign up.
 */
import { done } from "@/lib/access/outcomes"
import "server-only"
import { randomUUID } from "node:crypto"
import type { Route } from "next"
import * as z from "zod/mini"
import { at } from "@/lib/access/addresses"
import type { Context } from "@/lib/access/context"
import { can } from "@/lib/access/permissions"
import { choosePassword } from "@/lib/identity/credentials/operations"
import { rememberDevice } from "@/lib/identity/entrance/device"
import { enterHere } from "@/lib/identity/entrance/entering"
import { openListingRequest } from "@/lib/membership/listings/operations"
import type { Listing } from "@/lib/membership/listings/schema"
import {
  confirmSignup,
  forgetUnconfirmed,
  openFirstSession,
  resendVerification,
  type SignupTarget,
  submitSignup,
} from "@/lib/membership/signups/operations"
import { signupOfLink } from "@/lib/membership/signups/queries"
import {
  type Confirmation,
  type Draft,
  deviceDraftMark,
  draftShape,
  type Identity,
  type Step,
  type Target,
} from "@/lib/membership/signups/schema"
import { isUuid, transaction } from "@/lib/platform/db/client"
import { cookiesNamed, dropCookie, hasCookie, sealCookie, unsealCookie } from "@/lib/platform/http/sealed-cookie"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { parsePhone } from "@/lib/platform/text/phone"
import { structureBySiret } from "@/lib/structures/queries"

const prefix = "inscription-"
const hour = 3600
/** A browser sends all its cookies with each request, within 16 kB: the oldest draft makes room. */
const most = 4

/** What this browser keeps of the sign-up `id`, when it has reached this step; otherwise null. */
async function kept<S extends Step>(id: string | undefined, step: S): Promise<Extract<Draft, { step: S }> | null> {
  const draft = id && isUuid(id) ? await unsealCookie(prefix + id, draftShape) : null
  return draft?.step === step ? (draft as Extract<Draft, { step: S }>) : null
}

type Kept = Draft extends infer D ? (D extends Draft ? Omit<D, "savedAt"> : never) : never

async function keep(id: string, draft: Kept, hours: number) {
  const names = (await cookiesNamed(prefix)).filter((name) => isUuid(name.slice(prefix.length)) && name !== prefix + id)
  const ages = await Promise.all(names.map(async (name) => ({ name, at: (await unsealCookie(name, draftShape))?.savedAt ?? 0 })))
  const tooMany = ages.sort((one, other) => other.at - one.at).slice(most - 1)
  for (const { name } of tooMany) await dropCookie(name)
  await sealCookie(prefix + id, { ...draft, savedAt: Date.now() }, hours * hour)
}

/** What the person has typed at step 2 of the sign-up `id`, and for which structure; null when it is not there. */
export function readDraft(id: string) {
  return kept(id, "person")
}

/** The structure to be listed that the person has described in the sign-up `id`, or null. */
export async function readListing(id: string): Promise<Listing | null> {
  const described = (await kept(id, "structure")) ?? (await kept(id, "person"))
  return described?.target.listing ?? null
}

/** Whether the person's device says it keeps a draft (components/membership/signups/device-draft.ts). */
export function hasDeviceDraft() {
  return hasCookie(deviceDraftMark)
}

/** The sign-up that a form belongs to; none when it begins one. */
type OfSignup = { demande?: string | undefined }

/** Keeps the description of a structure that is not in the list; someone signed in sends it at once. */
export async function keepListing(context: Context, { demande, ...listing }: Listing & OfSignup) {
  if (await structureBySiret(listing.siret)) return refuse("already-listed")
  const { actor } = context
  if (actor) {
    if (!can(actor, "affiliation.request")) return refuse("managers-do-not-ask")
    await transaction((tx) => openListingRequest(tx, context, { accountId: actor.accountId, origin: "request", need: null }, listing))
    return ok(done("/mes-structures", "referencement"))
  }
  const { id, before } = await begun(demande)
  const target = { siret: null, listing }
  await keep(id, before ? { step: "person", target, person: before } : { step: "structure", target }, before ? 2 : 1)
  return ok(at("/inscription/informations", { demande: id }))
}

/** The sign-up `demande` of this browser with what was typed at step 2, or a new one. */
async function begun(demande: string | undefined) {
  const draft = (await kept(demande, "person")) ?? (await kept(demande, "structure"))
  if (!demande || !draft) return { id: randomUUID(), before: null }
  return { id: demande, before: draft.step === "person" ? draft.person : null }
}

/** Keeps step 2. An empty password keeps the one chosen before. */
export async function keepIdentity(_context: Context, input: Identity & OfSignup & { siret?: string | undefined }) {
  const { demande, siret, password, ...identity } = input
  const target = await targetOf(siret, demande)
  if (!target.ok) return target
  const phone = parsePhone(identity.phone)
  if (phone === null) return refuse("phone-unreadable")
  const { id, before } = await begun(demande)
  const hash = password
    ? await choosePassword(password, wordsAbout(identity, target.value.name))
    : before
      ? ok(before.passwordHash)
      : refuse("no-password")
  if (!hash.ok) return hash
  await keep(id, { step: "person", target: target.value.target, person: { ...identity, phone, passwordHash: hash.value } }, 2)
  return ok(id)
}

async function targetOf(siret: string | undefined, demande: string | undefined) {
  if (!siret) {
    const listing = await readListing(demande ?? "")
    return listing ? ok({ target: { siret: null, listing } as Target, name: listing.raisonSociale }) : refuse("no-structure")
  }
  const structure = await structureBySiret(siret)
  if (!structure) return refuse("structure-unknown")
  if (structure.state === "closed") return refuse("structure-closed")
  return ok({ target: { siret, listing: null } as Target, name: structure.raisonSociale })
}

function wordsAbout({ firstName, lastName, email }: Pick<Identity, "firstName" | "lastName" | "email">, structureName: string) {
  return [firstName, lastName, email, structureName]
}

/** Sends the sign-up `demande` and no other. A second click finds it sent, and goes where the first one went. */
export async function sendDraft(context: Context, { demande: id }: { demande: string }) {
  const draft = await readDraft(id)
  if (!draft) return (await sentTo(id)) ? ok(id) : refuse("no-draft")
  const { target, person } = draft
  const chosen = await chosenStructure(target)
  if (!chosen.ok) return chosen
  const sent = await submitSignup(context, { id, ...person }, chosen.value)
  if (!sent.ok) return sent
  await keep(id, { step: "sent", email: person.email, target, person }, 24)
  return ok(id)
}

/**
 * Sends the link of the sign-up `demande` to another address, because the first one was wrong: a new sign-up with what was typed, and the
 * former one forgotten.
 */
export async function correctSentAddress(context: Context, { demande, email }: { demande: string; email: string }) {
  const sent = await kept(demande, "sent")
  if (!sent?.person || !sent.target) return refuse("no-draft")
  if (email === sent.email) return refuse("same-address")
  const chosen = await chosenStructure(sent.target)
  if (!chosen.ok) return chosen
  const id = randomUUID()
  const person = { ...sent.person, email }
  // First: if the database dies here, no stranger has a link, and the person, whose answers are kept, sends them again.
  await forgetUnconfirmed(demande)
  const submitted = await submitSignup(context, { id, ...person }, chosen.value)
  if (!submitted.ok) return submitted
  await dropCookie(prefix + demande)
  await keep(id, { step: "sent", email, target: sent.target, person }, 24)
  return ok(id)
}

/**
 * Confirms the address of a sign-up. In the browser that signed up it signs in too; in another one the sign-in page has the address already.
 * Returns the page to open.
 */
export async function confirmHere(context: Context, confirmation: Confirmation) {
  const signup = await signupOfLink(confirmation.token, context.now)
  const isHere = signup.state === "ready" && (await sentTo(signup.id)) !== null
  const confirmed = await confirmSignup(context, confirmation)
  if (!confirmed.ok) return confirmed
  const opened = isHere ? await openFirstSession(context, confirmed.value) : null
  const { isInvited } = confirmed.value
  if (!opened) {
    await rememberConfirmed(confirmed.value.email)
    return ok(done("/connexion", isInvited ? "rejointe" : "confirmee"))
  }
  if (signup.state === "ready") await dropCookie(prefix + signup.id)
  await rememberDevice("password", confirmed.value.email)
  await enterHere(context, opened)
  return ok(done("/accueil", isInvited ? "rejointe" : "confirmee"))
}

const confirmedAddress = "adresse-confirmee"

/** Keeps, for the sign-in page, the address that its owner has just confirmed in this browser. */
export function rememberConfirmed(email: string): Promise<void> {
  return sealCookie(confirmedAddress, { email }, hour)
}

/** The address confirmed in this browser a moment ago, for the sign-in page; "" otherwise. */
export async function addressJustConfirmed(): Promise<string> {
  return (await unsealCookie(confirmedAddress, z.object({ email: z.string() })))?.email ?? ""
}

async function chosenStructure(target: Target): Promise<Result<SignupTarget, "structure-unknown">> {
  if (target.siret === null) return ok({ structureId: null, listing: target.listing })
  const structure = await structureBySiret(target.siret)
  return structure ? ok({ structureId: structure.id, listing: null }) : refuse("structure-unknown")
}

/** The address that the sign-up `id` of this browser was sent to, or null. */
export async function sentTo(id: string): Promise<string | null> {
  return (await kept(id, "sent"))?.email ?? null
}

/** Sends the link again for a sign-up of this browser; the same words whatever happens. */
export async function resendDraft(context: Context, { demande: id }: { demande: string }): Promise<Result<Route, never>> {
  if (await sentTo(id)) await resendVerification(context, id)
  return ok(at("/inscription/confirmation", { demande: id, renvoye: 1 }))
}
