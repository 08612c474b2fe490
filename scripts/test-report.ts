/** What the test runners wrote of their tests: how many passed and failed, and how long each took. */
import { existsSync, readFileSync } from "node:fs"
import { stripVTControlCharacters } from "node:util"

export type Count = { passed: number; failed: number }
/** `title`: its file and its own words; `failure`: the beginning of what was wrong, or null. */
export type TimedTest = { title: string; seconds: number; failure: string | null }
type Report = Count & { tests: TimedTest[] }

type VitestFile = { name: string; assertionResults: { title: string; status: string; duration?: number; failureMessages?: string[] }[] }

/** The JSON report of vitest in `file`, or null when the runner ended before it wrote one. */
export function readVitest(file: string): Report | null {
  if (!existsSync(file)) return null
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, "utf8")) as {
    numPassedTests: number
    numFailedTests: number
    testResults: VitestFile[]
  }
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ title, status, duration = 0, failureMessages }) => ({
      title: `${shortened(name)} › ${title}`,
      seconds: duration / 1000,
      failure: status === "failed" ? beginning(failureMessages?.[0]) : null,
    })),
  )
  return { passed: numPassedTests, failed: numFailedTests, tests }
}

type PlaywrightTest = { status: string; results: { duration: number; error?: { message?: string } }[] }
type Suite = { suites?: Suite[]; specs?: { title: string; file: string; tests: PlaywrightTest[] }[] }

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
      failure: status === "unexpected" || status === "flaky" ? beginning(results.find(({ error }) => error)?.error?.message) : null,
    })),
  )
  return [...own, ...suites.flatMap(testsOf)]
}

/** Without the colours of a terminal: enough to know where to look. */
function beginning(words = "sans un mot") {
  return stripVTControlCharacters(words).split("\n").slice(0, 12).join("\n").slice(0, 1000)
}

function shortened(file: string) {
  return file.replace(/^.*\/tests\//, "")
}
