import { describe, expect, it } from "vitest"
import { answerWords, deadlineOf, effortWords, hasSuspendable, progressOf } from "@/lib/membership/reviews/rules"

const spaced = (text: string) => text.replaceAll(/\s/g, " ")

describe("effortWords", () => {
  it.each([
    [1, "1 minute pour 1 personne"],
    [12, "3 minutes pour 12 personnes"],
    [396, "99 minutes pour 396 personnes"],
    [400, "2 heures pour 400 personnes"],
    [10_000, "42 heures pour 10 000 personnes"],
  ])("of %d people", (people, words) => {
    expect(spaced(effortWords(people))).toBe(words)
  })
})

describe("progressOf", () => {
  it.each([
    [{ people: 0, waiting: 0 }, 100],
    [{ people: 3, waiting: 3 }, 0],
    [{ people: 3, waiting: 1 }, 66],
    [{ people: 10_000, waiting: 1 }, 99],
    [{ people: 3, waiting: 0 }, 100],
  ])("of %j is %d %%, and 100 only when all have an answer", (counts, percent) => {
    expect(progressOf(counts)).toBe(percent)
  })
})

describe("deadlineOf", () => {
  // Late in the evening in UTC, it is already the next day in Paris.
  const now = new Date("2026-11-24T23:30:00Z")
  it.each([
    ["2026-11-24", "past"],
    ["2026-11-25", "past"],
    ["2027-11-27", "too-long"],
  ])("refuses %s", (day, why) => {
    expect(deadlineOf(day, now)).toMatchObject({ ok: false, why })
  })

  it.each(["2026-11-26", "2027-11-26"])("takes %s", (day) => {
    expect(deadlineOf(day, now)).toMatchObject({ ok: true, value: new Date(`${day}T00:00:00Z`) })
  })
})

it("hasSuspendable: only where a Prescripteur may have a level", () => {
  expect(hasSuspendable(["prescripteur"])).toBe(true)
  expect(hasSuspendable(["formateur", "prescripteur"])).toBe(true)
  expect(hasSuspendable(["formateur"])).toBe(false)
  expect(hasSuspendable([])).toBe(false)
})

it("answerWords: what was answered, and by whom when someone did", () => {
  expect(answerWords(null, null)).toBe("Sans réponse")
  expect(answerWords("left", "Léa PETIT")).toBe("N’est plus rattaché·e")
  expect(answerWords("detached", "Léa PETIT")).toBe("Détaché·e par Léa PETIT")
  expect(answerWords("kept", null)).toBe("Gardé·e")
})
