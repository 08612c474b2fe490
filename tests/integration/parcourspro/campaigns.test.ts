/** A year of the adhesion: its papers, and the clock that speaks of it. 24 November 2026 is a Tuesday. */
import { beforeEach, describe, expect, it } from "vitest"
import { keepCampaignFile, removeCampaignFile } from "@/lib/parcourspro/campaign-files/operations"
import { publicFile, publicFiles } from "@/lib/parcourspro/campaign-files/queries"
import { followMemberships } from "@/lib/parcourspro/membership-clock/operations"
import { db } from "@/lib/platform/db/client"
import { aManagerContext, anActiveAffiliation, aStructure, now, visitor } from "@/tests/support/factories"
import { anEmployer, aPersonOf, toldOf } from "@/tests/support/parcourspro"

const aCampaign = (year: number, more: object = {}) =>
  db.campaign.create({
    data: { year, opensOn: new Date(`${year - 1}-12-01`), charterVersion: `${year}-1`, updatedAt: now, ...more },
  })

describe("the papers of a year", () => {
  const pdf = new Uint8Array(Buffer.from("%PDF-1.7\n%%EOF\n"))
  const png = new Uint8Array(Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex"))
  let manager: Awaited<ReturnType<typeof aManagerContext>>
  beforeEach(async () => {
    manager = await aManagerContext()
    await aCampaign(2026)
  })
  const keep = (kind: "charter" | "flyer", bytes: Uint8Array<ArrayBuffer>, year = 2026) =>
    keepCampaignFile(manager, { year, kind, fileName: "a.pdf", bytes })

  it.each([
    ["a page", "<!doctype html><script>alert(1)</script>"],
    ["a drawing that runs", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ["a program", "MZ\u0090\u0000\u0003"],
    ["nothing known", "Bonjour"],
  ])("%s named charte.pdf is refused by its content, and changes nothing", async (_what, content) => {
    expect(await keep("charter", new Uint8Array(Buffer.from(content)))).toMatchObject({ ok: false, why: "wrong-type" })
    expect(await db.campaignFile.count()).toBe(0)
  })

  it("a charter is a PDF, a flyer may be an image; five million bytes at most; a year that nobody wrote has none", async () => {
    expect(await keep("charter", png)).toMatchObject({ why: "wrong-type" })
    expect(await keep("flyer", png)).toMatchObject({ ok: true })
    const large = new Uint8Array(5_000_001)
    large.set(pdf)
    expect(await keep("charter", large)).toMatchObject({ why: "too-large" })
    expect(await keep("charter", large.slice(0, 5_000_000))).toMatchObject({ ok: true })
    expect(await keep("charter", pdf, 2031)).toMatchObject({ why: "not-found" })
  })

  it("anyone takes away that of the latest year that has opened, under a name of ours; removed, it shows no more", async () => {
    await aCampaign(2027)
    await keep("charter", pdf)
    await keep("charter", png.length > 0 ? new Uint8Array([...pdf, 10]) : pdf, 2027)
    const on = (day: string) => publicFile("charter", new Date(day))
    expect(await on("2026-11-30")).toMatchObject({ fileName: "charte-2026.pdf", mediaType: "application/pdf", year: 2026 })
    expect(await on("2026-12-01")).toMatchObject({ fileName: "charte-2027.pdf", year: 2027 })
    expect(Buffer.from((await on("2026-11-30"))?.content ?? [])).toEqual(Buffer.from(pdf))
    await removeCampaignFile(manager, { year: 2027, kind: "charter" })
    expect(await publicFiles(new Date("2026-12-01"))).toMatchObject([{ kind: "charter", year: 2026 }])
  })
})

describe("the clock of adhesions", () => {
  const passAt = (day: string) => followMemberships({ ...visitor, now: new Date(`${day}T09:00:00Z`) })
  const told = async (kind: string) =>
    (await toldOf("membership-campaign"))
      .filter((one) => one.kind === kind)
      .map(({ to }) => to)
      .toSorted()
  const joined = (structureId: string, year: number, status: "accepted" | "asked" = "accepted") =>
    db.membership.create({
      data: { structureId, year, status, charterVersion: "1", askedAt: now, decidedAt: status === "accepted" ? now : null },
    })

  it("opening, end of the year, 15 and 31 January: each once, to référents of those that had joined and have not asked again", async () => {
    const [former, fast, stranger] = [await anEmployer(), await anEmployer(), await anEmployer()]
    await aCampaign(2026)
    await aCampaign(2027, { tellsAll: false })
    for (const { structure } of [former, fast]) await joined(structure.id, 2026)
    await passAt("2026-11-30")
    expect(await toldOf("membership-campaign")).toEqual([])
    for (const day of ["2026-12-01", "2026-12-02"]) await passAt(day)
    expect(await told("opening")).toEqual([former.referent.email, fast.referent.email].toSorted())
    await joined(fast.structure.id, 2027, "asked")
    for (const day of ["2026-12-14", "2026-12-15", "2026-12-16"]) await passAt(day)
    expect(await told("ends_soon")).toEqual([former.referent.email])
    // The passes of the fifteenth and of the last day come late.
    for (const day of ["2027-01-14", "2027-01-18", "2027-01-19"]) await passAt(day)
    expect(await told("reminder")).toEqual([former.referent.email])
    for (const day of ["2027-02-01", "2027-02-02"]) await passAt(day)
    expect(await told("reminder_again")).toEqual([former.referent.email])
    expect((await toldOf("membership-campaign")).map(({ to }) => to)).not.toContain(stranger.referent.email)
  })

  it("when the campaign says so, its opening is told to every structure, in one mail to the référent of several", async () => {
    const one = await anEmployer()
    const other = await aStructure()
    await aPersonOf(other.id, { isReferent: true })
    await anActiveAffiliation(one.referent.accountId, other.id, { isReferent: true })
    await aCampaign(2027)
    await Promise.all([passAt("2026-12-01"), passAt("2026-12-01")])
    const mails = (await toldOf("membership-campaign")).filter(({ to }) => to === one.referent.email)
    expect(mails).toHaveLength(1)
    expect(mails[0]?.structures).toHaveLength(2)
    expect(await told("opening")).toHaveLength(2)
  })

  it("a campaign that opened long ago is not told as new", async () => {
    await anEmployer()
    await aCampaign(2026)
    await passAt("2026-11-24")
    expect(await toldOf("membership-campaign")).toEqual([])
  })
})
