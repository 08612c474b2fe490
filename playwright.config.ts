import { defineConfig } from "@playwright/test"
import { chromiumPath } from "./tests/support/chromium"

export default defineConfig({
  testDir: "tests/e2e",
  globalSetup: "./tests/support/e2e-portal.ts",
  // One portal and one database for all journeys: each invents its own people and structures.
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: process.env.PLAYWRIGHT_JSON ? [["list"], ["json", { outputFile: process.env.PLAYWRIGHT_JSON }]] : [["list"]],
  use: {
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(chromiumPath() ? { executablePath: chromiumPath() as string } : {}),
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    },
  },
})
