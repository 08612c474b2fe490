import { beforeEach, describe, expect, it } from "vitest"
import { acceptListing, openListingRequest, refuseListing } from "@/lib/membership/listings/operations"
import { ownPendingListings, pendingListings } from "@/lib/membership/listings/queries"
import { db } from "@/lib/platform/db/client"
import { aManager, aManagerContext, anAccount, aStructureWithReferent, contextOf, messages, visitor } from "@/tests/support/factories"

const listing = {
  siret: "31754202500042",
  raisonSociale: "À venir",
  sigle: "AV",
  address: "1 rue A",
  postcode: "33000",
  city: "Bordeaux",
  type: "les-deux",
  message: "",
} as const

let first: { id: string }
let second: { id: string }
let listingRequestId: string

async function ask(accountId: string) {
  await db.$transaction((tx) => openListingRequest(tx, visitor, { accountId, origin: "signup", need: "offre" }, listing))
  return (await db.listingRequest.findFirstOrThrow({ where: { status: "pending" } })).id
}

beforeEach(async () => {
  first = await anAccount()
  second = await anAccount()
  listingRequestId = await ask(first.id)
})

describe("a structure asked for by two people", () => {
  it("is one request that both wait for, and asking twice changes nothing", async () => {
    expect(await ask(second.id)).toBe(listingRequestId)
    await ask(second.id)
    expect(await db.listingRequest.count()).toBe(1)
    expect(await db.listingApplicant.count()).toBe(2)
    expect(await ownPendingListings((await contextOf(second.id)).actor)).toMatchObject([{ siret: listing.siret }])
  })

  it("once accepted is listed, and each waits for their account to be validated", async () => {
    await ask(second.id)
    const context = await aManagerContext()
    expect(await pendingListings(context.actor)).toHaveLength(1)
    expect((await acceptListing(context, { listingRequestId })).ok).toBe(true)
    expect(await db.structure.findUnique({ where: { siret: listing.siret } })).toMatchObject({
      types: ["formateur", "prescripteur"],
      departement: "33",
    })
    expect(await db.affiliation.findMany({ where: { status: "pending" } })).toHaveLength(2)
    expect(await acceptListing(context, { listingRequestId })).toMatchObject({ ok: false, why: "already-decided" })
  })

  it("once refused is not, and each is told why", async () => {
    await ask(second.id)
    const context = await aManagerContext()
    expect((await refuseListing(context, { listingRequestId, reason: "Structure hors région" })).ok).toBe(true)
    expect(await db.structure.count()).toBe(0)
    expect((await messages()).filter(({ template }) => template === "listing-refused")).toHaveLength(2)
  })
})

it("a manager does not decide one they asked for", async () => {
  const manager = await aManager()
  await ask(manager.id)
  const context = await contextOf(manager.id)
  expect(await acceptListing(context, { listingRequestId })).toEqual({ ok: false, why: "own-request" })
  expect(await db.structure.count()).toBe(0)
})

it("someone asking while a manager decides is never forgotten, fifty times", async () => {
  const context = await aManagerContext()
  for (let run = 0; run < 50; run += 1) {
    await db.listingRequest.deleteMany()
    await db.affiliation.deleteMany()
    await db.structure.deleteMany()
    const pending = await ask(first.id)
    await Promise.all([
      acceptListing(context, { listingRequestId: pending }),
      db.$transaction((tx) => openListingRequest(tx, visitor, { accountId: second.id, origin: "request", need: null }, listing)),
    ])
    const waits = await db.affiliation.count({ where: { accountId: second.id } })
    const asksAgain = await db.listingRequest.count({ where: { status: "pending", applicants: { some: { accountId: second.id } } } })
    expect(waits + asksAgain).toBe(1)
  }
})

it("nobody but a manager decides it, or even sees it; the attempt is journalled", async () => {
  const { referent } = await aStructureWithReferent()
  for (const who of [referent.id, first.id]) {
    const context = await contextOf(who)
    expect(await acceptListing(context, { listingRequestId })).toEqual({ ok: false, why: "not-found" })
    expect(await refuseListing(context, { listingRequestId, reason: "parce que" })).toEqual({ ok: false, why: "not-found" })
    expect(await pendingListings(context.actor)).toEqual([])
  }
  const refused = { outcome: "refused", action: "listing-request.decide" } as const
  expect(await db.journal.findMany({ where: refused, include: { repeated: true } })).toMatchObject(
    Array(2).fill({ repeated: { count: 2 } }),
  )
  expect(await db.listingRequest.findUnique({ where: { id: listingRequestId } })).toMatchObject({ status: "pending" })
})
