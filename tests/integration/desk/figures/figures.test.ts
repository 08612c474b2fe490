import { beforeEach, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { byDepartement, byProfil, troubleCounts, weeks } from "@/lib/desk/figures/queries"
import { mergeStructures } from "@/lib/desk/structure-merges/operations"
import { whatWaitsFor } from "@/lib/desk/waiting/queries"
import { validateRequest } from "@/lib/membership/decisions/operations"
import { setProfil } from "@/lib/membership/profils/operations"
import { db } from "@/lib/platform/db/client"
import { markOf } from "@/lib/vocabulary/profils/rules"
import {
  aManagerContext,
  anAccount,
  anActiveAffiliation,
  aPendingRequest,
  aStructure,
  aStructureWithReferent,
  contextOf,
  now,
} from "@/tests/support/factories"

let manager: ActorContext
beforeEach(async () => {
  manager = await aManagerContext()
})
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3_600_000)

it("the figures count what happened, week by week, place by place; nothing for anyone but a manager", async () => {
  const { structure, referent } = await aStructureWithReferent({ postcode: "33000", createdAt: now })
  await anActiveAffiliation((await anAccount()).id, structure.id, {
    rafaelProfil: "prescripteur_2",
    isEmployeur: true,
    requestedAt: new Date(now.getTime() - 4 * 3_600_000),
    decidedAt: now,
    decidedBy: referent.id,
  })
  await aPendingRequest((await anAccount()).id, (await aStructure({ postcode: "20200", createdAt: daysAgo(31) })).id)
  // The national register brings the structures of the whole country: only those with a type or with people are the portal's.
  await aStructure({ postcode: "75001", types: [], registerMark: 1n })
  await aStructure({ postcode: "20200", types: [], registerMark: 2n })
  await db.structure.update({ where: { id: structure.id }, data: { registerMark: 3n } })
  await db.contactMessage.create({ data: { name: "A", email: "a@exemple.fr", subject: "S", message: "M", createdAt: now } })
  const byWeek = await weeks(manager.actor, now, 30)
  expect(byWeek.at(-1)).toEqual({ week: "2026-11-23", asked: 3, answered: 1, medianHours: 4 })
  expect(byWeek).toHaveLength(6)
  expect(await byDepartement(manager.actor, now, 30)).toEqual([
    { departement: "2B", structures: 1, accounts: 0, newStructures: 0, newAccounts: 0 },
    { departement: "33", structures: 1, accounts: 2, newStructures: 1, newAccounts: 2 },
  ])
  expect((await byProfil(manager.actor, now, 30)).filter(({ held }) => held > 0)).toEqual([
    { name: "Prescripteur Niveau 2", held: 1, granted: 0 },
    { name: "Employeur", held: 1, granted: 0 },
  ])
  expect(await whatWaitsFor(manager.actor)).toEqual(
    expect.arrayContaining([
      { kind: "first-account", count: 1, oldest: now },
      { kind: "contact", count: 1, oldest: now },
    ]),
  )
  expect((await troubleCounts(manager.actor, now)).filter(({ count }) => count > 0)).toEqual([
    { trouble: "un-seul", count: 1 },
    { trouble: "sans-profil", count: 1 },
  ])
  const { actor } = await contextOf(referent.id)
  const asked = [weeks(actor, now, 30), byDepartement(actor, now, 30), byProfil(actor, now, 30), troubleCounts(actor, now)]
  for (const figures of asked) expect(await figures).toEqual([])
})

it("a profil counts each time someone grants it, during the period; a merge neither asks, answers nor grants anew", async () => {
  const { structure, referent } = await aStructureWithReferent()
  const person = await anAccount()
  const early = await contextOf(referent.id, { now: daysAgo(40) })
  const { id } = await aPendingRequest(person.id, structure.id, { requestedAt: daysAgo(41) })
  await validateRequest(early, { affiliationId: id, rafaelProfil: "prescripteur_2", isEmployeur: true, isPrestataire: false })
  const late = await contextOf(referent.id, { now: daysAgo(2) })
  const held = { rafaelProfil: "prescripteur_2", isEmployeur: true, isPrestataire: false } as const
  await setProfil(late, { affiliationId: id, gesture: "add", profil: "prescripteur_3", seen: markOf(held) })
  await setProfil(late, {
    affiliationId: id,
    gesture: "remove",
    profil: "employeur",
    seen: markOf({ ...held, rafaelProfil: "prescripteur_3" }),
  })
  const granted = async (days: number) =>
    (await byProfil(manager.actor, now, days)).filter((profil) => profil.granted > 0).map(({ name, granted: times }) => [name, times])
  const recent = [["Prescripteur Niveau 3", 1]]
  const all = [["Prescripteur Niveau 2", 1], ...recent, ["Employeur", 1]]
  expect([await granted(30), await granted(90)]).toEqual([recent, all])
  const totals = async () => {
    const byWeek = await weeks(manager.actor, now, 90)
    return [byWeek.reduce((sum, week) => sum + week.asked, 0), byWeek.reduce((sum, week) => sum + week.answered, 0)]
  }
  const [before, kept] = [await totals(), await aStructure()]
  expect(before).toEqual([2, 1])
  const merged = await mergeStructures(manager, { structureId: kept.id, absorbedId: structure.id, people: 2 })
  expect(merged).toMatchObject({ ok: true })
  expect([await totals(), await granted(30), await granted(90)]).toEqual([before, recent, all])
  const [place] = await byDepartement(manager.actor, now, 30)
  expect(place).toMatchObject({ accounts: 2, newAccounts: 1 })
})
