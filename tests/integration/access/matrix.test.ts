/**
 * 32: each kind of person calls every operation of a structure, going around the screens; the outcome must be that of the table of
 * docs/domain.md. Y: the operation is done. -: the answer is "not found", the journal has one row more, and nothing else changes.
 */
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { sendCorrection } from "@/lib/desk/corrections/operations"
import { acceptStandIn, declineStandIn, endAbsence, setAbsence } from "@/lib/membership/absences/operations"
import { cancelRequest, remindDeciders, requestAffiliation } from "@/lib/membership/affiliations/operations"
import { refuseRequest, refuseRequests, validateRequest, validateRequests } from "@/lib/membership/decisions/operations"
import { changeEmployer, detach, leave } from "@/lib/membership/departures/operations"
import { sendInvitations } from "@/lib/membership/invitation-lists/operations"
import { cancelInvitation, resendInvitation } from "@/lib/membership/invitations/operations"
import { acceptListing, refuseListing } from "@/lib/membership/listings/operations"
import { lacksValidator, lastRightsChange, peopleOf, personOf } from "@/lib/membership/people/queries"
import { readPeopleAddress } from "@/lib/membership/people/schema"
import { restoreProfil, setProfil } from "@/lib/membership/profils/operations"
import { sendReferentChange, setPace } from "@/lib/membership/referents/operations"
import { changePeople, detachPeople, keepPeople } from "@/lib/membership/review-answers/operations"
import { db } from "@/lib/platform/db/client"
import type { Result } from "@/lib/platform/result"
import { structureOf } from "@/lib/structures/queries"
import { markOf } from "@/lib/vocabulary/profils/rules"
import { anAccount, anActiveAffiliation, aSiret, aStructure, aStructureWithEveryone, contextOf, now } from "@/tests/support/factories"

type World = Awaited<ReturnType<typeof aWorld>>
let world: World

/** Everyone around a structure, another one to ask for, and a structure that asks to be listed. */
async function aWorld() {
  const everyone = await aStructureWithEveryone()
  const { stranger, member, elsewhere, referent, manager } = everyone.people
  const listing = await db.listingRequest.create({
    data: {
      siret: aSiret(),
      raisonSociale: "À lister",
      postcode: "64000",
      city: "Pau",
      applicants: { create: { accountId: (await anAccount()).id, origin: "request" } },
    },
  })
  const invitation = await db.invitation.create({
    data: {
      structureId: everyone.structure.id,
      email: "invitee@exemple.fr",
      invitedBy: referent.id,
      invitedAt: threeDaysAgo,
      sentAt: threeDaysAgo,
      expiresAt: new Date(now.getTime() + 11 * 24 * 3_600_000),
    },
  })
  const second = await anAccount()
  await anActiveAffiliation(second.id, everyone.structure.id, { isReferent: true })
  const absence = await db.absence.create({
    data: {
      structureId: everyone.structure.id,
      accountId: second.id,
      startsAt: new Date("2027-02-01T00:00:00Z"),
      endsAt: new Date("2027-02-08T00:00:00Z"),
      standInId: everyone.affiliation.accountId,
      standInStatus: "asked",
      createdAt: now,
    },
  })
  const review = await db.review.create({
    data: { scope: "all", deadline: new Date("2026-12-24"), openedAt: now, openedBy: manager.id },
  })
  const here = { reviewId: review.id, structureId: everyone.structure.id }
  await db.reviewStructure.create({ data: { ...here, people: 1, waiting: 1 } })
  await db.reviewItem.create({ data: { ...here, affiliationId: everyone.affiliation.id, personOrder: "", held: ["prescripteur_1"] } })
  const suspended = await anActiveAffiliation((await anAccount()).id, everyone.structure.id, {
    suspendedProfil: "prescripteur_2",
    suspendedAt: now,
  })
  return {
    ...everyone,
    review,
    suspended,
    absence,
    invitation,
    free: await aStructure(),
    listing,
    people: {
      stranger: stranger.id,
      member: member.id,
      "référent of another structure": elsewhere.id,
      référent: referent.id,
      manager: manager.id,
    },
  }
}

const threeDaysAgo = new Date(now.getTime() - 72 * 3_600_000)

beforeEach(async () => {
  world = await aWorld()
})

const nothing = { rafaelProfil: null, isEmployeur: false, isPrestataire: false }
const seen = markOf({ ...nothing, rafaelProfil: "prescripteur_1" })

const reviewed = ({ review, structure, affiliation }: World) => ({
  reviewId: review.id,
  structureId: structure.id,
  affiliationIds: [affiliation.id],
  rafaelProfil: null,
})

type Operation = (context: ActorContext, at: World) => Promise<Result<unknown, string>>

/** Columns: stranger, member, référent of another structure, référent, manager. */
const table: [name: string, expected: string, operation: Operation][] = [
  [
    "validate a request",
    "---YY",
    (context, { request }) => validateRequest(context, { affiliationId: request.id, ...nothing, becomesReferent: false }),
  ],
  ["refuse a request", "---YY", (context, { request }) => refuseRequest(context, { affiliationId: request.id, reason: "Inconnue ici" })],
  [
    "validate several",
    "---YY",
    (context, { request }) =>
      validateRequests(context, { validations: [{ ...nothing, affiliationId: request.id, rafaelProfil: "prescripteur_1" }] }),
  ],
  ["refuse several", "---YY", (context, { request }) => refuseRequests(context, { affiliationIds: [request.id], reason: "Inconnue ici" })],
  [
    "add a profil",
    "---YY",
    (context, { affiliation }) => setProfil(context, { affiliationId: affiliation.id, gesture: "add", profil: "employeur", seen }),
  ],
  [
    "take a profil away",
    "---YY",
    (context, { affiliation }) => setProfil(context, { affiliationId: affiliation.id, gesture: "remove", profil: "prescripteur_1", seen }),
  ],
  [
    "detach someone",
    "---YY",
    (context, { affiliation }) => detach(context, { affiliationId: affiliation.id, reason: "", withoutReferent: false }),
  ],
  [
    "announce an absence",
    "---Y-",
    (context, { structure, affiliation }) =>
      setAbsence(context, { structureId: structure.id, from: "2026-12-21", to: "2026-12-31", standIn: affiliation.id }),
  ],
  [
    "end someone else's absence",
    "-----",
    (context, { structure, absence }) => endAbsence(context, { structureId: structure.id, absenceId: absence.id }),
  ],
  [
    "stand in without being asked",
    "-----",
    (context, { structure, absence }) => acceptStandIn(context, { structureId: structure.id, absenceId: absence.id }),
  ],
  [
    "decline for whoever is asked",
    "-----",
    (context, { structure, absence }) => declineStandIn(context, { structureId: structure.id, absenceId: absence.id }),
  ],
  [
    "invite someone",
    "---YY",
    (context, { structure }) => sendInvitations(context, { structureId: structure.id, addresses: "neuve@exemple.fr", ...nothing }),
  ],
  [
    "send an invitation again",
    "---YY",
    (context, { structure, invitation }) => resendInvitation(context, { structureId: structure.id, invitationId: invitation.id }),
  ],
  [
    "take an invitation back",
    "---YY",
    (context, { structure, invitation }) => cancelInvitation(context, { structureId: structure.id, invitationId: invitation.id }),
  ],
  ["keep people in a review", "---YY", (context, world) => keepPeople(context, reviewed(world))],
  ["change people in a review", "---YY", (context, world) => changePeople(context, { ...reviewed(world), rafaelProfil: "prescripteur_2" })],
  ["detach people in a review", "---YY", (context, world) => detachPeople(context, { ...reviewed(world), reason: "Partie ailleurs" })],
  ["give a suspended profil back", "---YY", (context, { suspended }) => restoreProfil(context, { affiliationId: suspended.id })],
  ["leave for someone else", "-----", (context, { affiliation }) => leave(context, { affiliationId: affiliation.id, message: "" })],
  [
    "change someone else's employer",
    "-----",
    (context, { affiliation }) => changeEmployer(context, { affiliationIds: [affiliation.id], message: "" }),
  ],
  [
    "send a correction",
    "---Y-",
    (context, { structure }) =>
      sendCorrection(context, {
        structureId: structure.id,
        raisonSociale: "Autre",
        sigle: "",
        enseigne: "",
        address: "",
        postcode: "",
        city: "",
        type: "",
        message: "",
      }),
  ],
  [
    "ask for a change of référent",
    "---Y-",
    (context, { structure, affiliation }) =>
      sendReferentChange(context, { structureId: structure.id, affiliationId: affiliation.id, isLeaving: false, message: "" }),
  ],
  ["choose how often to be told", "---Y-", (context, { structure }) => setPace(context, { structureId: structure.id, pace: "daily" })],
  ["cancel someone else's request", "-----", (context, { request }) => cancelRequest(context, { affiliationId: request.id })],
  ["remind for someone else", "-----", (context, { request }) => remindDeciders(context, { affiliationId: request.id })],
  ["accept a listing", "----Y", (context, { listing }) => acceptListing(context, { listingRequestId: listing.id })],
  ["refuse a listing", "----Y", (context, { listing }) => refuseListing(context, { listingRequestId: listing.id, reason: "Hors région" })],
]
const columns = ["stranger", "member", "référent of another structure", "référent", "manager"] as const
const cells = table.flatMap(([name, expected, operation]) =>
  columns.map((who, column) => [name, who, expected[column] === "Y", operation] as const),
)

/** All that an operation could change, except the journal and the acting session. */
async function everything() {
  const [affiliations, messages, corrections, changes, listings, invitations, absences, reviews] = await Promise.all([
    db.affiliation.findMany({ orderBy: { id: "asc" } }),
    db.message.findMany(),
    db.correction.findMany(),
    db.referentChange.findMany(),
    db.listingRequest.findMany({ orderBy: { id: "asc" } }),
    db.invitation.findMany({ orderBy: { id: "asc" } }),
    db.absence.findMany({ orderBy: { id: "asc" } }),
    db.reviewItem.findMany({ orderBy: { affiliationId: "asc" } }),
  ])
  return { affiliations, messages, corrections, changes, listings, invitations, absences, reviews }
}

describe("by calling the operation", () => {
  it.each(cells)("%s, %s", async (_name, who, may, operation) => {
    const context = await contextOf(world.people[who])
    const before = await everything()
    const result = await operation(context, world)
    const after = await everything()
    const journal = await db.journal.findMany()
    if (may) {
      expect(result.ok).toBe(true)
      expect(after).not.toEqual(before)
      expect(journal.every(({ outcome }) => outcome === "done")).toBe(true)
      expect(journal.length).toBeGreaterThan(0)
      return
    }
    expect(result).toEqual({ ok: false, why: "not-found" })
    expect(after).toEqual(before)
    expect(journal).toMatchObject([{ outcome: "refused", actorId: context.actor.accountId }])
  })
})

describe("what each may read", () => {
  const reads: [name: string, expected: string, read: (context: ActorContext, at: World) => Promise<unknown>][] = [
    ["the structure", "-Y-YY", ({ actor }, { structure }) => structureOf(actor, structure.id)],
    ["its people", "-Y-YY", ({ actor }, { structure }) => peopleOf(actor, structure.id, readPeopleAddress({}))],
    ["one person's rights", "---YY", ({ actor }, { structure, affiliation }) => personOf(actor, structure.id, affiliation.id)],
  ]
  it.each(reads.flatMap(([name, expected, read]) => columns.map((who, column) => [name, who, expected[column] === "Y", read] as const)))(
    "%s, %s",
    async (_name, who, may, read) => {
      expect((await read(await contextOf(world.people[who]), world)) !== null).toBe(may)
    },
  )

  it("the last sign-in, and what concerns rights, only those who set them", async () => {
    const firstOf = async (who: (typeof columns)[number]) =>
      (await peopleOf((await contextOf(world.people[who])).actor, world.structure.id, readPeopleAddress({})))?.people[0]?.lastUsedAt
    expect(await firstOf("member")).toBeNull()
    expect(await firstOf("référent")).toBeInstanceOf(Date)
    const { actor } = await contextOf(world.people.member)
    expect(await lacksValidator(actor, world.structure.id)).toBe(false)
    expect(await lastRightsChange(actor, world.structure.id, world.affiliation.id)).toBeNull()
  })
})

it("anyone but a manager asks for an affiliation", async () => {
  for (const [who, may] of [
    ["stranger", true],
    ["member", true],
    ["référent", true],
    ["manager", false],
  ] as const) {
    const { ok } = await requestAffiliation(await contextOf(world.people[who]), { siret: world.free.siret })
    expect([who, ok]).toEqual([who, may])
  }
})

it.each([
  ["a référent whose account is disabled meanwhile", "référent", { disabledAt: now }],
  ["a manager whose account is disabled meanwhile", "manager", { disabledAt: now }],
  ["a manager who is none any more", "manager", { isManager: false }],
] as const)("36: %s does nothing more, whatever they click", async (_who, person, change) => {
  const context = await contextOf(world.people[person])
  await db.account.update({ where: { id: context.actor.accountId }, data: change })
  const before = await everything()
  for (const [name, , operation] of table.filter(([name, row]) => row[columns.indexOf(person)] === "Y" && !name.includes("listing")))
    expect([name, await operation(context, world)]).toEqual([name, { ok: false, why: "not-found" }])
  expect(await everything()).toEqual(before)
})

it("36: a référent detached while their tab is open does nothing more, whatever they click", async () => {
  const context = await contextOf(world.people.référent)
  await db.affiliation.updateMany({
    where: { accountId: context.actor.accountId },
    data: { status: "ended", endedAt: now, isReferent: false },
  })
  const before = await everything()
  for (const [name, expected, operation] of table.filter(([, row]) => row[3] === "Y")) {
    expect([name, expected, await operation(context, world)]).toEqual([name, expected, { ok: false, why: "not-found" }])
  }
  expect(await everything()).toEqual(before)
})
