import { existsSync } from "node:fs"

const known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]

/** A Chromium already on the machine, or null: Playwright's own is then used. */
export function chromiumPath(): string | null {
  return known.find((path) => existsSync(path)) ?? null
}
