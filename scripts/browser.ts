/** A browser for the tests: a Chromium already there, else Debian's package, else Playwright's own. */
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import path from "node:path"
import { chromium } from "@playwright/test"

const known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"]

/** A Chromium installed on the machine, or null: Playwright's own is then the one to use. */
export function installedChromium(): string | null {
  return known.find((file) => existsSync(file)) ?? null
}

export function ensureBrowser() {
  if (installedChromium() || existsSync(chromium.executablePath())) return
  console.log("Installation de Chromium pour les tests…")
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get") && installDebianPackage()) return
  const playwright = path.resolve(import.meta.dirname, "../node_modules/@playwright/test/cli.js")
  spawnSync(process.execPath, [playwright, "install", "--with-deps", "chromium"], { stdio: "inherit" })
}

function installDebianPackage() {
  const apt = (...args: string[]) =>
    spawnSync("apt-get", args, { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } })
  apt("update", "-qq")
  apt("install", "-y", "-qq", "--no-install-recommends", "chromium")
  return installedChromium() !== null
}
