/** Starting data for tests: each function makes the smallest believable thing of its kind, and takes what matters to the test. */
import { randomInt } from "node:crypto"
import type { ActorContext, Context } from "@/lib/access/context"
import type { Actor } from "@/lib/access/permissions"
import { actorOfSession } from "@/lib/identity/sessions/queries"
import { db } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { isValidSiret, parseSiret } from "@/lib/vocabulary/structures/rules"

export const now = new Date("2026-11-24T09:00:00Z")
// Each process starts at another number, because browser tests share one database.
let serial = randomInt(90_000_000)

/** A SIRET no test has used yet; the number of the establishment is drawn, so that two processes, or a listed structure, do not have it too. */
export function aSiret(): string {
  serial += 1
  const stem = `8${String(serial).padStart(8, "0")}${String(randomInt(1, 10_000)).padStart(4, "0")}`
  const digit = Array.from({ length: 10 }, (_, index) => String(index)).find((check) => isValidSiret(stem + check))
  // Once in a long while, the number looks like those that people invent.
  return parseSiret(`${stem}${digit}`) ?? aSiret()
}

export function aStructure(more: Partial<Prisma.StructureCreateInput> = {}) {
  return db.structure.create({
    data: {
      siret: aSiret(),
      raisonSociale: "Institut Exemple",
      types: ["formateur", "prescripteur"],
      city: "Pau",
      postcode: "64000",
      ...more,
    },
  })
}

export function anAccount(more: Partial<Prisma.AccountUncheckedCreateInput> = {}) {
  serial += 1
  return db.account.create({
    data: { email: `personne${serial}@exemple.fr`, firstName: "Alix", lastName: `Durand${serial}`, passwordHash: "-", ...more },
  })
}

export function aManager() {
  return anAccount({ firstName: "Camille", isManager: true })
}

export function aPendingRequest(accountId: string, structureId: string, more: Partial<Prisma.AffiliationUncheckedCreateInput> = {}) {
  return db.affiliation.create({ data: { accountId, structureId, origin: "signup", requestedAt: now, ...more } })
}

export function anActiveAffiliation(accountId: string, structureId: string, more: Partial<Prisma.AffiliationUncheckedCreateInput> = {}) {
  return aPendingRequest(accountId, structureId, { status: "active", decidedAt: now, ...more })
}

/** A sign-up whose address nobody has confirmed, its link sent long ago. */
export function aWaitingSignup(structureId: string, more: Partial<Prisma.SignupUncheckedCreateInput> = {}) {
  const id = crypto.randomUUID()
  const person = { email: `attente.${id}@exemple.fr`, firstName: "Alix", lastName: "Durand", passwordHash: "-" }
  return db.signup.create({ data: { ...person, id, structureId, tokenHash: id, expiresAt: now, sentAt: new Date(0), ...more } })
}

/** A structure with one référent. */
export async function aStructureWithReferent(more: Partial<Prisma.StructureCreateInput> = {}) {
  const structure = await aStructure(more)
  const referent = await anAccount({ firstName: "Dominique" })
  await anActiveAffiliation(referent.id, structure.id, { isReferent: true })
  return { structure, referent }
}

/** One structure, everyone who may look at it, someone to act upon, and a request three days old. */
export async function aStructureWithEveryone() {
  const { structure, referent } = await aStructureWithReferent()
  const elsewhere = await aStructureWithReferent()
  const [stranger, member, target, applicant, manager] = [
    await anAccount(),
    await anAccount(),
    await anAccount(),
    await anAccount(),
    await aManager(),
  ]
  await anActiveAffiliation(member.id, structure.id)
  const affiliation = await anActiveAffiliation(target.id, structure.id, { rafaelProfil: "prescripteur_1" })
  const request = await aPendingRequest(applicant.id, structure.id, { requestedAt: new Date(now.getTime() - 72 * 3_600_000) })
  return { structure, affiliation, request, people: { stranger, member, elsewhere: elsewhere.referent, referent, manager } }
}

/** The actor as the portal would resolve it for someone just signed in. */
async function actorOf(accountId: string): Promise<Actor> {
  const session = await db.session.create({
    data: { accountId, createdAt: now, lastSeenAt: now, authAt: now, secondFactorAt: now, expiresAt: new Date(now.getTime() + 3_600_000) },
  })
  const actor = await actorOfSession(session.id, now)
  if (!actor) throw new Error("this account cannot sign in")
  return actor
}

export const visitor: Context = { actor: null, now, ip: "192.0.2.1", userAgent: "test", requestId: "test" }

export async function contextOf(accountId: string, more: Partial<Context> = {}): Promise<ActorContext> {
  return { ...visitor, ...more, actor: await actorOf(accountId) }
}

/** A manager of their own, ready to act. */
export async function aManagerContext(): Promise<ActorContext> {
  return contextOf((await aManager()).id)
}

/** The messages waiting to leave, oldest first. */
export function messages() {
  return db.message.findMany({ orderBy: { createdAt: "asc" }, select: { template: true, toEmail: true, data: true } })
}
