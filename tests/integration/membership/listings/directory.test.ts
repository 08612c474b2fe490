import { afterAll, beforeEach, describe, expect, it } from "vitest"
import { answerSiret } from "@/lib/membership/listings/queries"
import { db } from "@/lib/platform/db/client"
import { findEstablishment } from "@/lib/platform/http/company-directory"
import { aSiret, aStructure } from "@/tests/support/factories"
import { startFakeDirectory } from "@/tests/support/fake-directory"

const directory = await startFakeDirectory()
process.env.ANNUAIRE_URL = directory.url
afterAll(() => directory.stop())
beforeEach(() => {
  directory.state.mood = "well"
})

function known(more: { state?: "A" | "F"; isHeadOffice?: boolean } = {}) {
  const siret = aSiret()
  directory.known.set(siret, { siret, name: "ATELIER DES TANNEURS", sigle: "ADT", ...more })
  return siret
}

describe("the national directory", () => {
  it.each([true, false])("fills in what it knows of an establishment (head office: %s)", async (isHeadOffice) => {
    expect(await findEstablishment(known({ isHeadOffice }))).toEqual({
      name: "ATELIER DES TANNEURS",
      sigle: "ADT",
      address: "12 RUE DES TANNEURS",
      postcode: "64000",
      city: "PAU",
      isClosed: false,
    })
  })

  it("says that an establishment is closed, and nothing of one it does not know", async () => {
    expect(await findEstablishment(known({ state: "F" }))).toMatchObject({ isClosed: true })
    expect(await findEstablishment(aSiret())).toBeNull()
  })

  it.each(["slow", "failing", "busy", "nonsense"] as const)("15: when it is %s, one types: after two seconds at most", async (mood) => {
    directory.state.mood = mood
    const started = performance.now()
    expect(await findEstablishment(known())).toBe("silent")
    expect(performance.now() - started).toBeLessThan(2600)
  })

  it("15: when it is not there at all, one types", async () => {
    process.env.ANNUAIRE_URL = "http://127.0.0.1:9"
    expect(await findEstablishment(aSiret())).toBe("silent")
    process.env.ANNUAIRE_URL = directory.url
  })
})

describe("what is known of a SIRET", () => {
  it("22: a wrong checksum asks nobody", async () => {
    const before = directory.state.asked.length
    expect(await answerSiret("31754202500043")).toEqual({ kind: "invalid" })
    expect(directory.state.asked).toHaveLength(before)
  })

  it("one of the list is to be chosen, unless it is closed; the directory is not asked", async () => {
    const before = directory.state.asked.length
    const { siret } = await aStructure({ raisonSociale: "Institut Exemple" })
    expect(await answerSiret(siret)).toEqual({ kind: "listed", siret, raisonSociale: "Institut Exemple" })
    const closed = await aStructure({ state: "closed" })
    expect(await answerSiret(closed.siret)).toMatchObject({ kind: "closed-here" })
    expect(directory.state.asked).toHaveLength(before)
  })

  it("another is described by the directory, and says whether someone asked for it already", async () => {
    const siret = known()
    expect(await answerSiret(siret)).toMatchObject({ kind: "found", isAsked: false, fields: { city: "PAU" } })
    await db.listingRequest.create({ data: { siret, raisonSociale: "Atelier", postcode: "64000", city: "Pau" } })
    expect(await answerSiret(siret)).toMatchObject({ kind: "found", isAsked: true })
    expect(await answerSiret(known({ state: "F" }))).toMatchObject({ kind: "closed" })
    expect(await answerSiret(aSiret())).toEqual({ kind: "unknown" })
  })
})
