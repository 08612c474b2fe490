import { type ChildProcess, spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { Builder, Capabilities, type WebElement } from "selenium-webdriver"
import { freePort } from "@/tests/support/processes"
import { controlNamed, eventually, type Hand } from "./hand"

const driver = "/usr/bin/WebKitWebDriver"
const screen = "/usr/bin/xvfb-run"
const browsers = ["4.1", "4.0", "6.0"].flatMap((version) =>
  ["x86_64", "aarch64"].map((machine) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-${version}/MiniBrowser`),
)
const binary = browsers.find((file) => existsSync(file))

/** Why WebKit cannot be had here; null when it can. */
export const noWebkit =
  existsSync(driver) && existsSync(screen) && binary ? null : "WebKit (paquets Debian webkit2gtk-driver et xvfb) n’est pas là"

/** WebKit, the engine of Safari, driven through WebDriver on a screen that nobody sees. */
export async function webkit(): Promise<Hand> {
  const port = await freePort()
  const server = spawn(screen, ["-a", driver, `--port=${port}`], { stdio: "ignore", detached: true })
  const capabilities = new Capabilities({
    browserName: "MiniBrowser",
    "webkitgtk:browserOptions": { binary, args: ["--automation"] },
  })
  const page = await eventually("WebKit", () =>
    new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build(),
  )
  await page.manage().window().setRect({ x: 0, y: 0, width: 1280, height: 900 })
  const control = (kind: "pressed" | "written", words: string) =>
    eventually(words, () => page.executeScript<WebElement | null>(controlNamed(kind, words)))
  return {
    name: "WebKit",
    open: (address) => page.get(address),
    press: async (words) => {
      const found = await control("pressed", words)
      await page.executeScript("arguments[0].scrollIntoView({ block: 'center' })", found)
      await found.click()
    },
    write: async (label, text) => {
      const field = await control("written", label)
      await field.clear()
      await field.sendKeys(text)
    },
    choose: async (label, value) => {
      const list = await control("written", label)
      await page.executeScript(
        "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change', { bubbles: true }))",
        list,
        value,
      )
    },
    read: () => page.executeScript("return { text: document.body.innerText, address: location.href }"),
    close: async () => {
      await page.quit()
      stop(server)
    },
  }
}

/** The driver and its screen are one group of processes. */
function stop({ pid }: ChildProcess) {
  if (pid) process.kill(-pid, "SIGTERM")
}
