/**
 * The journal gives the same rights as the tables did, at 50 random instants of random lives: every operation that changes who
 * may do what leaves a row from which the past can be read (lib/membership/rights-history).
 */

import fc from "fast-check"
import { expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { mergeAccounts } from "@/lib/desk/account-merges/operations"
import { eraseAccount } from "@/lib/desk/personal-data/operations"
import { losersOf } from "@/lib/desk/structure-dossiers/queries"
import { mergeStructures, undoMerge } from "@/lib/desk/structure-merges/operations"
import { changeTypes } from "@/lib/desk/structures/operations"
import { disableAccount, enableAccount } from "@/lib/desk/suspensions/operations"
import { requestAffiliation } from "@/lib/membership/affiliations/operations"
import { refuseRequest, validateRequest } from "@/lib/membership/decisions/operations"
import { detach, leave } from "@/lib/membership/departures/operations"
import { setProfil } from "@/lib/membership/profils/operations"
import { appointReferent, removeReferent } from "@/lib/membership/referent-appointments/operations"
import { rightsOn } from "@/lib/membership/rights-history/queries"
import { db } from "@/lib/platform/db/client"
import { grantable, markOf } from "@/lib/vocabulary/profils/rules"
import { typesOf } from "@/lib/vocabulary/structures/rules"
import { aManager, anAccount, aStructure, contextOf, now } from "@/tests/support/factories"

const people = 8
const structures = 3
const steps = 110

/** Gestures: one that is named more often is drawn more often. `pick` chooses among the things that the gesture can be done to. */
const gesture = fc.record({
  what: fc.constantFrom(
    ...(["ask", "ask", "ask", "ask", "validate", "validate", "validate", "validate", "refuse", "grant", "grant", "grant", "take"] as const),
    ...([
      "detach",
      "leave",
      "appoint",
      "remove",
      "types",
      "types",
      "merge",
      "undo",
      "undo",
      "disable",
      "enable",
      "enable",
      "erase",
      "join",
    ] as const),
  ),
  pick: fc.nat(999),
  other: fc.nat(999),
  profil: fc.constantFrom(...grantable),
  type: fc.constantFrom("formateur" as const, "prescripteur" as const, "les-deux" as const),
})
type Gesture = typeof gesture extends fc.Arbitrary<infer G> ? G : never

type Life = { manager: string; people: string[]; structures: { id: string; siret: string }[] }

/** What the tables say now: who holds what in each structure, and whose account is closed. */
async function held(structureId: string) {
  const rows = await db.affiliation.findMany({
    where: { structureId, status: "active" },
    orderBy: { id: "asc" },
    select: {
      id: true,
      isReferent: true,
      rafaelProfil: true,
      isEmployeur: true,
      isPrestataire: true,
      account: { select: { disabledAt: true } },
    },
  })
  return rows.map(({ account, ...rights }) => ({ ...rights, isDisabled: account.disabledAt !== null }))
}

it("50 random instants of random lives", { timeout: 240_000 }, async () => {
  let instants = 0
  const done = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(gesture, { minLength: steps, maxLength: steps }), async (gestures) => {
      const life: Life = {
        manager: (await aManager()).id,
        people: await Promise.all(Array.from({ length: people }, async () => (await anAccount()).id)),
        structures: await Promise.all(Array.from({ length: structures }, () => aStructure())),
      }
      const snapshots: { at: Date; structureId: string; rights: Awaited<ReturnType<typeof held>> }[] = []
      for (const [minute, each] of gestures.entries()) {
        const at = new Date(now.getTime() + minute * 60_000)
        if (await perform(life, each, at)) done.add(each.what)
        // Ten instants a life, spread over it.
        if (minute % 11 === 5)
          for (const { id } of life.structures)
            snapshots.push({ at: new Date(at.getTime() + 30_000), structureId: id, rights: await held(id) })
      }
      const reader = await contextOf(life.manager)
      for (const { at, structureId, rights } of snapshots) {
        const read = (await rightsOn(reader.actor, structureId, at)) ?? []
        const told = read.map(({ affiliationId, held: rightsThen, isDisabled }) => ({ id: affiliationId, ...rightsThen, isDisabled }))
        expect(told.sort((a, b) => a.id.localeCompare(b.id))).toEqual(rights)
      }
      instants += new Set(snapshots.map(({ at }) => at.getTime())).size
    }),
    // A failing life is reported as it is: shrinking it would take hours of database work.
    { numRuns: process.env.LONG_TESTS === "1" ? 30 : 6, endOnFailure: true },
  )
  expect(instants).toBeGreaterThanOrEqual(50)
  // No gesture of the list may be one that random lives never manage to do.
  expect([...done].sort()).toEqual(
    [
      "appoint",
      "ask",
      "detach",
      "disable",
      "enable",
      "erase",
      "grant",
      "join",
      "leave",
      "merge",
      "refuse",
      "remove",
      "take",
      "types",
      "undo",
      "validate",
    ].sort(),
  )
})

/** Does one gesture to something that it can be done to, if there is any; returns whether it was done. */
async function perform(life: Life, { what, pick, other, profil, type }: Gesture, at: Date): Promise<boolean> {
  const manager = await acting(life.manager, at)
  const chosen = <T>(list: T[], from = pick): T | undefined => list[from % Math.max(1, list.length)]
  const open = await db.affiliation.findMany({
    where: { status: { in: ["pending", "active"] }, accountId: { in: life.people } },
    orderBy: { id: "asc" },
    include: { account: true },
  })
  const accounts = await db.account.findMany({ where: { id: { in: life.people }, erasedAt: null }, orderBy: { id: "asc" } })
  const enabled = accounts.filter(({ disabledAt }) => !disabledAt)
  const usable = await db.structure.findMany({
    where: { state: "active", id: { in: life.structures.map(({ id }) => id) } },
    orderBy: { id: "asc" },
  })
  const active = open.filter(({ status }) => status === "active")
  const reason = "Au hasard"
  const none = { ok: false }
  const on = (list: typeof open, work: (affiliation: (typeof open)[number]) => Promise<{ ok: boolean }>) => {
    const affiliation = chosen(list)
    return affiliation ? work(affiliation) : none
  }
  const result = await (async () => {
    switch (what) {
      case "ask": {
        const [person, structure] = [chosen(enabled), chosen(usable, other)]
        return person && structure ? requestAffiliation(await acting(person.id, at), { siret: structure.siret }) : none
      }
      case "validate":
        return on(
          open.filter(({ status }) => status === "pending"),
          ({ id }) =>
            validateRequest(manager, {
              affiliationId: id,
              rafaelProfil: null,
              isEmployeur: other % 2 === 0,
              isPrestataire: false,
              becomesReferent: other % 3 === 0,
            }),
        )
      case "refuse":
        return on(
          open.filter(({ status }) => status === "pending"),
          ({ id }) => refuseRequest(manager, { affiliationId: id, reason }),
        )
      case "grant":
      case "take":
        return on(active, (affiliation) =>
          setProfil(manager, {
            affiliationId: affiliation.id,
            gesture: what === "grant" ? "add" : "remove",
            profil,
            seen: markOf(affiliation),
          }),
        )
      case "detach":
        return on(active, ({ id }) => detach(manager, { affiliationId: id, reason, withoutReferent: true }))
      case "leave":
        return on(
          active.filter(({ isReferent, account }) => !isReferent && !account.disabledAt),
          async ({ id, accountId }) => leave(await acting(accountId, at), { affiliationId: id, message: "" }),
        )
      case "appoint":
        return on(
          active.filter(({ isReferent }) => !isReferent),
          ({ id }) => appointReferent(manager, { affiliationId: id }),
        )
      case "remove":
        return on(
          active.filter(({ isReferent }) => isReferent),
          ({ id }) => removeReferent(manager, { affiliationId: id, reason, withoutReferent: true }),
        )
      case "types": {
        const structure = chosen(usable)
        const losers = structure ? await losersOf(manager.actor, structure.id, typesOf(type)) : []
        return structure ? changeTypes(manager, { structureId: structure.id, type, people: losers.length }) : none
      }
      case "merge": {
        const [kept, absorbed] = [chosen(usable), chosen(usable, other)]
        const moving = open.filter(({ structureId }) => structureId === absorbed?.id).length
        return kept && absorbed ? mergeStructures(manager, { structureId: kept.id, absorbedId: absorbed.id, people: moving }) : none
      }
      case "undo": {
        const merge = await db.structureMerge.findFirst({
          where: { undoneAt: null, mergedBy: life.manager },
          orderBy: { mergedAt: "desc" },
        })
        return merge ? undoMerge(manager, { mergeId: merge.id }) : none
      }
      case "disable": {
        const person = chosen(enabled)
        return person ? disableAccount(manager, { accountId: person.id, reason, withoutReferent: true }) : none
      }
      case "enable": {
        const person = chosen(accounts.filter(({ disabledAt }) => disabledAt !== null))
        return person ? enableAccount(manager, { accountId: person.id }) : none
      }
      case "erase": {
        // Picks someone who has rights. Only one time in two, because erased people never come back.
        const person = chosen(accounts.filter(({ id }) => active.some(({ accountId, isReferent }) => accountId === id && !isReferent)))
        return person && other % 2 === 0 ? db.$transaction((tx) => eraseAccount(tx, manager, person.id)) : none
      }
      case "join": {
        const [kept, absorbed] = [chosen(enabled), chosen(enabled, other)]
        return kept && absorbed ? mergeAccounts(manager, { accountId: kept.id, absorbedId: absorbed.id }) : none
      }
    }
  })()
  return result.ok
}

async function acting(accountId: string, at: Date): Promise<ActorContext> {
  const context = await contextOf(accountId)
  return { ...context, now: at, actor: { ...context.actor, authAt: at } }
}
