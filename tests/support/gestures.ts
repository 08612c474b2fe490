/** What people do in the portal, for tests that disturb it. Each gesture makes its own starting data. */

import { mergeAccounts, partAccounts } from "@/lib/desk/account-merges/operations"
import { correctAddress } from "@/lib/desk/address-corrections/operations"
import { writeToManagers } from "@/lib/desk/contacts/operations"
import { acceptCorrection, sendCorrection } from "@/lib/desk/corrections/operations"
import { importStructures } from "@/lib/desk/imports/operations"
import { saveAnnouncement } from "@/lib/desk/news/operations"
import { eraseOwnAccount } from "@/lib/desk/personal-data/operations"
import { sweep } from "@/lib/desk/retention/operations"
import { mergeStructures, undoMerge } from "@/lib/desk/structure-merges/operations"
import { changeTypes, closeStructure } from "@/lib/desk/structures/operations"
import { disableAccount } from "@/lib/desk/suspensions/operations"
import { askAddressChange } from "@/lib/identity/accounts/operations"
import { takeControl } from "@/lib/identity/control/operations"
import { changePassword, resetPassword, sendResetLink } from "@/lib/identity/credentials/operations"
import { confirmNomination, nominate } from "@/lib/identity/managers/operations"
import { signIn } from "@/lib/identity/sessions/operations"
import { setAbsence } from "@/lib/membership/absences/operations"
import { cancelRequest, remindDeciders, requestAffiliation } from "@/lib/membership/affiliations/operations"
import { askForClarification } from "@/lib/membership/clarifications/operations"
import { refuseRequest, validateRequest } from "@/lib/membership/decisions/operations"
import { changeEmployer, detach, leave } from "@/lib/membership/departures/operations"
import { followUp } from "@/lib/membership/follow-up/operations"
import { parseDelays } from "@/lib/membership/follow-up/rules"
import { acceptInvitation, signUpInvited } from "@/lib/membership/invitation-answers/operations"
import { sendInvitations } from "@/lib/membership/invitation-lists/operations"
import { acceptListing, openListingRequest } from "@/lib/membership/listings/operations"
import { setProfil } from "@/lib/membership/profils/operations"
import { appointReferent, removeReferent } from "@/lib/membership/referent-appointments/operations"
import { sendReferentChange } from "@/lib/membership/referents/operations"
import { changePeople, keepPeople } from "@/lib/membership/review-answers/operations"
import { openReview } from "@/lib/membership/reviews/operations"
import { confirmSignup, submitSignup } from "@/lib/membership/signups/operations"
import { db, transaction } from "@/lib/platform/db/client"
import { hashPassword } from "@/lib/platform/secrets/password"
import { csvRowsOf } from "@/lib/platform/text/csv"
import { markOf } from "@/lib/vocabulary/profils/rules"
import {
  aManager,
  aManagerContext,
  anAccount,
  anActiveAffiliation,
  aPendingRequest,
  aSiret,
  aStructure,
  aStructureWithReferent,
  contextOf,
  visitor,
} from "./factories"
import { rafaelGestures } from "./rafael-gestures"
import { giveTraces } from "./traces"

/** Makes the data that the gesture needs and returns the gesture, which may be done again after it failed. */
export type Gesture = () => Promise<() => Promise<unknown>>

const password = "bruyère tandem cobalt 71"
const day = 24 * 3_600_000
const noRights = { rafaelProfil: null, isEmployeur: false, isPrestataire: false } as const

async function aRequest() {
  const { structure, referent } = await aStructureWithReferent()
  const applicant = await anAccount()
  const request = await aPendingRequest(applicant.id, structure.id)
  return { structure, referent, applicant, request, context: await contextOf(referent.id) }
}

async function aMember(more: Parameters<typeof anActiveAffiliation>[2] = {}) {
  const { structure, referent } = await aStructureWithReferent()
  const member = await anAccount()
  const affiliation = await anActiveAffiliation(member.id, structure.id, more)
  return { structure, referent, member, affiliation, context: await contextOf(referent.id) }
}

async function aReviewed() {
  const { structure, affiliation, context } = await aMember({ rafaelProfil: "prescripteur_1" })
  const review = await db.review.create({
    data: {
      scope: "departement",
      scopeValue: crypto.randomUUID(),
      deadline: new Date("2026-12-24"),
      openedAt: context.now,
      openedBy: context.actor.accountId,
    },
  })
  const here = { reviewId: review.id, structureId: structure.id }
  await db.reviewStructure.create({ data: { ...here, people: 1, waiting: 1 } })
  await db.reviewItem.create({ data: { ...here, affiliationId: affiliation.id, personOrder: "", held: ["prescripteur_1"] } })
  return { context, asked: { ...here, affiliationIds: [affiliation.id], rafaelProfil: null } }
}

const aDraft = async () => ({
  id: crypto.randomUUID(),
  email: `nouvelle.${crypto.randomUUID()}@exemple.fr`,
  firstName: "Léa",
  lastName: "Petit",
  jobTitle: "",
  phone: "",
  need: null,
  passwordHash: "-",
})

/** The secret that a waiting message carries in its link. */
async function secretIn(template: string, toEmail: string) {
  const { data } = await db.message.findFirstOrThrow({ where: { template, toEmail } })
  return (data as { token: string }).token
}

async function twoStructures() {
  const [kept, absorbed] = [await aStructureWithReferent(), await aStructureWithReferent()]
  const both = await anAccount()
  await anActiveAffiliation(both.id, absorbed.structure.id, { rafaelProfil: "prescripteur_1" })
  await aPendingRequest((await anAccount()).id, absorbed.structure.id)
  const manager = await aManagerContext()
  return { manager, input: { structureId: kept.structure.id, absorbedId: absorbed.structure.id, people: 3 } }
}

const listing = () => ({
  siret: aSiret(),
  raisonSociale: "Nouvelle venue",
  sigle: "",
  address: "1 rue Haute",
  postcode: "64000",
  city: "Pau",
  type: "formateur" as const,
  message: "",
})

/** Those of the portal itself. */
export const portalGestures: Record<string, Gesture> = {
  "sending a sign-up": async () => {
    const [structure, draft] = [await aStructure(), await aDraft()]
    return () => submitSignup(visitor, draft, { structureId: structure.id, listing: null })
  },
  "confirming a sign-up": async () => {
    const [{ structure }, draft] = [await aStructureWithReferent(), await aDraft()]
    await submitSignup(visitor, draft, { structureId: structure.id, listing: null })
    const token = await secretIn("verify-address", draft.email)
    return () => confirmSignup(visitor, { token, password: "bruyère tandem cobalt 71", again: false })
  },
  "validating a request": async () => {
    const { context, request } = await aRequest()
    const rights = { rafaelProfil: "gestionnaire_general", isEmployeur: true, isPrestataire: true, becomesReferent: false } as const
    return () => validateRequest(context, { affiliationId: request.id, ...rights })
  },
  "refusing a request": async () => {
    const { context, request } = await aRequest()
    return () => refuseRequest(context, { affiliationId: request.id, reason: "Inconnu·e chez nous" })
  },
  "asking for a further structure": async () => {
    const [{ structure }, person] = [await aStructureWithReferent(), await anAccount()]
    const context = await contextOf(person.id)
    return () => requestAffiliation(context, { siret: structure.siret })
  },
  "cancelling one's request": async () => {
    const { applicant, request } = await aRequest()
    const context = await contextOf(applicant.id)
    return () => cancelRequest(context, { affiliationId: request.id })
  },
  "asking the applicant": async () => {
    const { context, request } = await aRequest()
    return () => askForClarification(context, { affiliationId: request.id, text: "Dans quel service ?" })
  },
  "announcing an absence": async () => {
    const { structure, affiliation, context } = await aMember()
    return () => setAbsence(context, { structureId: structure.id, from: "2026-12-21", to: "2026-12-31", standIn: affiliation.id })
  },
  "inviting people": async () => {
    const { structure, context } = await aMember()
    const addresses = `un.${crypto.randomUUID()}@exemple.fr`
    return () => sendInvitations(context, { structureId: structure.id, addresses, ...noRights, rafaelProfil: "prescripteur_1" })
  },
  "accepting an invitation": async () => {
    const [{ structure, context }, person] = [await aMember(), await anAccount()]
    await sendInvitations(context, { structureId: structure.id, addresses: person.email, ...noRights })
    const token = await secretIn("invitation", person.email)
    return () => acceptInvitation(visitor, { token })
  },
  "signing up by an invitation": async () => {
    const { structure, context } = await aMember()
    const email = `invitee.${crypto.randomUUID()}@exemple.fr`
    await sendInvitations(context, { structureId: structure.id, addresses: email, ...noRights, isEmployeur: true })
    const token = await secretIn("invitation", email)
    const person = { firstName: "Léa", lastName: "Petit", jobTitle: "Conseillère", phone: "" }
    return () => signUpInvited(visitor, { ...person, password, token })
  },
  "opening a review of rights": async () => {
    const { structure } = await aMember()
    const departement = structure.departement ?? ""
    const context = await aManagerContext()
    const asked = { scope: "departement", scopeValue: departement, deadline: "2026-12-24", message: "", suspends: true } as const
    await db.review.updateMany({ where: { closedAt: null }, data: { closedAt: context.now } })
    return () => openReview(context, asked)
  },
  "keeping people in a review": async () => {
    const { context, asked } = await aReviewed()
    return () => keepPeople(context, asked)
  },
  "changing people in a review": async () => {
    const { context, asked } = await aReviewed()
    return () => changePeople(context, { ...asked, rafaelProfil: "prescripteur_2" })
  },
  "granting a profil": async () => {
    const { context, affiliation } = await aMember()
    const gesture = { affiliationId: affiliation.id, gesture: "add", profil: "prescripteur_2", seen: markOf(noRights) } as const
    return () => setProfil(context, gesture)
  },
  "detaching someone": async () => {
    const { context, affiliation } = await aMember({ rafaelProfil: "prescripteur_3" })
    return () => detach(context, { affiliationId: affiliation.id, reason: "Départ", withoutReferent: false })
  },
  "leaving a structure": async () => {
    const { member, affiliation } = await aMember()
    const context = await contextOf(member.id)
    return () => leave(context, { affiliationId: affiliation.id, message: "" })
  },
  "appointing a référent": async () => {
    const { affiliation } = await aMember()
    const context = await aManagerContext()
    return () => appointReferent(context, { affiliationId: affiliation.id })
  },
  "accepting a correction": async () => {
    const { structure, context } = await aMember()
    const place = { address: "2 rue Basse", postcode: "64000", city: "Pau" }
    const words = { raisonSociale: "Autre nom", sigle: "", enseigne: "", ...place, type: "les-deux", message: "" } as const
    await sendCorrection(context, { structureId: structure.id, ...words })
    const { id } = await db.correction.findFirstOrThrow({ where: { structureId: structure.id } })
    const manager = await aManagerContext()
    const seen = (await db.structure.findUniqueOrThrow({ where: { id: structure.id } })).updatedAt.toISOString()
    return () => acceptCorrection(manager, { correctionId: id, people: 0, seen })
  },
  "adding a structure to the list": async () => {
    const person = await anAccount()
    const asked = listing()
    await transaction((tx) => openListingRequest(tx, visitor, { accountId: person.id, origin: "request", need: null }, asked))
    const { id } = await db.listingRequest.findFirstOrThrow({ where: { siret: asked.siret } })
    const manager = await aManagerContext()
    return () => acceptListing(manager, { listingRequestId: id })
  },
  "merging two structures": async () => {
    const { manager, input } = await twoStructures()
    return () => mergeStructures(manager, input)
  },
  "undoing a merge": async () => {
    const { manager, input } = await twoStructures()
    await giveTraces()
    await mergeStructures(manager, input)
    const { id } = await db.structureMerge.findFirstOrThrow({ where: { keptId: input.structureId } })
    return () => undoMerge(manager, { mergeId: id })
  },
  "closing a structure": async () => {
    const { structure } = await aRequest()
    const manager = await aManagerContext()
    return () => closeStructure(manager, { structureId: structure.id, reason: "Cessation", successor: "" })
  },
  "correcting someone's address": async () => {
    const [{ member }, manager] = [await aMember(), await aManagerContext()]
    const email = `corrigee.${crypto.randomUUID()}@exemple.fr`
    return () => correctAddress(manager, { accountId: member.id, email, reason: "Adresse fermée", currentPassword: undefined })
  },
  "disabling an account": async () => {
    const { member } = await aMember()
    const manager = await aManagerContext()
    return () => disableAccount(manager, { accountId: member.id, reason: "Partie", withoutReferent: false })
  },
  "erasing one's account": async () => {
    const { member } = await aMember({ isEmployeur: true })
    await aPendingRequest(member.id, (await aStructure()).id)
    const context = await contextOf(member.id)
    return () => eraseOwnAccount(context, {})
  },
  "taking control": async () => {
    const { member } = await aMember()
    const manager = await aManagerContext()
    return () => takeControl(manager, { accountId: member.id, reason: "Aide au téléphone" })
  },
  "confirming a manager": async () => {
    const [one, other] = [await aManagerContext(), await aManagerContext()]
    const { id } = await anAccount()
    await nominate(one, { accountId: id, reason: "Renfort" })
    const nomination = await db.managerNomination.findFirstOrThrow({ where: { accountId: id } })
    return () => confirmNomination(other, { nominationId: nomination.id })
  },
  "writing news": async () => {
    const manager = await aManagerContext()
    return () => saveAnnouncement(manager, { tile: "rafael", category: "aide", title: "Fermeture", body: "Lundi." })
  },
  "choosing a new password": async () => {
    const { email } = await anAccount()
    await sendResetLink(email, visitor)
    const token = await secretIn("reset-password", email)
    return () => resetPassword(visitor, { token, password: "grenier panache violon 83" })
  },
  "changing one's password": async () => {
    const { id } = await anAccount({ passwordHash: await hashPassword(password) })
    const context = await contextOf(id)
    return () => changePassword(context, { currentPassword: password, password: "grenier panache violon 83" })
  },
  "asking for another address": async () => {
    const { id } = await anAccount({ passwordHash: await hashPassword(password) })
    const context = await contextOf(id)
    return () => askAddressChange(context, { email: `autre.${id}@exemple.fr`, currentPassword: password })
  },
  "changing employer": async () => {
    const { member, affiliation } = await aMember()
    const context = await contextOf(member.id)
    return () => changeEmployer(context, { affiliationIds: [affiliation.id], message: "" })
  },
  "reminding the référents": async () => {
    const { applicant, request } = await aRequest()
    await db.affiliation.update({ where: { id: request.id }, data: { requestedAt: new Date(visitor.now.getTime() - 5 * day) } })
    const context = await contextOf(applicant.id)
    return () => remindDeciders(context, { affiliationId: request.id })
  },
  "asking for another référent": async () => {
    const { structure, affiliation, context } = await aMember()
    return () => sendReferentChange(context, { structureId: structure.id, affiliationId: affiliation.id, isLeaving: false, message: "" })
  },
  "removing a référent": async () => {
    const { affiliation } = await aMember({ isReferent: true })
    const context = await aManagerContext()
    return () => removeReferent(context, { affiliationId: affiliation.id, reason: "Demandé", withoutReferent: false })
  },
  "merging two accounts": async () => {
    const [{ structure, member }, other] = [await aMember({ isEmployeur: true }), await anAccount()]
    await anActiveAffiliation(other.id, structure.id, { rafaelProfil: "prescripteur_2" })
    const context = await aManagerContext()
    return () => mergeAccounts(context, { accountId: member.id, absorbedId: other.id })
  },
  "parting two accounts": async () => {
    const [{ structure, member }, other] = [await aMember({ isEmployeur: true }), await anAccount()]
    await anActiveAffiliation(other.id, structure.id, { rafaelProfil: "prescripteur_2" })
    const context = await aManagerContext()
    await mergeAccounts(context, { accountId: member.id, absorbedId: other.id })
    const { id: mergeId } = await db.accountMerge.findFirstOrThrow({ where: { keptId: member.id } })
    return () => partAccounts(context, { mergeId })
  },
  "taking a type away": async () => {
    const { structure } = await aMember({ rafaelProfil: "prescripteur_1" })
    const context = await aManagerContext()
    return () => changeTypes(context, { structureId: structure.id, type: "formateur", people: 1 })
  },
  "writing to the managers": async () => {
    await aManager()
    const mark = crypto.randomUUID()
    const words = {
      name: "Alix",
      email: `${mark}@exemple.fr`,
      subject: `Question ${mark}`,
      page: "Aide",
      structure: "",
      message: "Comment faire ?",
    }
    return () => writeToManagers(visitor, words)
  },
  "one pass of the clock of requests": async () => {
    const { request } = await aRequest()
    await db.affiliation.update({ where: { id: request.id }, data: { requestedAt: new Date(visitor.now.getTime() - 6 * day) } })
    const delays = parseDelays(undefined)
    if (!delays) throw new Error("the usual delays are sound")
    return () => followUp(visitor, delays)
  },
  "one pass of retention": async () => {
    await anAccount({ lastUsedAt: new Date(visitor.now.getTime() - 710 * day), createdAt: new Date(visitor.now.getTime() - 720 * day) })
    return () => sweep(visitor, { dryRun: false })
  },
  "signing in": async () => {
    const { email } = await anAccount({ passwordHash: await hashPassword(password) })
    return () => signIn(visitor, { email, password })
  },
  "importing structures": async () => {
    const line = (name: string) => `${aSiret()};${name};;;64000;Pau;formateur;active`
    const header = "siret;raison_sociale;sigle;enseigne;code_postal;commune;types;etat"
    const text = [header, line("Première"), line("Deuxième")].join("\n")
    return () => importStructures(csvRowsOf(text), { now: visitor.now })
  },
}

export const gestures: Record<string, Gesture> = { ...portalGestures, ...rafaelGestures }
