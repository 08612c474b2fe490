import { describe, expect, it } from "vitest"
import { judgeAdvisories, licenceOf, unwelcomeLicences } from "@/scripts/supply-chain-rules"

const advisory = (id: string, severity: "low" | "moderate" | "critical") => ({
  source: 1,
  title: "Remote code execution",
  url: `https://github.com/advisories/${id}`,
  severity,
  name: "next",
})
const report = (...via: (string | ReturnType<typeof advisory>)[]) => ({ vulnerabilities: { next: { via }, other: { via: ["next"] } } })
const today = "2026-11-26"

describe("advisories", () => {
  it("stop a change from moderate on, once each", () => {
    const judged = judgeAdvisories(
      report(advisory("GHSA-1", "critical"), advisory("GHSA-2", "low"), advisory("GHSA-3", "moderate")),
      [],
      today,
    )
    expect(judged?.stops.map((words) => words.slice(0, 6))).toEqual(["GHSA-1", "GHSA-3"])
    expect(judged?.mentions).toHaveLength(1)
    expect(judgeAdvisories({ vulnerabilities: {} }, [], today)).toEqual({ stops: [], mentions: [], useless: [] })
  })

  it("are lived with until the day that was written, and no longer", () => {
    const excused = (until: string) =>
      judgeAdvisories(report(advisory("GHSA-1", "critical")), [{ advisory: "GHSA-1", reason: "", until }], today)
    expect(excused("2026-11-26")?.stops).toEqual([])
    expect(excused("2026-11-25")?.stops).toHaveLength(1)
    expect(judgeAdvisories(report(), [{ advisory: "GHSA-9", reason: "", until: "2027-01-01" }], today)?.useless).toEqual(["GHSA-9"])
  })

  it("that could not be asked for are not said to be none", () => {
    expect(judgeAdvisories({ error: { summary: "405" } }, [], today)).toBeNull()
    expect(judgeAdvisories({}, [], today)).toBeNull()
  })
})

describe("licences", () => {
  const one = (name: string, id: string) => ({ name, licenses: [{ license: { id } }] })

  it("are those of the list, or excused by name and licence", () => {
    const parts = [one("a", "MIT"), one("b", "GPL-3.0"), { name: "c" }, { name: "d", licenses: [{ expression: "(MIT OR GPL-3.0)" }] }]
    expect(unwelcomeLicences(parts, [])).toEqual(["b : GPL-3.0", "c : inconnue"])
    expect(unwelcomeLicences(parts, [{ package: "b", licence: "GPL-3.0", reason: "" }])).toEqual(["c : inconnue"])
    expect(unwelcomeLicences(parts, [{ package: "b", licence: "GPL-2.0", reason: "" }])).toHaveLength(2)
    expect(unwelcomeLicences([one("@x/y", "LGPL")], [{ package: "@x/*", licence: "LGPL", reason: "" }])).toEqual([])
  })

  it("joined by AND are all needed", () => {
    expect(unwelcomeLicences([{ name: "a", licenses: [{ expression: "MIT AND GPL-3.0" }] }], [])).toEqual(["a : MIT AND GPL-3.0"])
    expect(licenceOf({ name: "a", licenses: [{ license: { id: "MIT" } }, { license: { name: "ISC" } }] })).toBe("MIT AND ISC")
  })
})
