/** What a screen reader would say of a page, from its beginning to its end. */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import type { Page } from "@playwright/test"

const reader = readFileSync(createRequire(import.meta.url).resolve("@guidepup/virtual-screen-reader/browser.js"), "utf8")
/** A page longer than this would not be listened to either. */
const most = 2000

type Reader = {
  start: (options: { container: Element }) => Promise<void>
  next: () => Promise<void>
  lastSpokenPhrase: () => Promise<string>
  spokenPhraseLog: () => Promise<string[]>
  stop: () => Promise<void>
}

/** The phrases, in order. The page must have been opened in a context that bypasses its content policy: the reader is not of the page. */
export function spokenOn(page: Page): Promise<string[]> {
  return page.evaluate(
    async ({ reader, most }) => {
      const address = URL.createObjectURL(new Blob([reader], { type: "text/javascript" }))
      const { virtual } = (await import(address)) as { virtual: Reader }
      await virtual.start({ container: document.body })
      for (let phrases = 0; phrases < most; phrases += 1) {
        await virtual.next()
        if ((await virtual.lastSpokenPhrase()) === "end of document") break
      }
      const log = await virtual.spokenPhraseLog()
      await virtual.stop()
      return log
    },
    { reader, most },
  )
}

/** The expected phrases that are not said in this order: the first one missing, with what is said after the one before it. */
export function missingFrom(said: readonly string[], meant: readonly (string | RegExp)[]): string | null {
  let at = 0
  for (const phrase of meant) {
    const rest = said.slice(at)
    const found = rest.findIndex((one) => (typeof phrase === "string" ? one === phrase : phrase.test(one)))
    if (found < 0)
      return `${phrase} is not said after: ${said.slice(Math.max(0, at - 3), at).join(" | ")}. Then: ${rest.slice(0, 40).join(" | ")}`
    at += found + 1
  }
  return null
}
