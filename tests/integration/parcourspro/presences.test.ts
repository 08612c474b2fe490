/** Who came: noted by the provider, or by each with the code on the screen. */
import { beforeEach, describe, expect, it } from "vitest"
import { recordOwnPresence, recordPresences } from "@/lib/parcourspro/presences/operations"
import { halfDayOfCode, presenceCode } from "@/lib/parcourspro/presences/queries"
import { db } from "@/lib/platform/db/client"
import { now } from "@/tests/support/factories"
import { aPersonOf, aProgramme, atNine, contextFor, stateOf } from "@/tests/support/parcourspro"
import { aProgrammeDay, type ProgrammeDay } from "@/tests/support/programme-day"

const hour = 3_600_000
let world: ProgrammeDay["world"]
let halves: ProgrammeDay["halves"]
let one: ProgrammeDay["one"]
let note: ProgrammeDay["note"]
let onTheDay: ProgrammeDay["onTheDay"]
beforeEach(async () => {
  ;({ world, halves, one, note, onTheDay } = await aProgrammeDay())
})

describe("presence", () => {
  it("is noted from a quarter of an hour before, and says what the half-days make together; the provider has the last word", async () => {
    const [all, some, none] = [
      await one(),
      await one("confirmed", await aPersonOf(world.coming.structure.id)),
      await one("confirmed", await aPersonOf(world.coming.structure.id)),
    ]
    expect(await note(0, { [all.id]: "present" }, new Date(atNine(30).getTime() - 16 * 60_000))).toMatchObject({ why: "too-early" })
    expect(
      await note(0, { [all.id]: "present", [some.id]: "present", [none.id]: "absent" }, new Date(atNine(30).getTime() - 14 * 60_000)),
    ).toMatchObject({ ok: true })
    expect(await stateOf(all.id)).toBe("confirmed")
    expect(await note(1, { [all.id]: "present", [some.id]: "excused", [none.id]: "absent" })).toMatchObject({ ok: true })
    expect([await stateOf(all.id), await stateOf(some.id), await stateOf(none.id)]).toEqual(["attended", "partly", "absent"])
    expect(await note(1, { [none.id]: "present" })).toMatchObject({ ok: true })
    expect(await stateOf(none.id)).toBe("partly")
  })

  it("is of someone who has a place, on a half-day of that session, and noted by who runs it", async () => {
    const waiting = await one("waitlisted")
    expect(await note(0, { [waiting.id]: "present" })).toMatchObject({ ok: false, why: "no-place" })
    const other = await aProgramme()
    const theirs = await db.halfDay.findFirstOrThrow({ where: { sessionId: other.session.id } })
    const sheet = {
      sessionId: world.session.id,
      halfDayId: theirs.id,
      how: "tick" as const,
      noted: [{ registrationId: waiting.id, state: "present" as const }],
    }
    expect(await recordPresences(await onTheDay(), sheet)).toMatchObject({ ok: false, why: "not-found" })
    expect(await recordPresences(await contextFor(other.giver.provider), sheet)).toMatchObject({ ok: false, why: "not-found" })
    const presence = { registrationId: waiting.id, halfDayId: halves[0]?.id ?? "", state: "present", how: "tick", at: now } as const
    await expect(db.presence.create({ data: presence })).rejects.toThrow("no place")
  })

  it("by the code on the screen: fresh, during the half-day, by someone who has a place, once", async () => {
    const registration = await one()
    const half = halves[0] ?? { id: "", startsAt: now, endsAt: now }
    const at = new Date(half.startsAt.getTime() + 60_000)
    const code = presenceCode(world.session.id, half.id, at)
    const as = async (who: { accountId: string }, when: Date) => ({ ...(await contextFor(who)), now: when })
    const here = async (who: { accountId: string }, when: Date, text = code) => recordOwnPresence(await as(who, when), { code: text })
    // A photograph sent away, another half-day's window, a forged mark.
    expect(await here(world.coming.person, new Date(at.getTime() + 91_000))).toMatchObject({ ok: false, why: "stale" })
    expect(await here(world.coming.person, at, code.slice(0, -1))).toMatchObject({ why: "stale" })
    expect(await here(world.coming.person, at, code.replace(half.id, halves[1]?.id ?? ""))).toMatchObject({ why: "stale" })
    const early = new Date(half.startsAt.getTime() - hour)
    expect(await halfDayOfCode(presenceCode(world.session.id, half.id, early), early)).toBe(null)
    expect(await here(world.coming.employer, at)).toMatchObject({ ok: false, why: "no-place" })
    expect(await db.journal.count({ where: { action: "presence.recorded", outcome: "refused" } })).toBe(1)
    expect(await here(world.coming.person, new Date(at.getTime() + 59_000))).toMatchObject({ ok: true })
    expect(await db.presence.findMany({ select: { state: true, how: true } })).toEqual([{ state: "present", how: "code" }])
    // The provider's word stays, whatever is scanned after.
    await note(0, { [registration.id]: "absent" }, at)
    expect(await here(world.coming.person, at)).toMatchObject({ ok: true })
    expect(await db.presence.findMany({ select: { state: true, how: true } })).toEqual([{ state: "absent", how: "tick" }])
  })
})
