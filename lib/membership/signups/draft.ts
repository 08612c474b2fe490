/** Sign-up between its steps: kept in the person's sealed cookie, not in the database (docs/decisions/0008). */
import { done } from "@/lib/access/outcomes"
import "server-only"
import { randomUUID } from "node:crypto"
import type * as z from "zod/mini"
import { at } from "@/lib/access/addresses"
import type { Context } from "@/lib/access/context"
import { can } from "@/lib/access/permissions"
import { choosePassword } from "@/lib/identity/credentials/operations"
import { openListingRequest } from "@/lib/membership/listings/operations"
import type { Listing } from "@/lib/membership/listings/schema"
import { resendVerification, type SignupDraft, type SignupTarget, submitSignup } from "@/lib/membership/signups/operations"
import { deviceDraftMark, draftShape, type Identity, listingShape, sentShape } from "@/lib/membership/signups/schema"
import { transaction } from "@/lib/platform/db/client"
import { dropCookie, hasCookie, sealCookie, unsealCookie } from "@/lib/platform/http/sealed-cookie"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { parsePhone } from "@/lib/platform/text/phone"
import { structureBySiret } from "@/lib/structures/queries"

const draftCookie = "inscription"
const listingCookie = "inscription-structure"
const sentCookie = "inscription-envoyee"
const hour = 3600

export type Draft = z.infer<typeof draftShape>
type Target = Draft["target"]

/** What the person has typed so far, or null. */
export async function readDraft(): Promise<Draft | null> {
  return unsealCookie(draftCookie, draftShape)
}

/** The structure to be listed that the person has described, or null. */
export async function readListing(): Promise<Listing | null> {
  const kept = await unsealCookie(listingCookie, listingShape)
  return kept?.listing ?? null
}

/** Whether the person's device says it keeps a draft (components/membership/signups/device-draft.ts). */
export function hasDeviceDraft() {
  return hasCookie(deviceDraftMark)
}

/** Keeps the description of a structure that is not in the list; someone signed in sends it at once. */
export async function keepListing(context: Context, listing: Listing) {
  if (await structureBySiret(listing.siret)) return refuse("already-listed")
  const { actor } = context
  if (actor) {
    if (!can(actor, "affiliation.request")) return refuse("managers-do-not-ask")
    await transaction((tx) => openListingRequest(tx, context, { accountId: actor.accountId, origin: "request", need: null }, listing))
    return ok(done("/mes-structures", "referencement"))
  }
  await sealCookie(listingCookie, { listing }, hour)
  return ok(at("/inscription/informations"))
}

type IdentityInput = Identity & { siret?: string | undefined }

/** Keeps step 2. An empty password keeps the one chosen before. */
export async function keepIdentity(_context: Context, { siret, password, ...identity }: IdentityInput) {
  const target = await targetOf(siret)
  if (!target.ok) return target
  const phone = parsePhone(identity.phone)
  if (phone === null) return refuse("phone-unreadable")
  const before = (await readDraft())?.person
  const hash = password
    ? await choosePassword(password, wordsAbout(identity, target.value.name))
    : before
      ? ok(before.passwordHash)
      : refuse("no-password")
  if (!hash.ok) return hash
  const person: SignupDraft = { ...identity, phone, id: before?.id ?? randomUUID(), passwordHash: hash.value }
  await sealCookie(draftCookie, { target: target.value.target, person }, 2 * hour)
  return ok()
}

async function targetOf(siret: string | undefined) {
  if (!siret) {
    const listing = await readListing()
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

/** Sends the sign-up. A second click finds the draft gone and goes where the first one went. */
export async function sendDraft(context: Context) {
  const draft = await readDraft()
  if (!draft) return (await sentTo()) ? ok() : refuse("no-draft")
  const { target, person } = draft
  const chosen = await chosenStructure(target)
  if (!chosen.ok) return chosen
  const sent = await submitSignup(context, person, chosen.value)
  if (!sent.ok) return sent
  await sealCookie(sentCookie, { id: person.id, email: person.email }, 24 * hour)
  await dropCookie(draftCookie)
  await dropCookie(listingCookie)
  return ok()
}

async function chosenStructure(target: Target): Promise<Result<SignupTarget, "structure-unknown">> {
  if (target.siret === null) return ok({ structureId: null, listing: target.listing })
  const structure = await structureBySiret(target.siret)
  return structure ? ok({ structureId: structure.id, listing: null }) : refuse("structure-unknown")
}

/** The address the last sign-up of this browser was sent to, or null. */
export async function sentTo(): Promise<{ id: string; email: string } | null> {
  return unsealCookie(sentCookie, sentShape)
}

/** Sends the link again for the last sign-up of this browser; the same words whatever happens. */
export async function resendDraft(context: Context) {
  const sent = await sentTo()
  if (sent) await resendVerification(context, sent.id)
  return ok()
}
