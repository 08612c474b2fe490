/** The pure rules of ParcoursPro: what is typed in lines, the year, the deadlines. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { feesText, parseFees, parseWaves, wavesText } from "@/lib/parcourspro/campaigns/rules"
import { durationWords, priceWords } from "@/lib/parcourspro/codes/rules"
import { halfDaysText, overlap, parseHalfDays, parseTrainers, trainersText } from "@/lib/parcourspro/event-sessions/rules"
import { eventSessionFields } from "@/lib/parcourspro/event-sessions/schema"
import { eventFields } from "@/lib/parcourspro/events/schema"
import { arrows, begins, employerDeadline, living, mustWait, offerUntil, type Status, statuses } from "@/lib/parcourspro/states/rules"
import { mayAsk, usualRules, yearOf, yearWords } from "@/lib/parcourspro/year-rules/rules"

describe("half-days, one a line", () => {
  it.each([
    ["01/03/2027 09:00-12:30", "2027-03-01T08:00:00.000Z", "2027-03-01T11:30:00.000Z"],
    ["1/7/2027 9h-12h30", "2027-07-01T07:00:00.000Z", "2027-07-01T10:30:00.000Z"],
    ["2027-07-01, 14h00 à 17h00", "2027-07-01T12:00:00.000Z", "2027-07-01T15:00:00.000Z"],
    ["01/03/2027 : 9h15 – 12h", "2027-03-01T08:15:00.000Z", "2027-03-01T11:00:00.000Z"],
  ])("%s", (line, from, until) => {
    expect(parseHalfDays(line)).toEqual([{ startsAt: new Date(from), endsAt: new Date(until) }])
  })

  it.each([
    "demain matin",
    "30/02/2027 09:00-12:00",
    "01/03/2027 12:00-09:00",
    "01/03/2027 25:00-26:00",
    "01/03/2027 08:00-18:00",
    "01/03/2027",
  ])("%s cannot be read, and its line is said", (line) => {
    expect(parseHalfDays(`01/03/2027 09:00-12:00\n\n${line}`)).toEqual({ line: 3 })
  })

  it("come in order, and are written as they are read", () => {
    const halves = fc
      .uniqueArray(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 8 })
      .map((days) =>
        days.map((day) => ({ startsAt: new Date(Date.UTC(2027, 0, 4 + day, 9)), endsAt: new Date(Date.UTC(2027, 0, 4 + day, 12, 30)) })),
      )
    fc.assert(
      fc.property(halves, (given) => {
        const sorted = given.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
        expect(parseHalfDays(halfDaysText(given))).toEqual(sorted)
        expect(overlap(given)).toBe(false)
        expect(
          overlap([
            ...given,
            { startsAt: new Date((sorted[0]?.startsAt.getTime() ?? 0) + 60_000), endsAt: new Date(Date.UTC(2030, 0, 1)) },
          ]),
        ).toBe(true)
      }),
    )
  })

  it("whatever is typed is read or refused with a sentence", () => {
    const form = { isRemote: "", place: "Salle", postcode: "", city: "", trainers: "", places: "10", minimum: "", opensOn: "" }
    const rest = { closesOn: "2027-02-01", contactName: "", contactEmail: "", contactPhone: "", adaptationContact: "" }
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (halfDays) => {
        const read = eventSessionFields.safeParse({ ...form, ...rest, halfDays })
        if (!read.success) expect(read.error.issues[0]?.message).toMatch(/[.)]$/)
      }),
    )
    expect(eventSessionFields.safeParse({ ...form, ...rest, halfDays: "01/03/2027 09:00-12:00\n01/03/2027 11:00-13:00" }).success).toBe(
      false,
    )
  })
})

it("trainers are a name and a quality a line", () => {
  const text = "Ada LOVELACE ; ingénieure pédagogique\nGrace HOPPER"
  expect(parseTrainers(text)).toEqual([
    { name: "Ada LOVELACE", quality: "ingénieure pédagogique" },
    { name: "Grace HOPPER", quality: "" },
  ])
  expect(parseTrainers(trainersText(parseTrainers(text)))).toEqual(parseTrainers(text))
})

describe("waves, one a line", () => {
  const text = "01/12/2026 adhérents\n08/12/2026 moins de 2\n15/12/2026 tous"

  it("are read in order, and written as they are read", () => {
    expect(parseWaves(`15/12/2026 tous\n${text}`)).toHaveLength(4)
    const waves = parseWaves(text)
    if (!Array.isArray(waves)) throw new Error("not read")
    expect(waves.map(({ who, fewer }) => [who, fewer])).toEqual([
      ["adherents", 0],
      ["fewer", 2],
      ["all", 0],
    ])
    expect(wavesText(waves)).toBe(text)
  })

  it.each(["01/12/2026", "31/11/2026 tous", "demain tous", "01/12/2026 certains"])("%s cannot be read", (line) => {
    expect(parseWaves(line)).toEqual({ line: 1 })
  })
})

describe("prices, one a line", () => {
  it("are written as they are read, cents included", () => {
    const fees = parseFees("Moins de 10 salariés ; 50\n\n10 salariés et plus : 150,50 €\nÀ titre gracieux;0")
    expect(fees).toEqual([
      { label: "Moins de 10 salariés", amount: 5_000 },
      { label: "10 salariés et plus", amount: 15_050 },
      { label: "À titre gracieux", amount: 0 },
    ])
    expect(Array.isArray(fees) && parseFees(feesText(fees))).toEqual(fees)
  })

  it.each(["Association", "50", "; 50", "Association ; beaucoup", "A ; 1\nA ; 2"])("%s cannot be read", (text) => {
    expect(parseFees(text)).toEqual({ line: text.split("\n").length })
  })
})

describe("the year", () => {
  const nothing = { actions: 0, formations: 0, confirmed: 0 }
  const formation = { kind: "formation", adherentsOnly: true } as const

  it("is that of the clocks of Paris", () => {
    expect(yearOf(new Date("2026-12-31T22:59:59Z"))).toBe(2026)
    expect(yearOf(new Date("2026-12-31T23:00:00Z"))).toBe(2027)
  })

  it("refuses by rule: adhesion, actions, formations; what is open to all counts for nothing", () => {
    const now = new Date("2026-11-24T09:00:00Z")
    const why = (...given: Parameters<typeof mayAsk>) => {
      const may = mayAsk(...given)
      return may.ok ? null : may.why
    }
    expect(why(formation, nothing, null, usualRules, now)).toBe("adherents-only")
    expect(why(formation, nothing, "refused", usualRules, now)).toBe("adherents-only")
    expect(why(formation, nothing, "asked", usualRules, now)).toBe(null)
    expect(why(formation, { ...nothing, actions: 5 }, "accepted", usualRules, now)).toBe("most-actions")
    expect(why(formation, { ...nothing, actions: 3, formations: 3 }, "accepted", usualRules, now)).toBe("most-formations")
    expect(why({ ...formation, kind: "lab" }, { ...nothing, actions: 3, formations: 3 }, "accepted", usualRules, now)).toBe(null)
    expect(why({ ...formation, adherentsOnly: false }, { ...nothing, actions: 9, formations: 9 }, null, usualRules, now)).toBe(null)
  })

  it("is told in words", () => {
    expect(yearWords({ actions: 2, formations: 1, confirmed: 2 }, usualRules)).toBe("2 actions sur 5, dont 1 formation sur 3")
  })
})

describe("deadlines and places", () => {
  it("the employer is asked to answer two whole working days before registration closes", () => {
    // Closes at the end of Friday 4 December: before Thursday.
    expect(employerDeadline(new Date("2026-12-04T22:59:00Z")).toISOString()).toBe("2026-12-02T23:00:00.000Z")
    // Closes on a Monday: Friday and Monday are whole.
    expect(employerDeadline(new Date("2026-12-07T22:59:00Z")).toISOString()).toBe("2026-12-03T23:00:00.000Z")
  })

  it("an offer lasts two days, and is a telephone call nearer than three", () => {
    const now = new Date("2026-11-24T09:00:00Z")
    expect(offerUntil(new Date("2026-11-27T09:00:00Z"), now)?.toISOString()).toBe("2026-11-26T09:00:00.000Z")
    expect(offerUntil(new Date("2026-11-27T08:59:00Z"), now)).toBe(null)
  })

  it("a structure has its share of a formation only", () => {
    expect(mustWait({ kind: "formation", places: 12, taken: 3 }, 2, 2)).toBe("structure")
    expect(mustWait({ kind: "lab", places: 12, taken: 3 }, 2, 2)).toBe(null)
    expect(mustWait({ kind: "lab", places: 3, taken: 3 }, 0, 2)).toBe("full")
  })
})

it("each living state can end, and none of the others moves by these arrows", () => {
  const all = Object.keys(statuses) as Status[]
  const isLiving = (status: Status) => living.some((one) => one === status)
  for (const status of all)
    for (const arrow of ["withdraw", "cancelSession", "lapse"] as const)
      expect(begins(arrow, status), `${arrow} ${status}`).toBe(isLiving(status))
  for (const { to } of Object.values(arrows)) expect(all).toContain(to)
})

it("numbers are typed in hours and euros, and told in words", () => {
  expect([durationWords(420), durationWords(210), durationWords(45)]).toEqual(["7 h", "3 h 30", "45 min"])
  expect([priceWords(0), priceWords(12_000), priceWords(12_050)].map((words) => words.replace(/\s/g, " "))).toEqual([
    "Sans frais",
    "120 €",
    "120,50 €",
  ])
  const typed = { title: "Titre", themeId: crypto.randomUUID(), kind: "lab", providerSiret: "91300793600010", nature: "formation" }
  const texts = { objectives: "", audience: "", prerequisites: "", programme: "", methods: "", evaluation: "" }
  const read = (duration: string, price: string) => eventFields.safeParse({ ...typed, ...texts, duration, price })
  expect(read("3,5", "120,50")).toMatchObject({ success: true, data: { duration: 210, price: 12_050 } })
  for (const duration of ["", "0", "0,1", "-1", "1e3", "sept"]) expect(read(duration, "0").success, duration).toBe(false)
  for (const price of ["", "-1", "1,234", "gratuit"]) expect(read("7", price).success, price).toBe(false)
})
