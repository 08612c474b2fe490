import { beforeEach, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { publishAnnouncement, saveAnnouncement, withdrawAnnouncement } from "@/lib/desk/news/operations"
import { announcementOf, announcementsForManagers, currentAnnouncements } from "@/lib/desk/news/queries"
import { stateOf } from "@/lib/desk/news/rules"
import { aManagerContext, anAccount, contextOf, now } from "@/tests/support/factories"

const day = 24 * 3_600_000
let manager: ActorContext
beforeEach(async () => {
  manager = await aManagerContext()
})
const later = (days: number) => ({ ...manager, now: new Date(now.getTime() + days * day) })
const shown = async (days = 0) =>
  ((await currentAnnouncements(new Date(now.getTime() + days * day))).rafael ?? []).map(({ title }) => title)

async function aDraft() {
  const saved = await saveAnnouncement(manager, { tile: "rafael", category: "evolutions", title: "Catalogue", body: "**Ouvert**" })
  if (!saved.ok) throw new Error(saved.why)
  return saved.value.announcementId
}

it("a draft shows to nobody; published it shows, and its words may change; withdrawn it shows no more", async () => {
  const announcementId = await aDraft()
  expect(await shown()).toEqual([])
  await publishAnnouncement(manager, { announcementId, startsOn: null, endsOn: null })
  expect(await shown()).toEqual(["Catalogue"])
  await saveAnnouncement(later(1), { announcementId, tile: "rafael", category: "evolutions", title: "Catalogue 2027", body: "Ouvert" })
  expect(await shown(1)).toEqual(["Catalogue 2027"])
  await withdrawAnnouncement(later(2), { announcementId })
  expect(await shown(2)).toEqual([])
})

it("is scheduled from a day to another, in Paris", async () => {
  const announcementId = await aDraft()
  await publishAnnouncement(manager, { announcementId, startsOn: "2026-11-27", endsOn: "2026-11-30" })
  const announcement = await announcementOf(manager.actor, announcementId)
  expect(announcement).toMatchObject({ startsAt: new Date("2026-11-26T23:00:00Z"), endsAt: new Date("2026-11-29T23:00:00Z") })
  expect([0, 2.5, 3, 5, 6].map((days) => announcement && stateOf(announcement, new Date(now.getTime() + days * day)))).toEqual([
    "scheduled",
    "scheduled",
    "published",
    "published",
    "over",
  ])
  expect(await shown(1)).toEqual([])
  expect(await shown(3)).toEqual(["Catalogue"])
  expect(await publishAnnouncement(manager, { announcementId, startsOn: null, endsOn: "2026-11-01" })).toMatchObject({ why: "ends-before" })
  await withdrawAnnouncement(manager, { announcementId })
  expect((await announcementOf(manager.actor, announcementId))?.startsAt, "scheduled and withdrawn: a draft again").toBeNull()
})

it("is read before it shows by managers only", async () => {
  const announcementId = await aDraft()
  const { actor } = await contextOf((await anAccount()).id)
  expect(await announcementOf(actor, announcementId)).toBeNull()
  expect(await announcementsForManagers(actor)).toEqual([])
  expect(await announcementOf(manager.actor, "abc")).toBeNull()
})
