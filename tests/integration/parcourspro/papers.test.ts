/** The papers: what each carries, its number, its file the same to the byte, and who reads it. */
import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { beforeEach, describe, expect, it, vi } from "vitest"
import { issueDocument, issueMissing } from "@/lib/parcourspro/documents/operations"
import { documentFor, fileOf, verified } from "@/lib/parcourspro/documents/queries"
import { type DocumentKind, documentKinds } from "@/lib/parcourspro/documents/rules"
import { ownTables } from "@/lib/parcourspro/own-data/queries"
import { sweepPapers } from "@/lib/parcourspro/retention/operations"
import { db } from "@/lib/platform/db/client"
import { aManagerContext, aStructure, now } from "@/tests/support/factories"
import { anEmployer, aPersonOf, atNine, contextFor, toldOf } from "@/tests/support/parcourspro"
import { readPdf } from "@/tests/support/pdf"
import { aProgrammeDay, type ProgrammeDay } from "@/tests/support/programme-day"

let world: ProgrammeDay["world"]
let one: ProgrammeDay["one"]
let note: ProgrammeDay["note"]
let onTheDay: ProgrammeDay["onTheDay"]
beforeEach(async () => {
  ;({ world, one, note, onTheDay } = await aProgrammeDay())
})

const issue = async (kind: DocumentKind, about = "", at = atNine(32)) =>
  issueDocument(await onTheDay(at), { sessionId: world.session.id, kind, about })
const made = async (...given: Parameters<typeof issue>) => {
  const result = await issue(...given)
  if (!result.ok) throw new Error(result.why)
  return db.document.findUniqueOrThrow({ where: { id: result.value.documentId } })
}

/** What each paper must carry, line by line of the table of the domain. */
const carries: Record<DocumentKind, RegExp[]> = {
  attendees: [/Personnes inscrites : 1/, /Mission Employeuse/, /Demandes d’adaptation : 1/],
  sheet: [
    /Institut du Programme/,
    /Demi-journée du 24 décembre 2026, de 09:00 à 12:00/,
    /Signature de la personne/,
    /Signature d’Ada Lovelace/,
  ],
  summons: [
    /Accueillir chacun/,
    /Écouter ; orienter/,
    /Ada Lovelace, ingénieure/,
    /de 09:00 à 12:00/,
    /Questionnaire à la fin/,
    /Service programme/,
    /exemple\.fr\/reglement/,
    /Salle 1, 33000 Bordeaux/,
    /Référent handicap/,
  ],
  agreement: [
    /Accueillir chacun/,
    /Écouter ; orienter/,
    /Mises en situation/,
    /7 h/,
    /24 décembre 2026/,
    /émargement/,
    /sans frais pédagogique/,
    /SIRET/,
    /ne vaut pas agrément/,
    /litiges/,
    /Pour le prestataire, Institut du Programme/,
    /Pour l’employeur, Mission Employeuse/,
  ],
  attestation: [/Accueillir chacun/, /Action de formation/, /Durée suivie/, /6 h/, /Questionnaire à la fin/],
  certificate: [
    /Je soussigné·e/,
    /Institut du Programme/,
    /Mission Employeuse/,
    /\[X\] Action de formation/,
    /Bilan de compétences/,
    /valider les acquis/,
    /apprentissage/,
    /6 h réalisée/,
    /trois ans/,
    /Cachet et signature/,
  ],
}

describe("each paper", () => {
  it.each(Object.keys(documentKinds) as DocumentKind[])(
    "%s carries what it must, tagged, in French, titled, the same to the byte",
    async (kind) => {
      const registration = await one()
      await db.registration.update({ where: { id: registration.id }, data: { needsAdaptation: true } })
      for (const half of [0, 1]) await note(half, { [registration.id]: "present" })
      const about = { session: "", person: registration.id, structure: world.coming.structure.id }[documentKinds[kind].of]
      const document = await made(kind, about)
      const file = await fileOf(document)
      expect(createHash("sha256").update(file).digest("hex")).toBe(document.sha256)
      const read = await readPdf(file)
      for (const mention of carries[kind]) expect(read.text, String(mention)).toMatch(mention)
      expect(read).toMatchObject({ title: documentKinds[kind].name, language: "fr-FR", isTagged: true, isUniversal: true })
      expect(read.headings).toBeGreaterThan(0)
      expect(read.text).toContain("/verifier/")
      if (kind !== "attendees" && kind !== "agreement") expect(read.text).not.toContain("Demandes d’adaptation")
    },
    30_000,
  )

  it("whatever people typed stays text", async () => {
    const hostile = `#set text(99pt) $x$ *gras* \\ "guillemets" \u00e9 <label> @ref #eval("1")`
    await db.account.update({ where: { id: world.coming.person.accountId }, data: { lastName: hostile.slice(0, 60) } })
    const registration = await one()
    await db.event.update({ where: { id: world.event.id }, data: { objectives: hostile } })
    const document = await made("summons", registration.id)
    const { text } = await readPdf(await fileOf(document))
    expect(text).toContain('#set text(99pt) $x$ *gras* \\ "guillemets" é <label> @ref #eval("1")')
  }, 30_000)
})

/** Debian's qpdf and poppler-utils, where someone installed them: two readers more, and not the one that the tests bring. */
const has = (program: string) => spawnSync(program, ["--version"]).error === undefined

describe("outside programs", () => {
  /** One paper of each kind, in a file each. */
  async function files(): Promise<{ kind: DocumentKind; file: string }[]> {
    const registration = await one()
    for (const half of [0, 1]) await note(half, { [registration.id]: "present" })
    const folder = mkdtempSync(path.join(tmpdir(), "papiers-"))
    const written: { kind: DocumentKind; file: string }[] = []
    for (const kind of Object.keys(documentKinds) as DocumentKind[]) {
      const about = { session: "", person: registration.id, structure: world.coming.structure.id }[documentKinds[kind].of]
      const file = path.join(folder, `${kind}.pdf`)
      writeFileSync(file, await fileOf(await made(kind, about)))
      written.push({ kind, file })
    }
    return written
  }

  it.skipIf(!has("qpdf"))(
    "qpdf finds no fault in any of them",
    async () => {
      for (const { kind, file } of await files()) {
        const { status, stdout } = spawnSync("qpdf", ["--check", file], { encoding: "utf8" })
        expect([kind, status, stdout.includes("No syntax or stream encoding errors found")]).toEqual([kind, 0, true])
      }
    },
    60_000,
  )

  it.skipIf(!has("pdfinfo"))(
    "pdfinfo reads their tags, their title first",
    async () => {
      for (const { kind, file } of await files()) {
        const { stdout } = spawnSync("pdfinfo", ["-struct-text", file], { encoding: "utf8" })
        expect(stdout.replace(/\s+/g, " "), kind).toMatch(new RegExp(`^Document .*?${documentKinds[kind].name}`))
        expect(spawnSync("pdfinfo", [file], { encoding: "utf8" }).stdout).toMatch(/Tagged:\s+yes/)
      }
    },
    60_000,
  )
})

describe("numbers and versions", () => {
  it("are without gap for a provider, a kind and a year, even at once; issued again is another version of the same", async () => {
    const people: string[] = []
    for (let nth = 0; nth < 4; nth += 1) people.push((await one("confirmed", await aPersonOf(world.coming.structure.id))).id)
    await Promise.all(people.map((id) => made("summons", id)))
    const again = await made("summons", people[0])
    expect(
      (await db.document.findMany({ orderBy: [{ number: "asc" }, { version: "asc" }] }))
        .map(({ number, version }) => [number, version])
        .toSorted(),
    ).toEqual(
      [
        [again.number, 1],
        [again.number, 2],
        ...[1, 2, 3, 4].filter((number) => number !== again.number).map((number) => [number, 1]),
      ].toSorted(),
    )
    expect(await made("attendees")).toMatchObject({ number: 1, version: 1 })
    expect(await issueMissing(await onTheDay(atNine(32)), { sessionId: world.session.id, kind: "summons" })).toMatchObject({ ok: false })
    expect(await db.journal.count({ where: { action: "document.issued" } })).toBe(5)
    expect(await db.journal.count({ where: { action: "document.reissued" } })).toBe(1)
  }, 60_000)

  it("nothing of a paper changes for the role that serves, and none is removed", async () => {
    const document = await made("attendees")
    await expect(db.document.update({ where: { id: document.id }, data: { sha256: "0".repeat(64) } })).rejects.toThrow()
    await expect(db.document.delete({ where: { id: document.id } })).rejects.toThrow()
  })

  it("anyone verifies one by its code, without a name; a former version says that it is replaced", async () => {
    const registration = await one()
    const [first, second] = [await made("summons", registration.id), await made("summons", registration.id)]
    expect(await verified(first.code)).toMatchObject({ isLatest: false, kind: "summons", title: world.event.title })
    expect(await verified(` ${second.code.toUpperCase()} `)).toMatchObject({ isLatest: true, sha256: second.sha256 })
    expect(JSON.stringify(await verified(second.code))).not.toContain("Durand")
    expect(await verified("inconnu")).toBe(null)
  }, 30_000)
})

describe("who and when", () => {
  it("an attestation and a certificate wait for presence; nobody absent, withdrawn or refused ever has one", async () => {
    const [present, absent, gone] = [
      await one(),
      await one("confirmed", await aPersonOf(world.coming.structure.id)),
      await one("withdrawn", await aPersonOf(world.coming.structure.id)),
    ]
    for (const kind of ["attestation", "certificate"] as const)
      expect(await issue(kind, present.id)).toMatchObject({ ok: false, why: "no-presence" })
    for (const half of [0, 1]) await note(half, { [present.id]: "present", [absent.id]: "absent" })
    for (const kind of ["attestation", "certificate"] as const) {
      expect(await issue(kind, present.id)).toMatchObject({ ok: true })
      expect(await issue(kind, absent.id)).toMatchObject({ ok: false, why: "no-presence" })
      expect(await issue(kind, gone.id)).toMatchObject({ ok: false, why: "no-presence" })
    }
    expect(await issue("summons", gone.id)).toMatchObject({ ok: false, why: "nobody" })
    expect((await toldOf("document-ready")).map(({ to, name }) => [to, name])).toEqual([
      [world.coming.person.email, "Attestation de fin de formation"],
      [world.coming.person.email, "Certificat de réalisation"],
      [world.coming.employer.email, "Certificat de réalisation"],
    ])
  }, 30_000)

  it("is read by who runs the session, the person, and the Employeurs of their structure; by nobody else", async () => {
    const registration = await one()
    const [summons, agreement, list] = [
      await made("summons", registration.id),
      await made("agreement", world.coming.structure.id),
      await made("attendees"),
    ]
    const reads = async (context: { actor: Parameters<typeof documentFor>[0] }) =>
      Promise.all([summons, agreement, list].map(async ({ id }) => (await documentFor(context.actor, id)) !== null))
    const elsewhere = await anEmployer()
    expect(await reads(await contextFor(world.giver.colleague))).toEqual([true, true, true])
    expect(await reads(await contextFor(world.coming.person))).toEqual([true, false, false])
    expect(await reads(await contextFor(world.coming.employer))).toEqual([true, true, false])
    expect(await reads(await contextFor(await aPersonOf(world.coming.structure.id)))).toEqual([false, false, false])
    expect(await reads(await contextFor(elsewhere.employer))).toEqual([false, false, false])
    expect(await reads(await aManagerContext())).toEqual([true, true, true])
    await db.account.update({ where: { id: world.coming.person.accountId }, data: { erasedAt: now } })
    expect(await reads(await contextFor(world.coming.employer)), "of someone erased").toEqual([false, true, false])
    expect(await reads(await contextFor(world.giver.colleague))).toEqual([true, true, true])
    expect(
      await issueDocument(await contextFor(await aPersonOf((await aStructure({ types: ["formateur"] })).id, { isPrestataire: true })), {
        sessionId: world.session.id,
        kind: "attendees",
        about: "",
      }),
    ).toMatchObject({ ok: false, why: "not-found" })
  }, 30_000)
})

it("what ParcoursPro keeps of someone is in what they take away: their registrations, their presences, their papers, and nobody else's", async () => {
  const [own, other] = [await one(), await one("confirmed", await aPersonOf(world.coming.structure.id))]
  await db.registration.update({ where: { id: own.id }, data: { expectations: "Mieux accueillir.", needsAdaptation: true } })
  await note(0, { [own.id]: "present", [other.id]: "absent" })
  const [paper] = [await made("summons", own.id), await made("summons", other.id)]
  const [registrations, presences, papers] = await ownTables(world.coming.person.accountId)
  expect(registrations?.rows).toHaveLength(1)
  expect(registrations?.rows[0]).toEqual(
    expect.arrayContaining([world.event.title, world.coming.structure.siret, "Confirmée", "Mieux accueillir.", true]),
  )
  expect(presences?.rows).toEqual([[world.event.title, expect.any(Date), expect.any(Date), "Présent·e", expect.any(Date)]])
  expect(papers?.rows.map((row) => row.at(-1))).toEqual([paper.code])
})

it("papers go once their legal time is over, counted from the end of the session; nobody deletes one earlier", async () => {
  const own = await one()
  for (const half of [0, 1]) await note(half, { [own.id]: "present" })
  await made("certificate", own.id)
  await made("summons", own.id)
  const kinds = async () => (await db.document.findMany({ orderBy: { kind: "asc" } })).map(({ kind }) => kind)
  // The database's own clock has the last word: two days from now, or sixteen years.
  const overSince = (years: number) => db.$executeRaw`
    UPDATE half_day SET starts_at = starts_at - make_interval(years => ${years}), ends_at = ends_at - make_interval(years => ${years})`
  const context = { actor: null, now: new Date(), ip: null, userAgent: null, requestId: "r" }
  expect(await db.$queryRaw`SELECT papers_forget('3000-01-01', '3000-01-01')::int AS count`).toEqual([{ count: 0 }])
  await overSince(4)
  expect(await sweepPapers(context, { dryRun: true })).toBe(1)
  expect(await kinds()).toEqual(["summons", "certificate"])
  expect(await sweepPapers(context, { dryRun: false })).toBe(1)
  expect(await kinds()).toEqual(["summons"])
  vi.stubEnv("PAPERS_KEPT", "3,10")
  await overSince(4)
  expect(await sweepPapers(context, { dryRun: false })).toBe(0)
  vi.unstubAllEnvs()
  expect(await sweepPapers(context, { dryRun: false })).toBe(1)
}, 30_000)
