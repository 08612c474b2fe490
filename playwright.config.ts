import { defineConfig } from "@playwright/test"
import { installedChromium, installedShell } from "./scripts/browser"

/** The last two are the bar; the others Playwright leaves out too, and a second list replaces the first. */
const withoutBar = [
  "AutoExpandDetailsElement",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "Translate",
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
]

/** A browser of this machine, or Playwright's own. */
const from = (executablePath: string | null) => ({
  ...(executablePath ? { executablePath } : {}),
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    // The browser's own bar would be drawn anew for each page, unseen: a quarter of a second of processor each.
    `--disable-features=${withoutBar.join(",")}`,
  ],
})
/** With all that a person's browser has. */
export const wholeBrowser = from(installedChromium())

export default defineConfig({
  testDir: "tests/e2e",
  globalSetup: "./tests/support/e2e-portal.ts",
  // One portal and one database for all journeys: each invents its own people and structures.
  workers: 3,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  // The only screenshots compared are the pictures of the help pages, which the portal serves.
  snapshotPathTemplate: "public/aide/{arg}{ext}",
  updateSnapshots: process.env.UPDATE_PICTURES ? "all" : "none",
  reporter: process.env.PLAYWRIGHT_JSON ? [["list"], ["json", { outputFile: process.env.PLAYWRIGHT_JSON }]] : [["list"]],
  projects: [
    // The browser without its window, where it is installed: a third less processor, and all that a page can ask for.
    { name: "browser", testIgnore: ["lighthouse.spec.ts", "pictures.spec.ts"], use: { launchOptions: from(installedShell()) } },
    // Its letters are drawn otherwise: pictures are compared in the whole browser, which takes them.
    { name: "pictures", testMatch: "pictures.spec.ts", use: { launchOptions: wholeBrowser } },
    // It measures time: once nothing else runs.
    { name: "lighthouse", testMatch: "lighthouse.spec.ts", dependencies: ["browser", "pictures"], use: { launchOptions: wholeBrowser } },
  ],
  use: { locale: "fr-FR", timezoneId: "Europe/Paris", screenshot: "only-on-failure" },
})
