/** A browser for the tests: a Chromium already there, else Debian's package, else Playwright's own. */
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import path from "node:path"
import { chromium } from "@playwright/test"
import { installDebianPackage } from "./debian"

const known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"]

/** A Chromium installed on the machine, or null: Playwright's own is then the one to use. */
export function installedChromium(): string | null {
  return known.find((file) => existsSync(file)) ?? null
}

export function ensureBrowser() {
  if (installedChromium() || existsSync(chromium.executablePath())) return
  console.log("Installation de Chromium pour les tests…")
  if (installDebianPackage("chromium") && installedChromium()) return
  const playwright = path.resolve(import.meta.dirname, "../node_modules/@playwright/test/cli.js")
  spawnSync(process.execPath, [playwright, "install", "--with-deps", "chromium"], { stdio: "inherit" })
}
