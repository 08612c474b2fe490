import { beforeEach, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { sendCorrection } from "@/lib/desk/corrections/operations"
import { pendingCorrectionOf, pendingCorrections } from "@/lib/desk/corrections/queries"
import { db } from "@/lib/platform/db/client"
import { aManager, aStructureWithReferent, contextOf, messages } from "@/tests/support/factories"

let structureId: string
let context: ActorContext

beforeEach(async () => {
  const { structure, referent } = await aStructureWithReferent({ raisonSociale: "Institut Exemple", sigle: "IE", types: ["formateur"] })
  structureId = structure.id
  context = await contextOf(referent.id)
})

const asItStands = {
  raisonSociale: "Institut Exemple",
  sigle: "IE",
  enseigne: "",
  address: "",
  postcode: "64000",
  city: "Pau",
  type: "formateur",
  message: "",
} as const
const send = (more: Partial<Record<keyof typeof asItStands, string>>) =>
  sendCorrection(context, { structureId, ...asItStands, ...more } as never)

it("keeps only what differs, old beside new, changes nothing, and tells the managers", async () => {
  const manager = await aManager()
  expect((await send({ raisonSociale: "Institut Exemplaire", sigle: "", type: "les-deux" })).ok).toBe(true)
  const proposed = {
    raisonSociale: { from: "Institut Exemple", to: "Institut Exemplaire" },
    sigle: { from: "IE", to: "" },
    types: { from: "formateur", to: "formateur,prescripteur" },
  }
  expect((await pendingCorrectionOf(context.actor, structureId))?.proposed).toEqual(proposed)
  expect((await pendingCorrections((await contextOf(manager.id)).actor)).map((correction) => correction.proposed)).toEqual([proposed])
  expect(await pendingCorrections(context.actor)).toEqual([])
  expect(await db.structure.findUnique({ where: { id: structureId } })).toMatchObject({ raisonSociale: "Institut Exemple", sigle: "IE" })
  expect(await messages()).toMatchObject([
    { template: "correction-to-decide", toEmail: manager.email, data: { fields: ["Raison sociale", "Sigle", "Type de structure"] } },
  ])
})

it("nothing changed and nothing said is refused; a message alone is enough", async () => {
  expect(await send({})).toEqual({ ok: false, why: "nothing-changed" })
  expect((await send({ message: "Nous déménageons en mars." })).ok).toBe(true)
})

it("one at a time, however often it is sent at once", async () => {
  const results = await Promise.all(Array.from({ length: 6 }, () => send({ city: "Lons" })))
  expect(results.map((result) => (result.ok ? "sent" : result.why)).sort()).toEqual([...Array(5).fill("already-sent"), "sent"])
  expect(await db.correction.count()).toBe(1)
})
