import path from "node:path"
import { defineConfig } from "vitest/config"
import { BaseSequencer, type TestSpecification } from "vitest/node"

const root = import.meta.dirname
const alias = { "@": root, "server-only": path.join(root, "scripts/server-only.ts") }

/** Files that last long, five seconds or more: they begin first, so that none is waited for at the end. */
const longest =
  /(matrix|drawing|timing|simulation|backup|backup-by-pg-dump|start|relevance|throttle|replay|mail-provider|processes-killed|database-killed|database-killed-in-rafael)\.test\.ts$/

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const sorted = await super.sort(files)
    return [...sorted.filter(({ moduleId }) => longest.test(moduleId)), ...sorted.filter(({ moduleId }) => !longest.test(moduleId))]
  }
}

/** Tests that start what they disturb: PostgreSQL, workers, instances. */
function disturbed(name: string, maxWorkers: number) {
  return {
    resolve: { alias },
    test: {
      name,
      env: { LOG_LEVEL: "silent" },
      include: [`tests/${name}/**/*.test.ts`],
      setupFiles: ["tests/support/faults-setting.ts"],
      testTimeout: process.env.LONG_TESTS === "1" ? 600_000 : 120_000,
      hookTimeout: 60_000,
      maxWorkers,
    },
  }
}

export default defineConfig({
  resolve: { alias },
  test: {
    sequence: { sequencer: LongestFirst },
    reporters: process.env.VITEST_JSON ? ["default", "json"] : ["default"],
    ...(process.env.VITEST_JSON ? { outputFile: { json: process.env.VITEST_JSON } } : {}),
    projects: [
      { resolve: { alias }, test: { name: "unit", env: { LOG_LEVEL: "silent" }, include: ["tests/unit/**/*.test.ts"], isolate: false } },
      {
        resolve: { alias },
        test: {
          name: "integration",
          env: { LOG_LEVEL: "silent" },
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/support/integration-cluster.ts"],
          setupFiles: ["tests/support/integration-database.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          isolate: false,
          maxWorkers: 3,
        },
      },
      // They wait more than they work.
      disturbed("faults", 4),
      // Each test starts two portals: one at a time.
      disturbed("instances", 1),
      // Only by `npm run test:long`.
      disturbed("long", 1),
      // Only by `npm run test:browsers`.
      disturbed("browsers", 1),
    ],
  },
})
