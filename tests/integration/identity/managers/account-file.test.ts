import { beforeEach, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { accountFile } from "@/lib/desk/account-dossiers/queries"
import { findAccounts, unconfirmedSignups } from "@/lib/desk/account-searches/queries"
import { readAccountAddress } from "@/lib/desk/account-searches/schema"
import { setProfil } from "@/lib/membership/profils/operations"
import { markOf } from "@/lib/vocabulary/profils/rules"
import {
  aManagerContext,
  anAccount,
  anActiveAffiliation,
  aStructure,
  aStructureWithReferent,
  aWaitingSignup,
  contextOf,
  now,
} from "@/tests/support/factories"

let manager: ActorContext
beforeEach(async () => {
  manager = await aManagerContext()
})
const find = async (q: string, filtre = "") =>
  (await findAccounts(manager.actor, readAccountAddress(filtre ? { filtre } : { q }), now)).accounts.map(({ id }) => id)

it("one box finds someone by name, address, telephone and structure; by several words; literally", async () => {
  const structure = await aStructure({ raisonSociale: "Mission locale du Béarn" })
  const person = await anAccount({ firstName: "Zoé-Marie", lastName: "Étchart", email: "zoe.etchart@bearn.fr", phone: "+33559001122" })
  await anActiveAffiliation(person.id, structure.id)
  await anAccount({ firstName: "Zoé", lastName: "Autre" })
  for (const q of ["etchart", "ZOÉ-MARIE", "marie etchart", "zoe.etchart@", "05 59 00 11", "0559001122", "béarn", "mission locale bearn"])
    expect([q, await find(q)]).toEqual([q, [person.id]])
  for (const q of ["%", "_", "zoe xyz", "   ", "\0", "05 59 99 88 77"]) expect([q, await find(q)]).toEqual([q, []])
  const { actor } = await contextOf(person.id)
  expect((await findAccounts(actor, readAccountAddress({ q: "etchart" }), now)).accounts).toEqual([])
})

it("of two structures of one name, only the one someone is référent of is said to be", async () => {
  const [led, other] = [await aStructureWithReferent(), await aStructure()]
  await anActiveAffiliation(led.referent.id, other.id)
  const { accounts } = await findAccounts(manager.actor, readAccountAddress({ q: led.referent.email }), now)
  expect(accounts[0]?.affiliations.map(({ structureName, isReferent }) => [structureName, isReferent]).toSorted()).toEqual([
    [led.structure.raisonSociale, false],
    [led.structure.raisonSociale, true],
  ])
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
