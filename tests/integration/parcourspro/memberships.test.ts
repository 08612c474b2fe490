/** The adhesion: asked for by a référent, decided by a manager, and what it changes for registrations. */
import { beforeEach, describe, expect, it } from "vitest"
import { exportMemberships } from "@/lib/parcourspro/exports/operations"
import { acceptMembership, askMembership, refuseMembership } from "@/lib/parcourspro/memberships/operations"
import { membershipCounts } from "@/lib/parcourspro/memberships/queries"
import { openYears } from "@/lib/parcourspro/memberships/rules"
import { membershipRequest, readMembershipsAddress } from "@/lib/parcourspro/memberships/schema"
import { register } from "@/lib/parcourspro/registrations/operations"
import { db } from "@/lib/platform/db/client"
import { aManagerContext, now } from "@/tests/support/factories"
import { aPersonOf, aProgramme, asked, contextFor, stateOf, toldOf } from "@/tests/support/parcourspro"

let world: Awaited<ReturnType<typeof aProgramme>>
let manager: Awaited<ReturnType<typeof aManagerContext>>
beforeEach(async () => {
  world = await aProgramme({ event: { adherentsOnly: true, needsEmployer: false } })
  manager = await aManagerContext()
  const rules = { charterVersion: "2026-1", fees: [{ label: "Cotisation", amount: 15_000 }], updatedAt: now }
  await db.campaign.create({ data: { year: 2026, opensOn: new Date("2025-12-01"), ...rules } })
  await db.campaign.create({ data: { year: 2027, opensOn: new Date("2026-12-01"), ...rules } })
})

const typed = ({ year = 2026, fee = "Cotisation" } = {}) => ({
  structureId: world.coming.structure.id,
  offer: { year, fee },
  invoiceContact: "compta@exemple.fr",
  charter: true,
})
const ask = async (who = world.coming.referent, more: { year?: number; fee?: string } = {}) =>
  askMembership(await contextFor(who), typed(more))
const of = () => db.membership.findFirst({ where: { structureId: world.coming.structure.id } })

describe("an adhesion", () => {
  it("is asked for by a référent of the structure alone, once its campaign is open, and told to the managers", async () => {
    for (const who of [world.coming.person, world.coming.employer, world.giver.colleague])
      expect(await ask(who)).toMatchObject({ ok: false, why: "not-found" })
    expect(await askMembership(manager, typed())).toMatchObject({ ok: false, why: "not-found" })
    expect(await ask(world.coming.referent, { year: 2027 })).toMatchObject({ ok: false, why: "not-open" })
    expect(await ask(world.coming.referent, { year: 2030 })).toMatchObject({ ok: false, why: "not-open" })
    expect(await ask(world.coming.referent, { fee: "Gratuit" })).toMatchObject({ ok: false, why: "fee-changed" })
    expect(await ask()).toMatchObject({ ok: true })
    expect(await of()).toMatchObject({
      status: "asked",
      feeLabel: "Cotisation",
      amount: 15_000,
      charterVersion: "2026-1",
      invoiceContact: "compta@exemple.fr",
    })
    expect(await toldOf("membership-asked")).toMatchObject([{ to: manager.actor.email, year: 2026 }])
  })

  it("two référents who ask at once ask once; it may be asked again only after a refusal", async () => {
    const second = await aPersonOf(world.coming.structure.id, { isReferent: true })
    const both = await Promise.all([ask(), ask(second)])
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true])
    expect(await ask()).toMatchObject({ ok: false, why: "already" })
    const { id: structureId } = world.coming.structure
    expect(await refuseMembership(manager, { structureId, year: 2026, reason: "Hors de la région." })).toMatchObject({ ok: true })
    expect(await ask()).toMatchObject({ ok: true })
    expect(await of()).toMatchObject({ status: "asked", reason: null, decidedAt: null })
  })

  it("is decided once by a manager; the référents hear of it; anyone else finds nothing", async () => {
    await ask()
    const target = { structureId: world.coming.structure.id, year: 2026 }
    for (const who of [world.coming.referent, world.coming.person])
      expect(await acceptMembership(await contextFor(who), target)).toMatchObject({ ok: false, why: "not-found" })
    const both = await Promise.all([
      acceptMembership(manager, target),
      refuseMembership(manager, { ...target, reason: "Hors de la région." }),
    ])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.find(({ ok }) => !ok)).toMatchObject({ why: "already-decided" })
    expect(await toldOf("membership-decided")).toMatchObject([{ to: world.coming.referent.email }])
    expect(await db.journal.count({ where: { action: { startsWith: "membership." }, outcome: "done" } })).toBe(2)
  })

  it("refused: what its people asked for on that condition lapses with a word; what is open to all goes on", async () => {
    await ask()
    const conditional = await register(await contextFor(world.coming.person), asked(world.coming.structure.id, world.session.id))
    if (!conditional.ok) throw new Error(conditional.why)
    const open = await aProgramme({ event: { needsEmployer: false } })
    const free = await register(await contextFor(world.coming.person), asked(world.coming.structure.id, open.session.id))
    if (!free.ok) throw new Error(free.why)
    await refuseMembership(manager, { structureId: world.coming.structure.id, year: 2026, reason: "Hors de la région." })
    expect([await stateOf(conditional.value.registrationId), await stateOf(free.value.registrationId)]).toEqual([
      "lapsed",
      "employer_accepted",
    ])
    expect((await toldOf("registration-news")).at(-1)).toMatchObject({ news: "lapsed", words: expect.stringContaining("adhésion") })
  })
})

it("is counted by year and by state, for managers alone", async () => {
  await ask()
  expect(await membershipCounts(manager.actor)).toEqual([{ year: 2026, counts: { asked: 1, accepted: 0, refused: 0 } }])
  expect(await membershipCounts((await contextFor(world.coming.referent)).actor)).toEqual([])
})

it("leaves as a file, with the filters of the page, that the journal counts; empty for anyone else", async () => {
  await ask()
  const textOf = async (context: typeof manager, statut: "asked" | "accepted") => {
    const pieces: Uint8Array[] = []
    const asked = await readMembershipsAddress(Promise.resolve({ statut }))
    for await (const piece of await exportMemberships(context, asked)) pieces.push(piece)
    return Buffer.concat(pieces).toString().trim().split("\n")
  }
  expect(await textOf(manager, "asked")).toMatchObject([/Structure/, /compta@exemple\.fr/].map((shape) => expect.stringMatching(shape)))
  expect(await textOf(manager, "accepted")).toHaveLength(1)
  expect(await textOf(await contextFor(world.coming.referent), "asked")).toHaveLength(1)
  const rows = await db.journal.findMany({ where: { action: "membership.exported" }, orderBy: { id: "asc" } })
  expect(rows.map(({ changes }) => changes)).toEqual([{ rows: 1 }, { rows: 0 }, { rows: 0 }])
})

it("the form wants the charter accepted and an address for the invoice", () => {
  const form = { structureId: crypto.randomUUID(), offer: "2026 Moins de 10 salariés", invoiceContact: "compta@exemple.fr", charter: "on" }
  expect(membershipRequest.safeParse(form).success).toBe(true)
  for (const wrong of [{ charter: "" }, { invoiceContact: "compta" }, { offer: "l’an prochain" }, { offer: "2026" }, { amount: "0" }])
    expect(membershipRequest.safeParse({ ...form, ...wrong }).success, JSON.stringify(wrong)).toBe(false)
})

it("the years to ask for are those whose campaign has opened and that are not over", () => {
  const campaigns = [2025, 2026, 2027].map((year) => ({ year, opensOn: new Date(`${year - 1}-12-01`) }))
  const years = (day: string) => openYears(campaigns, new Date(day)).map(({ year }) => year)
  expect([years("2026-11-30"), years("2026-12-01"), years("2027-01-01")]).toEqual([[2026], [2026, 2027], [2027]])
})
