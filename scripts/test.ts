/**
 * `npm test`: every check, in the order in which they fail fastest, each against real parts. Prints each step with its
 * time; the last line is the sum over all runners. `npm test -- unit` runs the steps whose name contains a word.
 */
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs"
import path from "node:path"
import { ensureBrowser } from "./browser"
import { buildIfNeeded } from "./build"
import { checkSupplyChain } from "./supply-chain"

type Count = { passed: number; failed: number }
type Step = { name: string; run: () => Count | Promise<Count> }

const root = path.resolve(import.meta.dirname, "..")
const results = path.join(root, ".test/results")
const bin = (name: string) => path.join(root, "node_modules/.bin", name)
const sources = ["app", "components", "lib", "scripts", "prisma", "tests", "middleware.ts"]

const steps: Step[] = [
  { name: "lint", run: () => command(bin("biome"), ["ci", "--error-on-warnings", "."]) },
  { name: "types", run: () => both(command(bin("next"), ["typegen"]), () => script("types")) },
  { name: "architecture", run: architecture },
  { name: "unused code", run: () => command(bin("knip"), []) },
  { name: "supply chain", run: checkSupplyChain },
  { name: "unit", run: () => vitest("unit") },
  { name: "integration", run: () => vitest("integration") },
  { name: "build", run: build },
  { name: "faults", run: () => vitest("faults") },
  { name: "two instances", run: () => vitest("instances") },
  { name: "browser", run: () => browser() },
]

/** Too long for each change: the faults at every statement, the package run elsewhere, Lighthouse on every page. */
const longSteps: Step[] = [
  { name: "faults, at every statement", run: () => vitest("faults") },
  { name: "package", run: () => vitest("long") },
  { name: "Lighthouse", run: () => browser("--project=lighthouse", "--no-deps") },
]

const words = process.argv.slice(2)
const isLong = words.includes("--long")
if (isLong) {
  process.env.LONG_TESTS = "1"
  console.log("Tests longs (un quart d'heure environ), en plus de ceux de npm test.")
}
const wanted = words.filter((word) => word !== "--long")
const total = { passed: 0, failed: 0 }
mkdirSync(results, { recursive: true })
for (const { name, run } of isLong ? longSteps : steps) {
  if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue
  console.log(`\n── ${name}`)
  const started = performance.now()
  const { passed, failed } = await run()
  total.passed += passed
  total.failed += failed
  console.log(`── ${name}: ${passed} passed, ${failed} failed (${((performance.now() - started) / 1000).toFixed(1)} s)`)
}
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0

/** A command that passes or fails as a whole counts for one. */
function command(file: string, args: string[], env: Record<string, string> = {}): Count {
  const { status } = spawnSync(file, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...env } })
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function script(name: string): Count {
  return command(process.execPath, ["--disable-warning=ExperimentalWarning", "--import", "tsx", path.join(root, "scripts", `${name}.ts`)])
}

function both(first: Count, second: () => Count): Count {
  return first.failed > 0 ? first : second()
}

/** Fails on an empty cruise too: a tool that read nothing finds nothing wrong. */
function architecture(): Count {
  const { status, stdout } = spawnSync(bin("depcruise"), ["--config", ".dependency-cruiser.mjs", ...sources], {
    cwd: root,
    encoding: "utf8",
  })
  console.log(stdout.trim())
  const modules = Number(stdout.match(/(\d+) modules/)?.[1] ?? 0)
  if (modules < 100) console.log(`Only ${modules} modules were cruised.`)
  return status === 0 && modules >= 100 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function vitest(project: string): Count {
  const report = freshReport(`${project}.json`)
  const ran = command(bin("vitest"), ["run", "--project", project], { VITEST_JSON: report })
  if (!existsSync(report)) return { passed: 0, failed: 1 }
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8")) as Record<string, number>
  return counted(numPassedTests, numFailedTests, ran)
}

async function build(): Promise<Count> {
  try {
    await buildIfNeeded(root)
    return { passed: 1, failed: 0 }
  } catch (error) {
    console.error(error)
    return { passed: 0, failed: 1 }
  }
}

function browser(...more: string[]): Count {
  ensureBrowser()
  const report = freshReport("browser.json")
  const runner = path.join(root, "node_modules/@playwright/test/cli.js")
  const ran = command(process.execPath, ["--disable-warning=ExperimentalWarning", "--import", "tsx", runner, "test", ...more], {
    PLAYWRIGHT_JSON: report,
  })
  if (!existsSync(report)) return { passed: 0, failed: 1 }
  const { stats } = JSON.parse(readFileSync(report, "utf8")) as { stats: { expected: number; unexpected: number; flaky: number } }
  return counted(stats.expected, stats.unexpected + stats.flaky, ran)
}

function freshReport(name: string) {
  const file = path.join(results, name)
  rmSync(file, { force: true })
  return file
}

/** A runner that failed outside its tests (set-up, an import) counts as one failure. */
function counted(passed = 0, failed = 0, ran: Count): Count {
  return { passed, failed: failed || (ran.failed > 0 || passed === 0 ? 1 : 0) }
}
