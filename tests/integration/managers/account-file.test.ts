import { beforeEach, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { accountFile } from "@/lib/account-files/queries"
import { findAccounts, unconfirmedSignups } from "@/lib/account-searches/queries"
import { loadAccountParams } from "@/lib/account-searches/schema"
import { db } from "@/lib/platform/db"
import { setProfil } from "@/lib/profils/operations"
import { markOf } from "@/lib/profils/rules"
import { byDepartement, profilsHeld, troubleCounts, weeks, whatWaits } from "@/lib/statistics/queries"
import {
  aManager,
  anAccount,
  anActiveAffiliation,
  aPendingRequest,
  aStructure,
  aStructureWithReferent,
  aWaitingSignup,
  contextOf,
  now,
} from "@/tests/support/factories"

let manager: ActorContext
beforeEach(async () => {
  manager = await contextOf((await aManager()).id)
})
const find = async (q: string, filtre = "") =>
  (await findAccounts(manager.actor, loadAccountParams(filtre ? { filtre } : { q }), now)).accounts.map(({ id }) => id)

it("one box finds someone by name, address, telephone and structure; by several words; literally", async () => {
  const structure = await aStructure({ raisonSociale: "Mission locale du Béarn" })
  const person = await anAccount({ firstName: "Zoé-Marie", lastName: "Étchart", email: "zoe.etchart@bearn.fr", phone: "+33559001122" })
  await anActiveAffiliation(person.id, structure.id)
  await anAccount({ firstName: "Zoé", lastName: "Autre" })
  for (const q of ["etchart", "ZOÉ-MARIE", "marie etchart", "zoe.etchart@", "05 59 00 11", "0559001122", "béarn", "mission locale bearn"])
    expect([q, await find(q)]).toEqual([q, [person.id]])
  for (const q of ["%", "_", "zoe xyz", "   ", "\0", "99 99 99"]) expect([q, await find(q)]).toEqual([q, []])
  const { actor } = await contextOf(person.id)
  expect((await findAccounts(actor, loadAccountParams({ q: "etchart" }), now)).accounts).toEqual([])
})

it("each filter finds who it names", async () => {
  const structure = await aStructure()
  const [none, bounced, closed] = [await anAccount(), await anAccount({ bouncedAt: now }), await anAccount({ disabledAt: now })]
  await anActiveAffiliation(none.id, structure.id)
  const elsewhere = await anAccount()
  await anActiveAffiliation(elsewhere.id, structure.id)
  await anActiveAffiliation(elsewhere.id, (await aStructure()).id, { isEmployeur: true })
  expect(await find("", "sans-profil")).toEqual([none.id])
  expect(await find("", "courriel")).toEqual([bounced.id])
  expect(await find("", "desactive")).toEqual([closed.id])
  expect(await find("", "gestionnaire")).toEqual([manager.actor.accountId])
})

it("a sign-up that waits for its click is found too, for managers alone", async () => {
  const signup = await aWaitingSignup((await aStructure({ raisonSociale: "Institut" })).id, { firstName: "Ulysse" })
  expect(await unconfirmedSignups(manager.actor, "ulysse")).toMatchObject([{ email: signup.email, structureName: "Institut" }])
  expect(await unconfirmedSignups((await contextOf((await anAccount()).id)).actor, "ulysse")).toEqual([])
})

it("the page of a person says who gave what, and why they find nothing", async () => {
  const { structure, referent } = await aStructureWithReferent()
  const person = await anAccount()
  const affiliation = await anActiveAffiliation(person.id, structure.id)
  const before = await accountFile(manager.actor, person.id, now)
  expect(before).toMatchObject({ hasPassword: false, entries: [{ hasProfil: false, structureName: structure.raisonSociale }] })
  const seen = markOf({ rafaelProfil: null, isEmployeur: false, isPrestataire: false })
  await setProfil(await contextOf(referent.id), { affiliationId: affiliation.id, gesture: "add", profil: "employeur", seen })
  const after = await accountFile(manager.actor, person.id, new Date(now.getTime() + 1))
  expect(after?.grants.get(affiliation.id)).toMatchObject({ at: now, by: { firstName: "Dominique" } })
  expect(JSON.stringify(after), "no secret").not.toContain("passwordHash")
  expect(await accountFile((await contextOf(person.id)).actor, person.id, now)).toBeNull()
  expect(await accountFile(manager.actor, "abc", now)).toBeNull()
})

it("the figures count what happened, week by week, place by place; nothing for anyone but a manager", async () => {
  const { structure, referent } = await aStructureWithReferent({ postcode: "33000" })
  await anActiveAffiliation((await anAccount()).id, structure.id, {
    rafaelProfil: "prescripteur_2",
    isEmployeur: true,
    requestedAt: new Date(now.getTime() - 4 * 3_600_000),
    decidedAt: now,
    decidedBy: referent.id,
  })
  await aPendingRequest((await anAccount()).id, (await aStructure({ postcode: "20200" })).id)
  await db.contactMessage.create({ data: { name: "A", email: "a@exemple.fr", subject: "S", message: "M", createdAt: now } })
  const byWeek = await weeks(manager.actor, now, 30)
  expect(byWeek.at(-1)).toEqual({ week: "2026-11-23", asked: 3, answered: 1, medianHours: 4 })
  expect(byWeek).toHaveLength(6)
  expect(await byDepartement(manager.actor)).toEqual([
    { departement: "2B", structures: 1, accounts: 0 },
    { departement: "33", structures: 1, accounts: 2 },
  ])
  expect((await profilsHeld(manager.actor)).filter(({ count }) => count > 0)).toEqual([
    { name: "Prescripteur Niveau 2", count: 1 },
    { name: "Employeur", count: 1 },
  ])
  expect((await whatWaits(manager.actor)).filter(({ count }) => count > 0)).toEqual([
    { tab: "premiers-comptes", count: 1, oldest: now },
    { tab: "messages", count: 1, oldest: now },
  ])
  expect((await troubleCounts(manager.actor, now)).filter(({ count }) => count > 0)).toEqual([
    { trouble: "un-seul", count: 1 },
    { trouble: "sans-profil", count: 1 },
  ])
  const { actor } = await contextOf(referent.id)
  for (const figures of [weeks(actor, now, 30), byDepartement(actor), profilsHeld(actor), whatWaits(actor), troubleCounts(actor, now)])
    expect(await figures).toEqual([])
})
