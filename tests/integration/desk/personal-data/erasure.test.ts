import { unzipSync } from "fflate"
import { beforeEach, describe, expect, it } from "vitest"
import { askAboutErrand } from "@/lib/desk/errand-questions/operations"
import { eraseOwnAccount } from "@/lib/desk/personal-data/operations"
import { ownDataArchive } from "@/lib/desk/personal-data/queries"
import { erasureRules } from "@/lib/desk/personal-data/rules"
import { askAddressChange, updateInformation } from "@/lib/identity/accounts/operations"
import { sendResetLink } from "@/lib/identity/credentials/operations"
import { beginTotp } from "@/lib/identity/second-factor/operations"
import { signIn } from "@/lib/identity/sessions/operations"
import { actorOfSession } from "@/lib/identity/sessions/queries"
import { requestAffiliation } from "@/lib/membership/affiliations/operations"
import { refuseRequest } from "@/lib/membership/decisions/operations"
import { db } from "@/lib/platform/db/client"
import { enqueue } from "@/lib/platform/db/jobs"
import { hashPassword } from "@/lib/platform/secrets/password"
import { deliver } from "@/lib/trace/messages/delivery"
import {
  aManager,
  aManagerContext,
  anAccount,
  anActiveAffiliation,
  aPendingRequest,
  aStructure,
  aStructureWithReferent,
  contextOf,
  now,
  visitor,
} from "@/tests/support/factories"
import { opened } from "@/tests/support/reviews"

const password = "bruyère tandem cobalt 71"
const named = { firstName: "Zoéphile", lastName: "Introuvable", jobTitle: "Sourcière" }
const person = { email: "zoe.introuvable@exemple.fr", ...named, phone: "+33612345678" }
let accountId: string
let context: Awaited<ReturnType<typeof contextOf>>

beforeEach(async () => {
  accountId = (await anAccount({ ...person, passwordHash: await hashPassword(password) })).id
  context = await contextOf(accountId)
})

/** Everything the database says, as text: tables of the portal and of its queues. */
async function everything() {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_schema IN ('public', 'jobs') AND table_type = 'BASE TABLE' AND table_name NOT IN ('_prisma_migrations', 'portail_schema')`
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await db.$queryRawUnsafe<{ line: string }[]>(`SELECT t::text AS line FROM ${name} t`)
      return rows.map(({ line }) => `${name} ${line}`)
    }),
  )
  return texts.flat()
}

/** A life on the portal: everything that may name a person. */
async function aLife() {
  await updateInformation(context, { firstName: "Plante", lastName: "Verte", jobTitle: "Fleur", phone: "" })
  await updateInformation(context, { ...named, phone: "0612345678" })
  const { structure, referent } = await aStructureWithReferent()
  const [other, third] = [await aStructure(), await aStructureWithReferent()]
  await anActiveAffiliation(accountId, structure.id, { rafaelProfil: "prescripteur_1" })
  await anActiveAffiliation(referent.id, other.id)
  await anActiveAffiliation(accountId, other.id, { isReferent: true })
  await anActiveAffiliation(referent.id, other.id, {}).catch(() => {})
  await db.affiliation.updateMany({ where: { accountId: referent.id, structureId: other.id }, data: { isReferent: true } })
  await requestAffiliation(context, { siret: third.structure.siret, need: "inscrire" })
  await opened()
  const applicant = await anAccount()
  const refused = await aPendingRequest(applicant.id, other.id)
  await refuseRequest(await contextOf(accountId), { affiliationId: refused.id, reason: "Vous ne travaillez pas ici." })
  await signIn(visitor, { email: person.email, password })
  await askAddressChange(context, { email: "zoe.nouvelle@exemple.fr", currentPassword: password })
  await sendResetLink(person.email, visitor)
  await db.$transaction((tx) => enqueue(tx, "send-reset-link", { email: person.email }))
  await beginTotp(context, {})
  await db.recoveryCode.create({ data: { hash: "code", accountId } })
  await db.passkey.create({ data: { accountId, credentialId: "cle", publicKey: new Uint8Array(3), name: "Téléphone de Zoéphile" } })
  const listing = await db.listingRequest.create({
    data: {
      siret: "31754202500042",
      raisonSociale: "À venir",
      postcode: "33000",
      city: "Bordeaux",
      applicants: { create: { accountId, origin: "request" } },
    },
  })
  await askAboutErrand(await aManagerContext(), {
    nature: "referencements",
    id: listing.id,
    text: "Zoéphile Introuvable, quel est votre siège ?",
  })
  for (const table of [db.correction, db.referentChange] as unknown as (typeof db.correction)[])
    await table.create({ data: { structureId: other.id, accountId, proposed: {}, message: "Signé : Zoéphile Introuvable" } })
  await db.signup.create({
    data: {
      id: crypto.randomUUID(),
      ...person,
      passwordHash: "-",
      structureId: structure.id,
      tokenHash: "t",
      expiresAt: now,
    },
  })
  // Sends the messages that told others about this person.
  for (const { id } of await db.message.findMany()) await deliver(id, now)
  return { structure, other }
}

describe("42: erasing one's account", () => {
  it("has a rule for every relation to the account, and every column that names a person", async () => {
    const relations = await db.$queryRaw<{ name: string }[]>`
      SELECT format('%s.%s', k.conrelid::regclass, a.attname) AS name
        FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
       WHERE k.contype = 'f' AND k.confrelid = 'account'::regclass`
    const columns = await db.$queryRaw<{ name: string }[]>`
      SELECT format('%s.%s', table_name, column_name) AS name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
         AND column_name ~ '(account_id|actor_id|target_id|_by|author_id|email|first_name|last_name|job_title|phone|password|message$|reason|proposed|answer$|^text$)'`
    const found = new Set([...relations, ...columns].map(({ name }) => name))
    expect([...found].sort()).toEqual(Object.keys(erasureRules).sort())
    expect(relations.length).toBeGreaterThan(10)
  })

  it("leaves nowhere in the database a trace of who it was, frees the address, and keeps what others rely on", async () => {
    process.env.RESEND_API_KEY = ""
    const { structure, other } = await aLife()
    const traces = /zoé|zoe|introuvable|sourcière|612345678/i
    expect((await everything()).filter((line) => traces.test(line)).length, "the control: it was everywhere").toBeGreaterThan(10)
    expect(await eraseOwnAccount(context, {})).toEqual({ ok: true, value: undefined })
    const farewell = await db.message.findFirstOrThrow({ where: { template: "account-erased" } })
    expect(farewell).toMatchObject({ toEmail: person.email, accountId: null })
    await deliver(farewell.id, now)
    expect((await everything()).filter((line) => traces.test(line))).toEqual([])

    expect(await db.account.findUnique({ where: { id: accountId } })).toMatchObject({
      firstName: "Compte",
      lastName: "effacé",
      erasedAt: now,
    })
    expect(await signIn(visitor, { email: person.email, password })).toEqual({ ok: false, why: "wrong-credentials" })
    expect(await actorOfSession(context.actor.sessionId, now)).toBeNull()
    expect(await db.affiliation.findMany({ where: { accountId }, orderBy: { status: "asc" } })).toMatchObject([
      { status: "cancelled" },
      { status: "ended", isReferent: false, rafaelProfil: null },
      { status: "ended", isReferent: false, rafaelProfil: null },
    ])
    expect(await db.affiliation.findFirst({ where: { status: "refused" } }), "their decisions stay").toMatchObject({ decidedBy: accountId })
    expect(await db.listingRequest.findFirst()).toMatchObject({ status: "cancelled" })
    expect(await db.affiliation.count({ where: { structureId: { in: [structure.id, other.id] }, status: "active" } })).toBe(2)
    expect(await db.journal.findFirst({ where: { action: "account.erase" } })).toMatchObject({ actorId: accountId, targetId: accountId })
    await anAccount({ email: person.email })
  })

  it("happens once: a second click changes nothing", async () => {
    const results = await Promise.all([eraseOwnAccount(context, {}), eraseOwnAccount(context, {})])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await db.message.count({ where: { template: "account-erased" } })).toBe(1)
    expect(await db.journal.count({ where: { action: "account.erase" } })).toBe(1)
  })

  it("asks for the password when it was given too long ago", async () => {
    const late = { ...context, now: new Date(now.getTime() + 16 * 60_000) }
    expect(await eraseOwnAccount(late, {})).toEqual({ ok: false, why: "password-needed" })
    expect(await eraseOwnAccount(late, { currentPassword: "pas le bon" })).toEqual({ ok: false, why: "wrong-password" })
    expect(await eraseOwnAccount(late, { currentPassword: password })).toMatchObject({ ok: true })
  })
})

describe("4: the last référent", () => {
  it("of a structure with other people is refused, with its name; once another is there, accepted", async () => {
    const structure = await aStructure({ raisonSociale: "École du Lac" })
    await anActiveAffiliation(accountId, structure.id, { isReferent: true })
    const colleague = await anAccount()
    const theirs = await anActiveAffiliation(colleague.id, structure.id)
    expect(await eraseOwnAccount(context, {})).toEqual({ ok: false, why: "last-referent", detail: "École du Lac" })
    expect(await db.account.findUnique({ where: { id: accountId } })).toMatchObject({ erasedAt: null, email: person.email })
    await db.affiliation.update({ where: { id: theirs.id }, data: { isReferent: true } })
    await db.account.update({ where: { id: colleague.id }, data: { disabledAt: now } })
    expect(await eraseOwnAccount(context, {}), "a référent who cannot answer does not count").toMatchObject({ ok: false })
    await db.account.update({ where: { id: colleague.id }, data: { disabledAt: null } })
    expect(await eraseOwnAccount(context, {})).toMatchObject({ ok: true })
  })

  it("who is alone there may leave", async () => {
    await anActiveAffiliation(accountId, (await aStructure()).id, { isReferent: true })
    expect(await eraseOwnAccount(context, {})).toMatchObject({ ok: true })
  })

  it("3: two référents who erase themselves at once leave one, twenty times", async () => {
    for (let run = 0; run < 20; run += 1) {
      const structure = await aStructure()
      await anActiveAffiliation((await anAccount()).id, structure.id)
      const both = [await anAccount(), await anAccount()]
      for (const { id } of both) await anActiveAffiliation(id, structure.id, { isReferent: true })
      const results = await Promise.all(both.map(async ({ id }) => eraseOwnAccount(await contextOf(id), {})))
      expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    }
  })
})

it("the last manager stays", async () => {
  const [first, second] = [await aManager(), await aManager()]
  const results = await Promise.all([first, second].map(async ({ id }) => eraseOwnAccount(await contextOf(id), {})))
  expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  expect(results.find(({ ok }) => !ok)).toMatchObject({ why: "last-manager" })
})

describe("one's own data", () => {
  it("comes as JSON and CSV, all of it, without a secret, and nobody else's", async () => {
    await aLife()
    const files = unzipSync(await ownDataArchive((await contextOf(accountId)).actor, now))
    const text = (name: string) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(files[name])
    const data = JSON.parse(text("mes-donnees.json"))
    expect(data.compte).toMatchObject([{ prenom: "Zoéphile", adresse_email: person.email, telephone: "06 12 34 56 78" }])
    expect(data.rattachements).toHaveLength(3)
    expect(data.signalements).toHaveLength(2)
    expect(data.referencements).toMatchObject([{ siret: "31754202500042" }])
    expect(data.precisions).toMatchObject([{ siret: "31754202500042", reponse: null }])
    expect(data.revues_des_droits).toHaveLength(2)
    expect(data.revues_des_droits[0]).toMatchObject({ reponse: null, droits_alors: expect.any(String) })
    expect(data.cles_acces).toMatchObject([{ nom: "Téléphone de Zoéphile" }])
    expect(data.connexions.length).toBeGreaterThan(0)
    expect(data.journal.length).toBeGreaterThan(0)
    expect(text("rattachements.csv").startsWith("\ufeffstructure;siret;etat")).toBe(true)
    expect(Object.keys(files).sort()).toEqual([
      "absences.csv",
      "anciennes_informations.csv",
      "applications.csv",
      "cles_acces.csv",
      "compte.csv",
      "connexions.csv",
      "courriels.csv",
      "inscriptions.csv",
      "invitations.csv",
      "journal.csv",
      "mes-donnees.json",
      "messages_a_l_equipe.csv",
      "papiers.csv",
      "precisions.csv",
      "presences.csv",
      "rattachements.csv",
      "referencements.csv",
      "revues_des_droits.csv",
      "signalements.csv",
    ])
    const all = Object.keys(files).map(text).join("")
    expect(all).not.toMatch(/\$argon2|tokenHash|publicKey/)
    expect(all).not.toContain("Dominique")
  })
})
