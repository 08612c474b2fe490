/**
 * `npm test`: every check against real parts, in the order in which they fail fastest; a check that fails stops no other, except those that
 * need what it makes. Prints each step with its time, then all times, the ten slowest tests and what failed; the last line is the sum over all
 * runners. `npm test -- unit` runs the steps whose name contains a word.
 */
import { spawn } from "node:child_process"
import { mkdirSync, rmSync } from "node:fs"
import path from "node:path"
import pLimit from "p-limit"
import { ensureBrowser } from "./browser"
import { type Count, readPlaywright, readVitest, type TimedTest } from "./test-report"

/** `say`: where a step says what it does. */
type Say = (chunk: string) => void
/** `needs`: the step without which this one cannot be run. */
type Step = { name: string; needs?: string; run: (say: Say) => Promise<Count> }
/** Steps that run at once, two at most, because each leaves a core idle most of the time. A step alone has the machine for itself. */
type Group = Step[]

const root = path.resolve(import.meta.dirname, "..")
const results = path.join(root, ".test/results")
const bin = (name: string) => path.join(root, "node_modules/.bin", name)
const sources = ["app", "components", "lib", "scripts", "prisma", "tests", "middleware.ts"]

const groups: Group[] = [
  [
    // The slowest of these first: the others are done meanwhile. It makes the types of the addresses, which a test of `unit` reads.
    { name: "types", run: async (say) => both(await command(say, bin("next"), ["typegen"]), () => script(say, "types")) },
    { name: "lint", run: (say) => command(say, bin("biome"), ["ci", "--error-on-warnings", "."]) },
    { name: "architecture", run: architecture },
    { name: "unused code", run: (say) => command(say, bin("knip"), []) },
    { name: "supply chain", run: supplyChain },
    { name: "unit", run: (say) => vitest(say, "unit") },
    { name: "build", run: (say) => script(say, "build") },
  ],
  [{ name: "integration", run: (say) => vitest(say, "integration") }],
  [
    { name: "faults", run: (say) => vitest(say, "faults") },
    { name: "two instances", needs: "build", run: (say) => vitest(say, "instances") },
  ],
  [{ name: "browser", needs: "build", run: (say) => browser(say) }],
]

/** Too long for each change: the faults at every statement, many random lives, the package run elsewhere, Lighthouse on every page. */
const longGroups: Group[] = [
  [{ name: "integration, with many random lives", run: (say) => vitest(say, "integration") }],
  [{ name: "faults, at every statement", run: (say) => vitest(say, "faults") }],
  [{ name: "package", run: (say) => vitest(say, "long") }],
  [{ name: "Lighthouse", run: (say) => browser(say, "--project=lighthouse", "--no-deps") }],
]

const words = process.argv.slice(2)
const isLong = words.includes("--long")
if (isLong) {
  process.env.LONG_TESTS = "1"
  console.log("Tests longs (une demi-heure environ), en plus de ceux de npm test.")
}
const wanted = words.filter((word) => word !== "--long")
/** Some hundred processes load the same packages one after another: each finds them compiled by the one before. */
const compiled = { NODE_COMPILE_CACHE: path.join(root, ".test/compiled") }
mkdirSync(results, { recursive: true })

const done: (Count & { name: string; seconds: number })[] = []
const tests: TimedTest[] = []
for (const group of isLong ? longGroups : groups) {
  const steps = group.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
  const atMostTwo = pLimit(2)
  await Promise.all(steps.map((step) => atMostTwo(() => perform(step, { alone: steps.length === 1 }))))
}
summarise()

/** Runs a step. What it says is printed as it comes when it runs alone, otherwise once it ends, so that two never mix. */
async function perform({ name, needs, run }: Step, { alone }: { alone: boolean }) {
  const held: string[] = []
  const say: Say = (chunk) => (alone ? process.stdout.write(chunk) : held.push(chunk))
  const started = performance.now()
  if (alone) console.log(`\n── ${name}`)
  const isMissing = done.some((other) => other.name === needs && other.failed > 0)
  if (isMissing) say(`Pas fait : « ${needs} » a échoué.\n`)
  const count = isMissing ? { passed: 0, failed: 1 } : await run(say)
  const seconds = (performance.now() - started) / 1000
  done.push({ name, seconds, ...count })
  if (!alone) process.stdout.write(`\n── ${name}\n${held.join("")}`)
  console.log(`── ${name}: ${count.passed} passed, ${count.failed} failed (${seconds.toFixed(1)} s)`)
}

function summarise() {
  const line = (seconds: number, words: string) => `  ${seconds.toFixed(1).padStart(6)} s  ${words}`
  console.log(["\nDurée de chaque étape :", ...done.map(({ name, seconds }) => line(seconds, name))].join("\n"))
  const slowest = tests.toSorted((a, b) => b.seconds - a.seconds).slice(0, 10)
  if (slowest.length > 0)
    console.log(["Les tests les plus longs :", ...slowest.map(({ title, seconds }) => line(seconds, title))].join("\n"))
  // Said again here: whoever reads only the end of a long output learns what to mend.
  const broken = [
    ...done.filter(({ failed }) => failed > 0).map(({ name, failed }) => `  étape « ${name} » : ${failed}`),
    ...tests.flatMap(({ title, failure }) => (failure === null ? [] : [`  ${title}\n${failure.replaceAll(/^/gm, "      ")}`])),
  ]
  if (broken.length > 0) console.log(["Échecs :", ...broken].join("\n"))
  const total = (which: keyof Count) => done.reduce((sum, count) => sum + count[which], 0)
  console.log(`\n${total("passed")} passed, ${total("failed")} failed`)
  process.exitCode = total("failed") > 0 || total("passed") === 0 ? 1 : 0
}

/** Runs a command; `status` is null when it was killed or could not start. */
function ran(say: Say, file: string, args: string[], env: Record<string, string> = {}) {
  return new Promise<{ status: number | null; said: string }>((resolve) => {
    const child = spawn(file, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], env: { ...compiled, ...process.env, ...env } })
    let said = ""
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        said += chunk
        say(chunk)
      })
    child.once("error", (error) => resolve({ status: null, said: `${error}` }))
    child.once("close", (status) => resolve({ status, said }))
  })
}

/** A command that passes or fails as a whole counts for one. */
async function command(say: Say, file: string, args: string[], env: Record<string, string> = {}): Promise<Count> {
  const { status } = await ran(say, file, args, env)
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function ofNode(...args: string[]) {
  return ["--disable-warning=ExperimentalWarning", "--import", "tsx", ...args]
}

function script(say: Say, name: string, ...args: string[]): Promise<Count> {
  return command(say, process.execPath, ofNode(path.join(root, "scripts", `${name}.ts`), ...args))
}

async function both(first: Count, second: () => Promise<Count>): Promise<Count> {
  return first.failed > 0 ? first : second()
}

/** Its own last line says how many of its checks passed: one of them is left out when npm cannot ask for advisories. */
async function supplyChain(say: Say): Promise<Count> {
  const { said } = await ran(say, process.execPath, ofNode(path.join(root, "scripts/supply-chain.ts"), "--check"))
  const [, passed, failed] = said.trim().match(/(\d+) réussis, (\d+) échoués\.$/) ?? []
  return passed && failed ? { passed: Number(passed), failed: Number(failed) } : { passed: 0, failed: 1 }
}

/** Fails on an empty cruise too: a tool that read nothing finds nothing wrong. */
async function architecture(say: Say): Promise<Count> {
  const { status, said } = await ran(say, bin("depcruise"), ["--config", ".dependency-cruiser.mjs", ...sources])
  const modules = Number(said.match(/(\d+) modules/)?.[1] ?? 0)
  if (modules < 100) say(`Only ${modules} modules were cruised.\n`)
  return status === 0 && modules >= 100 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

async function vitest(say: Say, project: string): Promise<Count> {
  const report = freshReport(`${project}.json`)
  const outcome = await command(say, bin("vitest"), ["run", "--project", project], { VITEST_JSON: report })
  return counted(readVitest(report), outcome)
}

async function browser(say: Say, ...more: string[]): Promise<Count> {
  ensureBrowser()
  const report = freshReport("browser.json")
  const runner = path.join(root, "node_modules/@playwright/test/cli.js")
  const outcome = await command(say, process.execPath, ofNode(runner, "test", ...more), { PLAYWRIGHT_JSON: report })
  return counted(readPlaywright(report), outcome)
}

function freshReport(name: string) {
  const file = path.join(results, name)
  rmSync(file, { force: true })
  return file
}

/** A runner that failed outside its tests (set-up, an import), or wrote nothing, counts as one failure. */
function counted(report: ReturnType<typeof readVitest>, runner: Count): Count {
  if (!report) return { passed: 0, failed: 1 }
  tests.push(...report.tests)
  const { passed, failed } = report
  return { passed, failed: failed || (runner.failed > 0 || passed === 0 ? 1 : 0) }
}
