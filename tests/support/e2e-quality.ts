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
  expect(await violations(page, (await hasNewColors(page)) ? {} : { except: [contrast] })).toEqual([])
  await page.emulateMedia({ colorScheme: "dark" })
  if (await hasNewColors(page)) expect(await violations(page, { only: [contrast] })).toEqual([])
  await page.emulateMedia({ colorScheme: "light", reducedMotion: null })
}

/** Judging the contrast of a page takes as long as all the other rules together, and the pages share their colours. */
const contrast = "color-contrast"
const judged = new Set<string>()

/** Whether some text has a colour, a ground, an opacity or a size (large letters need less contrast) that this process has not judged yet. */
async function hasNewColors(page: Page) {
  const found = await page.evaluate(() => {
    const looks = new Set<string>()
    for (const element of document.querySelectorAll("body, body *")) {
      const isWritten = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim())
      if (!isWritten && !element.matches("input, textarea, select")) continue
      const { color, fontSize, fontWeight } = getComputedStyle(element)
      const size = Number.parseFloat(fontSize)
      const isLarge = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700)
      let opacity = 1
      // From the element to its first opaque ground.
      const grounds: string[] = []
      for (let behind: Element | null = element, isCovered = false; behind; behind = behind.parentElement) {
        const style = getComputedStyle(behind)
        opacity *= Number(style.opacity)
        if (isCovered) continue
        if (style.backgroundImage !== "none") grounds.push(style.backgroundImage)
        const isClear = /[,/] ?0\)$/.test(style.backgroundColor)
        if (!isClear) grounds.push(style.backgroundColor)
        isCovered = !isClear && !/rgba|\//.test(style.backgroundColor)
      }
      looks.add([color, isLarge, opacity, ...grounds].join("; "))
    }
    return [...looks]
  })
  const isNew = found.some((look) => !judged.has(look))
  for (const look of found) judged.add(look)
  return isNew
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
 * At the widths people have, with everything unfolded: the page does not scroll sideways, its header takes one line, and nothing on it makes
 * a screen reader stumble, in light and in dark.
 */
export async function expectSound(page: Page) {
  await unfolded(page, async () => {
    await page.setViewportSize({ width: tablet, height: 900 })
    await expectNoOverflow(page)
    await page.setViewportSize({ width: telephone, height: 900 })
    await expectNoOverflow(page)
    expect((await page.locator("header").first().boundingBox())?.height, `${page.url()}: height of the header`).toBeLessThanOrEqual(64)
    expect(await violations(page, { except: [contrast] })).toEqual([])
    await page.setViewportSize(screen)
    await expectNoOverflow(page)
    await expectAccessible(page)
  })
}

/**
 * The page does not scroll sideways either where the layout changes, or when text is larger or more widely spaced (640 px is also 1280 px
 * zoomed twice). Zoomed four times, nothing that stays in place hides the rest; in colours that the person chose, one still sees what is
 * a button, what is chosen and where one is.
 */
export async function expectRoomForEveryone(page: Page) {
  await unfolded(page, async () => {
    for (const width of edges) {
      await page.setViewportSize({ width, height: 900 })
      await expectNoOverflow(page)
    }
    await expectRoomForLargeText(page)
    await expectRoomForZoom(page)
    await expectRoomForSpacing(page)
    await page.setViewportSize(screen)
    await expectMarksInForcedColors(page)
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

/** A screen of 1280 × 1024 px zoomed four times (WCAG 1.4.10): what stays while one scrolls leaves more than half of it to the rest. */
async function expectRoomForZoom(page: Page) {
  const zoomed = { width: telephone, height: 256 }
  await page.setViewportSize(zoomed)
  await expectNoOverflow(page)
  const hidden = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("body *")]
      .filter((element) => ["sticky", "fixed"].includes(getComputedStyle(element).position) && element.checkVisibility())
      .reduce((sum, element) => sum + element.getBoundingClientRect().height, 0),
  )
  expect(hidden, `${page.url()}: px of ${zoomed.height} that stay in place`).toBeLessThan(zoomed.height / 2)
}

/** The spacing of WCAG 1.4.12, as someone with dyslexia may set it on a telephone: nothing scrolls sideways, nothing is cut. */
async function expectRoomForSpacing(page: Page) {
  await page.setViewportSize({ width: telephone, height: 900 })
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }",
    )
    document.adoptedStyleSheets.push(sheet)
  })
  await expectNoOverflow(page)
  expect(await textsCut(page)).toEqual([])
  await page.evaluate(() => document.adoptedStyleSheets.pop())
}

/**
 * Texts of which a part cannot be seen. A shortened one (…) is not cut when the whole is one gesture away: its title, or the page that its
 * row leads to.
 */
function textsCut(page: Page) {
  return page.evaluate(() => {
    const isForEars = (element: Element) => element.clientWidth <= 1 && element.clientHeight <= 1
    const isWholeNearby = (element: Element) => element.closest("[title]") || element.closest("[data-row]")?.querySelector("a")
    return [...document.querySelectorAll<HTMLElement>("body *")]
      .filter((element) => {
        if (!element.textContent?.trim() || element.closest("svg, option") || isForEars(element) || !element.checkVisibility()) return false
        const { overflowX, overflowY, textOverflow } = getComputedStyle(element)
        const hides = (overflow: string) => overflow === "hidden" || overflow === "clip"
        const isTooWide = hides(overflowX) && element.scrollWidth > element.clientWidth + 1
        const isTooHigh = hides(overflowY) && element.scrollHeight > element.clientHeight + 1
        return (isTooWide || isTooHigh) && !((textOverflow === "ellipsis" || isTooHigh) && isWholeNearby(element))
      })
      .map((element) => `${document.location.pathname} cuts: ${element.textContent?.trim().slice(0, 60)}`)
  })
}

/** In forced colours: a button has an edge, what is chosen and where one is differ from what is beside it by more than the words. */
async function expectMarksInForcedColors(page: Page) {
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" })
  expect(await marksMissing(page)).toEqual([])
  await page.emulateMedia({ forcedColors: "none", reducedMotion: null })
}

function marksMissing(page: Page) {
  return page.evaluate(() => {
    const look = (element: Element) => {
      const { backgroundColor, borderBottomColor, borderBottomWidth, outlineStyle, outlineWidth, fontWeight } = getComputedStyle(element)
      return [
        backgroundColor,
        borderBottomColor,
        borderBottomWidth,
        outlineStyle,
        outlineStyle === "none" || outlineWidth,
        fontWeight,
      ].join()
    }
    const told = (element: Element) => `${document.location.pathname}: ${element.outerHTML.slice(0, 120)}`
    const shown = (selector: string) =>
      [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => element.checkVisibility() && element.clientWidth > 1)
    const withoutEdge = shown("button, a.rounded-control, summary.rounded-control").filter((element) => {
      const { borderBottomStyle, borderBottomWidth, textDecorationLine } = getComputedStyle(element)
      return (borderBottomStyle === "none" || borderBottomWidth === "0px") && textDecorationLine === "none"
    })
    const here = "[aria-current], [aria-selected=true], [aria-pressed=true]"
    const unmarked = shown(here).filter((element) => {
      const beside = [...(element.closest("ul, ol, nav, [role=listbox]")?.querySelectorAll(element.tagName) ?? [])]
      return beside.some((other) => !other.matches(here) && look(other) === look(element))
    })
    const card = (input: Element) => input.closest(".rounded-control")
    const unmarkedChoices = shown("input:checked").filter((input) => {
      const own = card(input)
      const others = document.querySelectorAll(`input[name="${CSS.escape(input.getAttribute("name") ?? "")}"]:not(:checked)`)
      return own && [...others].map(card).some((other) => other && look(other) === look(own))
    })
    return [
      ...withoutEdge.map((element) => `no edge, ${told(element)}`),
      ...unmarked.map((element) => `not marked, ${told(element)}`),
      ...unmarkedChoices.map((element) => `not seen as chosen, ${told(element)}`),
    ]
  })
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
