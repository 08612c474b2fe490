/** After any sequence of gestures on rights, applications read what the tables say, and each was told each change once. */
import fc from "fast-check"
import * as openid from "openid-client"
import { expect, it } from "vitest"
import { disableAccount, enableAccount } from "@/lib/desk/suspensions/operations"
import { endSession } from "@/lib/identity/sessions/operations"
import { detach } from "@/lib/membership/departures/operations"
import { setProfil } from "@/lib/membership/profils/operations"
import { db } from "@/lib/platform/db/client"
import { pushEvents } from "@/lib/signon/events/delivery"
import { eventTypes } from "@/lib/signon/events/rules"
import { type Grantable, markOf } from "@/lib/vocabulary/profils/rules"
import { aManagerContext, anAccount, anActiveAffiliation, aStructure, aStructureWithReferent } from "@/tests/support/factories"
import { aHearingStage } from "@/tests/support/heard-applications"
import { anApplication, Browser, clientOf } from "@/tests/support/sign-on"

const stage = aHearingStage()

const profils = ["prescripteur_1", "gestionnaire_general", "employeur", "prestataire"] as const satisfies Grantable[]

/** The gestures, each with what it needs to know; those that do nothing at the moment are let pass. */
const gesture = fc.oneof(
  fc.record({
    kind: fc.constant("profil" as const),
    gesture: fc.constantFrom("add" as const, "remove" as const),
    profil: fc.constantFrom(...profils),
  }),
  fc.record({
    kind: fc.constantFrom(
      "detach" as const,
      "attach" as const,
      "disable" as const,
      "enable" as const,
      "rename" as const,
      "sign-out" as const,
      "enter" as const,
    ),
  }),
)
type Gesture = typeof gesture extends fc.Arbitrary<infer G> ? G : never

async function aWorld() {
  const { structure } = await aStructureWithReferent()
  const person = await anAccount({ firstName: "Sacha" })
  const of = {
    eventWay: "push" as const,
    eventAddress: `${stage.receiver.url}/evenements`,
    refreshes: true,
    scopes: ["profile", "structure"],
  }
  const [open, narrow] = [
    await anApplication(of),
    await anApplication({ ...of, entry: "profil", profils: ["prescripteur_1", "employeur"] }),
  ]
  const first = await anActiveAffiliation(person.id, structure.id, { rafaelProfil: "prescripteur_1" })
  // Another structure of the same person, which neither application reads.
  await anActiveAffiliation(person.id, (await aStructure()).id, { status: "pending", decidedAt: null })
  const manager = await aManagerContext()
  const parties = await Promise.all(
    [open, narrow].map(async (application) => ({
      application,
      client: await clientOf(stage.provider.base, application),
      tokens: null as Tokens | null,
    })),
  )
  return { structure, person, manager, parties, affiliationId: first.id }
}
type Tokens = { access: string; refresh: string; sub: string }
type World = Awaited<ReturnType<typeof aWorld>>

async function enter(world: World) {
  const browser = new Browser(stage.provider.base)
  await browser.signIn(world.person.id)
  for (const party of world.parties) {
    const tokens = await party.client.enter(browser, { scope: "openid profile structure" }).catch(() => null)
    party.tokens = tokens && { access: tokens.access_token, refresh: tokens.refresh_token ?? "", sub: tokens.claims()?.sub ?? "" }
  }
}

async function perform(world: World, one: Gesture) {
  const affiliation = await db.affiliation.findUniqueOrThrow({ where: { id: world.affiliationId } })
  const accountId = world.person.id
  if (one.kind === "profil")
    await setProfil(world.manager, { affiliationId: affiliation.id, seen: markOf(affiliation), gesture: one.gesture, profil: one.profil })
  if (one.kind === "detach") await detach(world.manager, { affiliationId: affiliation.id, reason: "Départ", withoutReferent: true })
  if (one.kind === "attach" && affiliation.status !== "active")
    world.affiliationId = (await anActiveAffiliation(accountId, world.structure.id, { rafaelProfil: "prescripteur_1" })).id
  if (one.kind === "disable") await disableAccount(world.manager, { accountId, reason: "Essai de la suite", withoutReferent: true })
  if (one.kind === "enable") await enableAccount(world.manager, { accountId })
  if (one.kind === "rename")
    await db.structure.update({ where: { id: world.structure.id }, data: { sigle: crypto.randomUUID().slice(0, 6) } })
  if (one.kind === "sign-out")
    for (const { id } of await db.session.findMany({ where: { accountId, revokedAt: null } })) await endSession(id, new Date())
  if (one.kind === "enter" && !(await db.account.findUniqueOrThrow({ where: { id: accountId } })).disabledAt) await enter(world)
}

/** What the tables let an application read now, written a second time. */
async function truth({ person, affiliationId, structure }: World, { application }: World["parties"][number]) {
  const [account, affiliation, now] = await Promise.all([
    db.account.findUniqueOrThrow({ where: { id: person.id } }),
    db.affiliation.findUniqueOrThrow({ where: { id: affiliationId } }),
    db.structure.findUniqueOrThrow({ where: { id: structure.id } }),
  ])
  if (account.disabledAt || affiliation.status !== "active") return null
  const held = [
    affiliation.rafaelProfil,
    "beneficiaire",
    affiliation.isEmployeur ? "employeur" : null,
    affiliation.isPrestataire ? "prestataire" : null,
  ].filter((code) => code !== null && application.profils.includes(code))
  return application.entry === "profil" && held.length === 0 ? null : { profils: held, referent: affiliation.isReferent, sigle: now.sigle }
}

function readOf(claims: Record<string, unknown>) {
  return { profils: claims.profils, referent: claims.referent, sigle: (claims.structure as { sigle?: string } | undefined)?.sigle ?? null }
}

it("whatever the gestures", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(gesture, { minLength: 3, maxLength: 8 }), async (gestures) => {
      await db.eventDelivery.deleteMany()
      const world = await aWorld()
      await enter(world)
      for (const one of gestures) {
        const before = await Promise.all(world.parties.map((party) => truth(world, party)))
        const received = await Promise.all(
          world.parties.map(({ application }) =>
            db.applicationPerson.count({ where: { applicationId: application.id, affiliationId: world.affiliationId } }),
          ),
        )
        stage.receiver.events.length = 0
        await perform(world, one)
        await pushEvents()
        for (const [index, party] of world.parties.entries()) {
          const now = await truth(world, party)
          const heard = stage.receiver.events.filter(({ payload }) => payload.aud === party.application.id)
          expect(new Set(heard.map(({ payload }) => payload.jti)).size, "each once").toBe(heard.length)
          const claims = heard.flatMap(({ payload }) => {
            const changed = payload.events[eventTypes.claims] as { claims: Record<string, unknown> } | undefined
            return changed ? [changed.claims] : []
          })
          expect(claims.length, "one change, one event").toBeLessThanOrEqual(1)
          const hasChanged = JSON.stringify(before[index]) !== JSON.stringify(now)
          if (received[index] && hasChanged && one.kind !== "disable" && one.kind !== "enable" && one.kind !== "attach") {
            expect(claims, `told of ${JSON.stringify(one)}`).toHaveLength(1)
            expect(now ? readOf(claims[0] ?? {}) : claims[0]).toEqual(now ?? {})
          }
          if (!party.tokens) continue
          // What it reads, introspects and refreshes tells the same truth, or nothing at all once what it rested on has ended.
          const session = await db.session.count({ where: { accountId: world.person.id, revokedAt: null } })
          const entered = await db.signOnGrant.count({ where: { applicationId: party.application.id } })
          const stands = now !== null && session > 0 && entered > 0
          const { access, refresh, sub } = party.tokens
          const info = await openid.fetchUserInfo(party.client.config, access, sub).catch(() => null)
          if (!stands) expect(info, `nothing opens after ${JSON.stringify(one)}`).toBeNull()
          if (info) expect(readOf(info)).toEqual(now)
          expect((await openid.tokenIntrospection(party.client.config, access)).active).toBe(info !== null)
          const refreshed = await openid.refreshTokenGrant(party.client.config, refresh).catch(() => null)
          expect(refreshed !== null).toBe(info !== null)
          party.tokens = refreshed && { access: refreshed.access_token, refresh: refreshed.refresh_token ?? "", sub }
        }
      }
    }),
    { numRuns: process.env.LONG_TESTS === "1" ? 200 : 12 },
  )
}, 120_000)
