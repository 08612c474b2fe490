/** What the test runners wrote of their tests: how many passed and failed, and how long each took. */
import { existsSync, readFileSync } from "node:fs"

export type Count = { passed: number; failed: number }
/** `title`: its file and its own words. */
export type TimedTest = { title: string; seconds: number; hasFailed: boolean }
type Report = Count & { tests: TimedTest[] }

type VitestFile = { name: string; assertionResults: { title: string; status: string; duration?: number }[] }

/** The JSON report of vitest in `file`, or null when the runner ended before it wrote one. */
export function readVitest(file: string): Report | null {
  if (!existsSync(file)) return null
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, "utf8")) as {
    numPassedTests: number
    numFailedTests: number
    testResults: VitestFile[]
  }
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ title, status, duration = 0 }) => ({
      title: `${shortened(name)} › ${title}`,
      seconds: duration / 1000,
      hasFailed: status === "failed",
    })),
  )
  return { passed: numPassedTests, failed: numFailedTests, tests }
}

type Suite = { suites?: Suite[]; specs?: { title: string; file: string; tests: { status: string; results: { duration: number }[] }[] }[] }

/** The JSON report of Playwright in `file`, or null when the runner ended before it wrote one. A test that passed at a second try failed. */
export function readPlaywright(file: string): Report | null {
  if (!existsSync(file)) return null
  const { stats, suites } = JSON.parse(readFileSync(file, "utf8")) as {
    stats: { expected: number; unexpected: number; flaky: number }
    suites: Suite[]
  }
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, tests: suites.flatMap(testsOf) }
}

function testsOf({ suites = [], specs = [] }: Suite): TimedTest[] {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests.map(({ status, results }) => ({
      title: `e2e/${file} › ${title}`,
      seconds: Math.max(0, ...results.map(({ duration }) => duration)) / 1000,
      hasFailed: status === "unexpected" || status === "flaky",
    })),
  )
  return [...own, ...suites.flatMap(testsOf)]
}

function shortened(file: string) {
  return file.replace(/^.*\/tests\//, "")
}
