/** A structure whose référent is away, and whoever stands in. */
import { expect } from "vitest"
import { acceptStandIn, declineStandIn, setAbsence } from "@/lib/membership/absences/operations"
import { requestAffiliation } from "@/lib/membership/affiliations/operations"
import { parseDelays } from "@/lib/membership/follow-up/rules"
import { db } from "@/lib/platform/db/client"
import {
  aManager,
  anAccount,
  anActiveAffiliation,
  aStructureWithReferent,
  contextOf,
  messages,
  now,
  visitor,
} from "@/tests/support/factories"

// Tuesday 24 November 2026, ten in the morning in Paris.
export const at = (day: string, hour = "09:00") => new Date(`2026-${day}T${hour}:00Z`)
export const during = at("12-02")
export const nothing = { rafaelProfil: null, isEmployeur: false, isPrestataire: false } as const
export const delays = parseDelays(undefined) ?? expect.fail()

export async function aTeam() {
  const { structure, referent } = await aStructureWithReferent()
  const standIn = await anAccount({ firstName: "Léa", lastName: "Petit" })
  const theirs = await anActiveAffiliation(standIn.id, structure.id)
  await aManager()
  return { structure, referent, standIn, theirs }
}
export let team: Awaited<ReturnType<typeof aTeam>>
/** Made anew before each test: `beforeEach(prepare)`, in each file. */
export async function prepare() {
  team = await aTeam()
}

export const as = (account: { id: string }, when = now) =>
  contextOf(account.id, { now: when }).then((context) => ({ ...context, now: when }))
/** The actor's session is made at `now`; who they are is read again at the instant of the gesture. */
export async function actingAt(account: { id: string }, when: Date) {
  const session = await db.session.create({
    data: {
      accountId: account.id,
      createdAt: when,
      lastSeenAt: when,
      authAt: when,
      secondFactorAt: when,
      expiresAt: new Date(when.getTime() + 3_600_000),
    },
  })
  const { actorOfSession } = await import("@/lib/identity/sessions/queries")
  return { ...visitor, now: when, actor: (await actorOfSession(session.id, when)) ?? expect.fail() }
}

/** The référent is away from 30 November to 11 December; `answer`: what the stand-in says. */
export async function away(answer: "accept" | "decline" | null = "accept", standIn: string | null = team.theirs.id) {
  const set = await setAbsence(await as(team.referent), { structureId: team.structure.id, from: "2026-11-30", to: "2026-12-11", standIn })
  expect(set).toMatchObject({ ok: true })
  const absence = await db.absence.findFirstOrThrow({ where: { accountId: team.referent.id } })
  const one = { structureId: team.structure.id, absenceId: absence.id }
  if (answer) expect(await (answer === "accept" ? acceptStandIn : declineStandIn)(await as(team.standIn), one)).toMatchObject({ ok: true })
  return one
}

export async function ask(when: Date) {
  const person = await anAccount({ firstName: "Nadia" })
  expect(await requestAffiliation(await actingAt(person, when), { siret: team.structure.siret })).toMatchObject({ ok: true })
  return { person, ...(await db.affiliation.findFirstOrThrow({ where: { accountId: person.id } })) }
}
export const toldOf = async (template: string) =>
  (await messages()).filter((mail) => mail.template === template).map(({ toEmail }) => toEmail)
