import fc from "fast-check"
import pg from "pg"
import { describe, expect, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { transitions } from "@/lib/vocabulary/affiliations/rules"
import { isValidSiret } from "@/lib/vocabulary/structures/rules"
import { anAccount, anActiveAffiliation, aPendingRequest, aSiret, aStructure, now } from "@/tests/support/factories"

/** What PostgreSQL itself refuses, whoever writes. */
describe("structures", () => {
  it("agrees with the code on every SIRET", async () => {
    const siret = fc.oneof(
      fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 13, maxLength: 15 }),
      fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 5, maxLength: 5 }).map((nic) => `356000000${nic}`),
    )
    const sample = fc.sample(siret, 2000)
    const rows = await db.$queryRaw<{ siret: string; valid: boolean }[]>`
      SELECT siret, siret_is_valid(siret) AS valid FROM unnest(${sample}::text[]) AS siret`
    expect(rows.filter(({ valid }) => valid).length).toBeGreaterThan(50)
    for (const { siret, valid } of rows) expect([siret, valid]).toEqual([siret, isValidSiret(siret)])
  })

  it("refuses a wrong checksum and a SIRET already there", async () => {
    const siret = aSiret()
    await aStructure({ siret })
    await expect(aStructure({ siret })).rejects.toThrow(/Unique/)
    await expect(aStructure({ siret: "31754202500043" })).rejects.toThrow(/structure_siret_valid/)
  })

  it.each([
    ["33000", "33"],
    ["20000", "2A"],
    ["20137", "2A"],
    ["20200", "2B"],
    ["20600", "2B"],
    ["97410", "974"],
  ])("derives the département of %s: %s", async (postcode, departement) => {
    const { id } = await aStructure({ postcode })
    expect(await db.structure.findUnique({ where: { id }, select: { departement: true } })).toEqual({ departement })
  })

  it("keeps a type as long as a profil needs it", async () => {
    const structure = await aStructure({ types: ["formateur", "prescripteur"] })
    const { id } = await anActiveAffiliation((await anAccount()).id, structure.id, { rafaelProfil: "prescripteur_1" })
    const becomes = (types: ("formateur" | "prescripteur")[]) => db.structure.update({ where: { id: structure.id }, data: { types } })
    await expect(becomes(["formateur"])).rejects.toThrow(/withdraw first/)
    await expect(becomes(["prescripteur"])).resolves.toBeTruthy()
    await db.affiliation.update({ where: { id }, data: { rafaelProfil: null } })
    await expect(becomes([])).resolves.toBeTruthy()
  })
})

describe("accounts", () => {
  it.each(["Majuscule@exemple.fr", "espace @exemple.fr", "é@exemple.fr", "a,b@exemple.fr", "a@b@exemple.fr", "sans-arobase"])(
    "stores no address as %s",
    async (email) => {
      await expect(anAccount({ email })).rejects.toThrow(/account_email_normalised/)
    },
  )

  it("stores an address once", async () => {
    await anAccount({ email: "une@exemple.fr" })
    await expect(anAccount({ email: "une@exemple.fr" })).rejects.toThrow(/Unique/)
  })
})

describe("affiliations", () => {
  it("has one open row per account and structure, and as many closed ones as history wants", async () => {
    const [structure, account] = [await aStructure(), await anAccount()]
    await aPendingRequest(account.id, structure.id, { status: "refused", reason: "inconnu", decidedAt: now })
    await aPendingRequest(account.id, structure.id, { status: "cancelled", endedAt: now })
    await aPendingRequest(account.id, structure.id)
    await expect(aPendingRequest(account.id, structure.id)).rejects.toThrow(/Unique/)
    await expect(anActiveAffiliation(account.id, structure.id)).rejects.toThrow(/Unique/)
  })

  it("holds rights only while active", async () => {
    const [structure, account] = [await aStructure(), await anAccount()]
    for (const right of [{ rafaelProfil: "prescripteur_1" }, { isReferent: true }, { isEmployeur: true }] as const)
      await expect(aPendingRequest(account.id, structure.id, right)).rejects.toThrow(/rights_only_when_active/)
    await expect(anActiveAffiliation(account.id, structure.id, { rafaelProfil: "prescripteur_1" })).resolves.toBeTruthy()
  })

  it.each([
    [["formateur"], "gestionnaire_general", false, true],
    [["formateur"], "prescripteur_2", false, false],
    [["prescripteur"], "gestionnaire_catalogue", false, false],
    [["prescripteur"], "prescripteur_3", false, true],
    [["prescripteur"], null, true, false],
    [["formateur"], null, true, true],
    [[], null, false, true],
  ] as const)("structure %j, profil %s, Prestataire %s: %s", async (types, rafaelProfil, isPrestataire, may) => {
    const structure = await aStructure({ types: [...types] })
    const write = anActiveAffiliation((await anAccount()).id, structure.id, { rafaelProfil, isPrestataire })
    if (may) await expect(write).resolves.toBeTruthy()
    else await expect(write).rejects.toThrow(/profil not open/)
  })

  it("never opens again, never changes hands, and says why it refused", async () => {
    const [structure, account, other] = [await aStructure(), await anAccount(), await anAccount()]
    const { id } = await aPendingRequest(account.id, structure.id, { status: "ended", endedAt: now })
    const change = (data: Prisma.AffiliationUncheckedUpdateInput) => db.affiliation.update({ where: { id }, data })
    await expect(change({ status: "active", endedAt: null, decidedAt: now })).rejects.toThrow(/no way from ended/)
    await expect(change({ accountId: other.id })).rejects.toThrow(/never changes hands/)
    await expect(aPendingRequest(other.id, structure.id, { status: "refused", decidedAt: now })).rejects.toThrow(/refused_says_why/)
  })

  it("takes the ways of the rules and no other, whichever status it leaves and reaches", async () => {
    const statuses = ["pending", "active", "refused", "cancelled", "expired", "ended"] as const
    // The other columns that each status needs, so that PostgreSQL can refuse only the change of status itself.
    const needs = { pending: {}, active: { decidedAt: now }, refused: { decidedAt: now, reason: "inconnu" } }
    const closing = { decidedAt: now, reason: "inconnu", endedAt: now }
    for (const from of statuses)
      for (const to of statuses.filter((status) => status !== from)) {
        const [structure, account] = [await aStructure(), await anAccount()]
        const { id } = await aPendingRequest(account.id, structure.id, {
          status: from,
          ...(from in needs ? needs[from as keyof typeof needs] : closing),
        })
        const endedAt = to in needs ? null : now
        const change = db.affiliation.update({ where: { id }, data: { status: to, decidedAt: now, reason: "inconnu", endedAt } })
        const isAWay = Object.values(transitions).some((way) => way.from === from && way.to === to)
        if (isAWay) await expect(change, `${from} → ${to}`).resolves.toBeTruthy()
        else await expect(change, `${from} → ${to}`).rejects.toThrow(/no way from/)
      }
  })

  it("is never decided by the person it concerns", async () => {
    const [structure, account] = [await aStructure(), await anAccount()]
    await expect(anActiveAffiliation(account.id, structure.id, { decidedBy: account.id })).rejects.toThrow(/not_own_decision/)
  })
})

describe("the application's role", () => {
  it("41: writes and reads the journal, and can neither change nor delete it", async () => {
    const { id } = await db.journal.create({ data: { action: "test", outcome: "done" } })
    expect(await db.journal.findUnique({ where: { id } })).toMatchObject({ action: "test" })
    await expect(db.journal.update({ where: { id }, data: { action: "autre" } })).rejects.toThrow(/denied/)
    await expect(db.journal.delete({ where: { id } })).rejects.toThrow(/denied/)
    await expect(db.$executeRaw`TRUNCATE journal`).rejects.toThrow(/denied/)
  })

  it("owns nothing: it can neither change the schema nor read the migrations", async () => {
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL ?? "" })
    await client.connect()
    for (const sql of [
      "DROP TABLE affiliation",
      "ALTER TABLE journal DISABLE TRIGGER ALL",
      "CREATE TABLE a (b int)",
      "SELECT * FROM _prisma_migrations",
    ])
      await expect(client.query(sql)).rejects.toThrow(/permission denied|must be owner/)
    await client.end()
  })
})

it("the schema of the code is the schema of the database: every model can be read", async () => {
  for (const model of Object.values(Prisma.ModelName)) {
    const name = (model[0] ?? "").toLowerCase() + model.slice(1)
    const delegate = (db as unknown as Record<string, { findFirst: () => Promise<unknown> }>)[name]
    // A row, or none: anything but a column that is not there.
    await expect(delegate?.findFirst()).resolves.not.toBeUndefined()
  }
})

it("every foreign key has an index: a row that goes is not looked for in whole tables", async () => {
  const missing = await db.$queryRaw<{ key: string }[]>`
    SELECT c.conname AS key FROM pg_constraint c
     WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND NOT EXISTS (
       SELECT FROM pg_index i
        WHERE i.indrelid = c.conrelid AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey
          -- A condition that only leaves out rows that name nothing is met by every row that is looked for.
          AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) = (
            SELECT format('(%I IS NOT NULL)', attname) FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = c.conkey[1])))`
  expect(missing).toEqual([])
})
