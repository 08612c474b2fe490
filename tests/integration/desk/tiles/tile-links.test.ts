import { expect, it } from "vitest"
import { removeTileLink, saveTileLink } from "@/lib/desk/tiles/operations"
import { tileLinkOf, tileLinks } from "@/lib/desk/tiles/queries"
import { type Audience, audiences } from "@/lib/desk/tiles/rules"
import { tileLinkSchema } from "@/lib/desk/tiles/schema"
import { db } from "@/lib/platform/db/client"
import { aManagerContext, anAccount, contextOf } from "@/tests/support/factories"

const noProfil = Object.fromEntries(audiences.map((audience) => [audience, false])) as Record<Audience, boolean>
const typed = { ...noProfil, tile: "rafael", label: "Catalogue", address: "/rafael", position: 2, opensTab: false } as const
const shown = async () => (await tileLinks()).rafael.map(({ label }) => label)

it("what a manager writes shows at once, in its order; removed, it shows no more, and the journal says where it led", async () => {
  const manager = await aManagerContext()
  const second = await saveTileLink(manager, typed)
  await saveTileLink(manager, { ...typed, label: "Avant", position: 1, prescripteur_1: true, employeur: true })
  expect(await shown()).toEqual(["Avant", "Catalogue"])
  expect((await tileLinks()).rafael[0]?.profils).toEqual(["prescripteur_1", "employeur"])
  const linkId = second.ok ? second.value.linkId : ""
  await removeTileLink(manager, { linkId })
  expect(await shown()).toEqual(["Avant"])
  const row = await db.journal.findFirst({ where: { action: "tile-link.removed" } })
  expect(row?.changes).toEqual({ label: "Catalogue", address: "/rafael" })
})

it("the second of two managers who change one link is told, and changes nothing", async () => {
  const manager = await aManagerContext()
  const saved = await saveTileLink(manager, typed)
  const linkId = saved.ok ? saved.value.linkId : ""
  const seen = (await tileLinkOf(manager.actor, linkId))?.updatedAt.toISOString() ?? ""
  const later = { ...manager, now: new Date(manager.now.getTime() + 1000) }
  expect(await saveTileLink(later, { ...typed, linkId, seen, label: "Le premier" })).toMatchObject({ ok: true })
  expect(await saveTileLink(later, { ...typed, linkId, seen, label: "Le second" })).toEqual({ ok: false, why: "changed-meanwhile" })
  expect(await shown()).toEqual(["Le premier"])
})

it("nobody else reads one to change it; an address that is no page nor a site in https is refused, by the database too", async () => {
  const manager = await aManagerContext()
  const saved = await saveTileLink(manager, typed)
  const linkId = saved.ok ? saved.value.linkId : ""
  expect(await tileLinkOf(manager.actor, linkId)).not.toBeNull()
  expect(await tileLinkOf((await contextOf((await anAccount()).id)).actor, linkId)).toBeNull()
  const form = { tile: "rafael", label: "L", address: "javascript:alert(1)", position: "1" }
  expect(tileLinkSchema.safeParse(form).success).toBe(false)
  expect(tileLinkSchema.safeParse({ ...form, address: "/rafael", seen: "hier" }).success).toBe(false)
  expect(tileLinkSchema.safeParse({ ...form, address: "/rafael", prescripteur_1: "on" }).success).toBe(true)
  for (const address of ["javascript:alert(1)", "//exemple.fr", "http://exemple.fr", "https://moi@exemple.fr", "https://"])
    await expect(db.tileLink.updateMany({ where: { id: linkId }, data: { address } }), address).rejects.toThrow(/tile_link_address/)
})
