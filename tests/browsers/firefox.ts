import { existsSync } from "node:fs"
import puppeteer, { type ElementHandle } from "puppeteer-core"
import { controlNamed, eventually, type Hand } from "./hand"

const executablePath = "/usr/bin/firefox-esr"

/** Why Firefox cannot be had here; null when it can. */
export const noFirefox = existsSync(executablePath) ? null : "Firefox (paquet Debian firefox-esr) n’est pas là"

/** Firefox, driven through WebDriver BiDi. */
export async function firefox(): Promise<Hand> {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath,
    headless: true,
    defaultViewport: { width: 1280, height: 900 },
  })
  const page = await browser.newPage()
  const control = (kind: "pressed" | "written", words: string) =>
    eventually(words, async () => {
      const handle = await page.evaluateHandle(new Function(controlNamed(kind, words)) as () => Element | null)
      return handle.asElement() as ElementHandle<HTMLInputElement> | null
    })
  return {
    name: "Firefox",
    open: async (address) => {
      await page.goto(address, { waitUntil: "domcontentloaded" })
    },
    press: async (words) => (await control("pressed", words)).click(),
    write: async (label, text) => {
      const field = await control("written", label)
      await field.click({ count: 3 })
      await page.keyboard.press("Backspace")
      await field.type(text)
    },
    choose: async (label, value) => {
      await (await control("written", label)).select(value)
    },
    read: () => page.evaluate(() => ({ text: document.body.textContent, address: location.href })),
    close: () => browser.close(),
  }
}
