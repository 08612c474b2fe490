import pino from "pino"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { log, logOptions } from "@/lib/platform/process/log"
import { troubles } from "@/lib/platform/process/trouble"

const said: [string, Record<string, unknown>, string][] = []
beforeEach(() => {
  vi.useFakeTimers()
  said.length = 0
  for (const level of ["error", "warn"] as const)
    vi.spyOn(log, level).mockImplementation(((fields: Record<string, unknown>, words: string) => {
      said.push([level, fields, words])
    }) as never)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

it("an outage of three minutes with twenty failures a second is four lines, the last one with its causes", () => {
  const failed = troubles("jobs")
  for (let tick = 0; tick < 3 * 60 * 20; tick += 1) {
    // pg-boss hands over plain objects.
    failed(
      tick === 0 ? { message: "terminating connection due to administrator command" } : new Error("connect ECONNREFUSED 127.0.0.1:5432"),
    )
    vi.advanceTimersByTime(50)
  }
  expect(said.map(([level, , words]) => `${level} ${words}`)).toEqual([
    "error jobs: failing",
    "error jobs: still failing",
    "error jobs: still failing",
  ])
  vi.advanceTimersByTime(9_000)
  expect(said).toHaveLength(3)
  vi.advanceTimersByTime(2_000)
  expect(said.at(-1)).toMatchObject([
    "warn",
    { failures: 3600, causes: { "terminating connection due to administrator command": 1, "connect ECONNREFUSED 127.0.0.1:5432": 3599 } },
    "jobs: over",
  ])
  vi.advanceTimersByTime(600_000)
  failed(new Error("again"))
  expect(said.slice(4).map(([, , words]) => words)).toEqual(["jobs: failing"])
})

it("one failure alone is two lines, and however many causes are bounded and name nobody", () => {
  const failed = troubles("events")
  for (let index = 0; index < 40; index += 1) failed(new Error(`cause ${index} of lea@exemple.fr`))
  vi.advanceTimersByTime(11_000)
  expect(said).toHaveLength(2)
  expect(Object.keys(said[1]?.[1].causes as object)).toHaveLength(5)
  expect(JSON.stringify(said[1])).not.toContain("lea@")
})

it("a plain object with the words of an error is logged with them", () => {
  const lines: string[] = []
  const sample = pino({ ...logOptions, level: "info" }, { write: (line) => void lines.push(line) })
  sample.error(
    { err: { message: "connect ECONNREFUSED", stack: "Error: connect ECONNREFUSED\n at x", code: "ECONNREFUSED", data: "typed" } },
    "jobs",
  )
  expect(JSON.parse(lines[0] ?? "").err).toEqual({
    type: "Error",
    message: "connect ECONNREFUSED",
    errorCode: "ECONNREFUSED",
    stack: "Error: connect ECONNREFUSED\n at x",
  })
})
