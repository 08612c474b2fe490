/** A browser for the tests: a Chromium already there, else Debian's package, else Playwright's own. */
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import path from "node:path"
import { chromium } from "@playwright/test"
import { installDebianPackage } from "./debian"

const known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"]

const shell = "/usr/bin/chromium-headless-shell"

/** A Chromium installed on the machine, or null: Playwright's own is then the one to use. */
export function installedChromium(): string | null {
  return known.find((file) => existsSync(file)) ?? null
}

/** The Chromium without window that Debian makes beside its whole one; elsewhere, what `installedChromium` says. */
export function installedShell(): string | null {
  return existsSync(shell) ? shell : installedChromium()
}

/** Installs a browser if there is none, and beside Debian's whole one its twin without window, which tests can do without. */
export function ensureBrowser() {
  if (!installedChromium() && !existsSync(chromium.executablePath())) {
    console.log("Installation de Chromium pour les tests…")
    if (!installDebianPackage("chromium")) {
      const playwright = path.resolve(import.meta.dirname, "../node_modules/@playwright/test/cli.js")
      spawnSync(process.execPath, [playwright, "install", "--with-deps", "chromium"], { stdio: "inherit" })
    }
  }
  if (existsSync("/usr/bin/chromium") && !existsSync(shell)) installDebianPackage("chromium-headless-shell")
}
