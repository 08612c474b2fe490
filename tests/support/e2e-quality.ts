/** What must hold of every page, whatever it shows. */
import { readFileSync } from "node:fs"
import path from "node:path"
import { expect, type Page } from "@playwright/test"
import type axe from "axe-core"

const axeSource = readFileSync(path.resolve(import.meta.dirname, "../../node_modules/axe-core/axe.min.js"), "utf8")

/** The width of a telephone, in px: a tablet shows the same parts, with more room around them. */
const telephone = 320
const tablet = 768
/** A computer screen. Colours are checked only here, in light and in dark, because they are the same at each width. */
const screen = { width: 1280, height: 900 }
/** Where the layout changes. */
const edges = [640, 1024, 1152]

/** The page does not scroll sideways. */
export async function expectNoOverflow(page: Page) {
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    page.url(),
  ).toBeLessThanOrEqual(0)
}

/** The page as it stands has no accessibility violation at all; its colours in dark have none either. */
export async function expectAccessible(page: Page) {
  // Transitions are off, because a colour that is changing is neither the old one nor the new one.
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" })
  expect(await violations(page)).toEqual([])
  await page.emulateMedia({ colorScheme: "dark" })
  expect(await violations(page, { only: ["color-contrast"] })).toEqual([])
  await page.emulateMedia({ colorScheme: "light", reducedMotion: null })
}

type Rules = { only?: string[]; except?: string[] }

/** Runs all the rules of axe, or only these. Only violations are described: describing the rest takes ten times longer. */
async function violations(page: Page, { only, except = [] }: Rules = {}) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource)
  const found = await page.evaluate(
    async ({ only, except }) => {
      // The title of a page reached without reload may come a moment after its content. It is looked for here, at the instant that is judged:
      // a moment before, the former page may still have its own.
      for (let tries = 0; document.title === "" && tries < 50; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100))
      return (window as unknown as { axe: typeof axe }).axe.run({
        resultTypes: ["violations"],
        rules: Object.fromEntries(except.map((rule) => [rule, { enabled: false }])),
        ...(only ? { runOnly: only } : {}),
      })
    },
    { only, except },
  )
  return found.violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes.map(({ html }) => html).join(" | ")}`)
}

/**
 * At the widths people have, with everything unfolded: the page does not scroll sideways and has nothing that a screen reader stumbles
 * on, in light and in dark.
 */
export async function expectSound(page: Page) {
  await unfolded(page, async () => {
    await page.setViewportSize({ width: tablet, height: 900 })
    await expectNoOverflow(page)
    await page.setViewportSize({ width: telephone, height: 900 })
    await expectNoOverflow(page)
    expect(await violations(page, { except: ["color-contrast"] })).toEqual([])
    await page.setViewportSize(screen)
    await expectNoOverflow(page)
    await expectAccessible(page)
  })
}

/**
 * The page does not scroll sideways either where the layout changes, or when text is larger or more widely spaced (640 and 320 px are
 * also 1280 px zoomed twice and four times).
 */
export async function expectRoomForEveryone(page: Page) {
  await unfolded(page, async () => {
    for (const width of edges) {
      await page.setViewportSize({ width, height: 900 })
      await expectNoOverflow(page)
    }
    await expectRoomForLargeText(page)
    await expectRoomForSpacing(page)
  })
}

/** Opens everything that is folded, calls `look`, then folds it again. */
async function unfolded(page: Page, look: () => Promise<void>) {
  await page.locator("details:not([open])").evaluateAll((all) => {
    for (const details of all) for (const name of ["open", "data-unfolded"]) details.setAttribute(name, "")
  })
  await look()
  await page.locator("[data-unfolded]").evaluateAll((all) => {
    for (const details of all) for (const name of ["open", "data-unfolded"]) details.removeAttribute(name)
  })
}

/** Letters twice as large where lists are cards, as a browser's own setting makes them. */
async function expectRoomForLargeText(page: Page) {
  await page.setViewportSize({ width: 1000, height: 900 })
  const resize = (size: string) => page.evaluate((fontSize) => document.documentElement.style.setProperty("font-size", fontSize), size)
  await resize("200%")
  await expectNoOverflow(page)
  await resize("")
}

/** The spacing of WCAG 1.4.12, as someone with dyslexia may set it. */
async function expectRoomForSpacing(page: Page) {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }",
    )
    document.adoptedStyleSheets.push(sheet)
  })
  await expectNoOverflow(page)
  await page.evaluate(() => document.adoptedStyleSheets.pop())
}

/** Call it before the first page: each page then records what moves on it (the layout shifts of the browser). */
export async function watchMovements(page: Page) {
  await page.addInitScript(() => {
    const movements: string[] = []
    Object.assign(window, { movements })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: { node?: Node }[] })[])
        movements.push(`${entry.value.toFixed(4)} ${entry.sources.map(({ node }) => node?.nodeName).join(",")}`)
    }).observe({ type: "layout-shift", buffered: true })
  })
}

/** What moved on the page since it was opened: how much, and what. */
export function movements(page: Page) {
  return page.evaluate(() => (window as unknown as { movements: string[] }).movements)
}
