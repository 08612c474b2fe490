/** What a manager may not do as someone else: docs/security.md 40, and more. */
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { can, permissions } from "@/lib/access/permissions"
import { writeToManagers } from "@/lib/desk/contacts/operations"
import { eraseOwnAccount } from "@/lib/desk/personal-data/operations"
import { askAddressChange } from "@/lib/identity/accounts/operations"
import { changePassword } from "@/lib/identity/credentials/operations"
import { detach } from "@/lib/membership/departures/operations"
import { setProfil } from "@/lib/membership/profils/operations"
import { db } from "@/lib/platform/db/client"
import { hashPassword } from "@/lib/platform/secrets/password"
import { controlOf } from "@/tests/support/control"
import { aManagerContext, anAccount, anActiveAffiliation, aStructureWithReferent } from "@/tests/support/factories"

const password = "bruyère tandem cobalt 71"
let manager: ActorContext
let person: { id: string }

beforeEach(async () => {
  manager = await aManagerContext()
  person = await anAccount({ passwordHash: await hashPassword(password) })
})
const controlled = () => controlOf(manager, person.id)

describe("under control", () => {
  it("40: neither password, address nor erasure, even with the person's own password", async () => {
    const context = await controlled()
    const before = await db.account.findUniqueOrThrow({ where: { id: person.id } })
    expect(await changePassword(context, { currentPassword: password, password: "lanterne verger mistral 48" })).toMatchObject({
      ok: false,
    })
    expect(await askAddressChange(context, { email: "pris@exemple.fr", currentPassword: password })).toMatchObject({ ok: false })
    expect(await eraseOwnAccount(context, { currentPassword: password })).toMatchObject({ ok: false })
    expect(await db.account.findUniqueOrThrow({ where: { id: person.id } })).toEqual(before)
  })

  it("no right is given or taken, whatever the person may do, and both identities are in the journal", async () => {
    const { structure } = await aStructureWithReferent()
    const other = await anAccount()
    const affiliation = await anActiveAffiliation(other.id, structure.id, { rafaelProfil: "prescripteur_1" })
    await anActiveAffiliation(person.id, structure.id, { isReferent: true })
    const context = await controlled()
    const { id: affiliationId } = affiliation
    expect(await setProfil(context, { affiliationId, gesture: "add", profil: "employeur", seen: "prescripteur_1.." })).toEqual({
      ok: false,
      why: "not-found",
    })
    expect(await detach(context, { affiliationId, reason: "", withoutReferent: false })).toEqual({ ok: false, why: "not-found" })
    expect(await db.affiliation.findUniqueOrThrow({ where: { id: affiliationId } })).toMatchObject({ status: "active", isEmployeur: false })
    expect(await db.journal.findMany({ where: { outcome: "refused" } })).toMatchObject([
      { action: "profils.set", actorId: person.id, realActorId: manager.actor.accountId },
      { action: "affiliation.detach", actorId: person.id, realActorId: manager.actor.accountId },
    ])
  })

  it("nobody writes to the managers in the person's name", async () => {
    const context = await controlled()
    expect(await writeToManagers(context, { subject: "Bonjour", page: "", structure: "", message: "Au nom de quelqu’un" })).toEqual({
      ok: false,
      why: "under-control",
    })
    expect(await db.contactMessage.count()).toBe(0)
  })

  it("only seeing and asking are left of the whole table", async () => {
    const { structure } = await aStructureWithReferent()
    await anActiveAffiliation(person.id, structure.id, { isReferent: true })
    const { actor } = await controlled()
    const left = (Object.keys(permissions) as (keyof typeof permissions)[]).filter((permission) => can(actor, permission, structure.id))
    expect(left).toEqual([
      "structure.see",
      "people.see",
      "affiliation.request",
      "affiliation.cancel-own",
      "correction.send",
      "referent-change.send",
    ])
  })
})
