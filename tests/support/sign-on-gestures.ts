/** What people and managers do with sign-on, for tests that disturb it: each gesture makes its own starting data. */
import { db } from "@/lib/platform/db/client"
import {
  addSecret,
  grantStructures,
  removeSecret,
  resendEvent,
  resumeApplication,
  saveApplication,
  sendTestEvent,
  suspendApplication,
} from "@/lib/signon/applications/operations"
import { applicationSchema } from "@/lib/signon/applications/schema"
import { choose, decline } from "@/lib/signon/choices/operations"
import { withdraw } from "@/lib/signon/entries/operations"
import { startTrial } from "@/lib/signon/trials/operations"
import { aManager, aManagerContext, anAccount, anActiveAffiliation, aStructureWithReferent, contextOf } from "./factories"
import type { Gesture } from "./gestures"
import { anApplication } from "./sign-on"

const hour = 3_600_000

/** What a manager types for a small application. */
const written = (name: string) =>
  applicationSchema.parse({
    name,
    purpose: "Essayer.",
    redirectAddresses: "https://outil.exemple.fr/retour",
    endAddresses: "",
    logoutAddress: "",
    entry: "member",
    profile: "on",
    structure: "on",
    eventWay: "none",
    eventAddress: "",
    eventToken: "",
    proof: "secret",
    keys: "",
    keysAddress: "",
    resourceAddress: "",
  })

/** Someone who has entered an application that hears of events, as rows tell it. */
export async function anEntry(more: Parameters<typeof anApplication>[0] = {}) {
  const application = await anApplication({ eventWay: "push", eventAddress: "https://outil.exemple.fr/evenements", ...more })
  const person = await anAccount()
  const { structure } = await aStructureWithReferent()
  const affiliation = await anActiveAffiliation(person.id, structure.id, { rafaelProfil: "prescripteur_1" })
  const context = await contextOf(person.id)
  const of = { applicationId: application.id, accountId: person.id, affiliationId: affiliation.id }
  const entry = await db.applicationPerson.create({ data: { ...of, firstAt: context.now, lastAt: context.now } })
  const grantId = crypto.randomUUID()
  await db.signOnGrant.create({ data: { ...of, grantId, portalSid: context.actor.sessionId, createdAt: context.now } })
  return { application, person, affiliation, context, entry, grantId }
}

/** A request of an application that waits for its person. */
async function aRequest() {
  const world = await anEntry()
  const demande = crypto.randomUUID()
  const expiresAt = new Date(world.context.now.getTime() + hour)
  const payload = { params: { client_id: world.application.id, scope: "openid profile" } }
  await db.oidcRow.create({ data: { model: "Interaction", id: demande, payload, expiresAt } })
  return { ...world, demande }
}

async function managed(more: Parameters<typeof anApplication>[0] = {}) {
  const { application } = await anEntry(more)
  return { applicationId: application.id, context: await aManagerContext() }
}

export const signOnGestures: Record<string, Gesture> = {
  "declaring an application": async () => {
    const context = await aManagerContext()
    const name = `Essai ${crypto.randomUUID()}`
    return () => saveApplication(context, written(name))
  },
  "changing an application": async () => {
    const { applicationId, context } = await managed()
    return () => saveApplication(context, { ...written("Renommée"), applicationId })
  },
  "making a secret": async () => {
    const { applicationId, context } = await managed()
    return () => addSecret(context, { applicationId })
  },
  "removing a secret": async () => {
    const { applicationId, context } = await managed()
    const { id } = await db.applicationSecret.findFirstOrThrow({ where: { applicationId } })
    return () => removeSecret(context, { applicationId, secretId: id })
  },
  "suspending an application": async () => {
    const { applicationId, context } = await managed()
    return () => suspendApplication(context, { applicationId })
  },
  "opening an application again": async () => {
    const { applicationId, context } = await managed({ state: "suspended" })
    return () => resumeApplication(context, { applicationId })
  },
  "opening every structure to an application": async () => {
    const asker = await aManager()
    const { applicationId, context } = await managed({ scopes: ["structures"], structuresAskedBy: asker.id })
    return () => grantStructures(context, { applicationId })
  },
  "sending a test event": async () => {
    const { applicationId, context } = await managed()
    return () => sendTestEvent(context, { applicationId })
  },
  "sending an event again": async () => {
    const { applicationId, context } = await managed()
    const { id } = await db.eventDelivery.create({ data: { applicationId, kind: "verification", deadAt: context.now } })
    return () => resendEvent(context, { applicationId, eventId: String(id) })
  },
  "trying an application": async () => {
    const { applicationId, context } = await managed()
    return () => startTrial(context, { applicationId })
  },
  "choosing a structure for an application": async () => {
    const { context, demande, affiliation } = await aRequest()
    return () => choose(context, { demande, structure: affiliation.id })
  },
  "not entering an application": async () => {
    const { context, demande } = await aRequest()
    return () => decline(context, { demande })
  },
  "taking back what an application reads": async () => {
    const { context, entry } = await anEntry()
    return () => withdraw(context, { entryId: entry.id })
  },
}
