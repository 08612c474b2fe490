/** The visual language: every pair of ink and ground can be read, and no colour hides elsewhere. */
import { globSync, readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, it } from "vitest"

const root = path.resolve(import.meta.dirname, "../../..")
const read = (file: string) => readFileSync(path.join(root, file), "utf8")
const [light = "", dark = ""] = read("app/tokens.css").split("@media screen and (prefers-color-scheme: dark)")

function colorsOf(css: string): Record<string, string> {
  return Object.fromEntries([...css.matchAll(/--color-([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name = "", value = ""]) => [name, value]))
}
const palettes = { light: colorsOf(light), dark: { ...colorsOf(light), ...colorsOf(dark) } }

/** WCAG 2.2, relative luminance and contrast. */
function contrast(one: string, other: string) {
  const luminance = (color: string) => {
    const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    const [r = 0, g = 0, b = 0] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

const grounds = ["ground", "surface", "sunken", "brand-tint"]
const texts = [
  ...grounds.flatMap((ground) => ["ink", "soft", "brand", "brand-deep", "bad"].map((ink) => [ink, ground] as const)),
  ...["good", "wait", "bad", "brand"].flatMap((tone) => [[tone, `${tone}-tint`] as const, ["ink", `${tone}-tint`] as const]),
  ...["good", "wait", "bad", "brand", "brand-deep"].map((tone) => ["on", tone] as const),
  ["wait", "surface"] as const,
  ["good", "surface"] as const,
]
/** What is seen rather than read: borders of controls, signs, the mark of the focus. */
const marks = [
  ...grounds.map((ground) => ["line-strong", ground] as const),
  ...["ground", "surface", "sunken", "accent-tint", "brand-tint", "wait-tint", "bad-tint", "good-tint"].map(
    (ground) => ["accent", ground] as const,
  ),
]

describe.each(Object.entries(palettes))("in %s", (_name, colors) => {
  it.each(texts)("%s is read on %s", (ink, ground) => {
    expect(contrast(colors[ink] ?? "", colors[ground] ?? "")).toBeGreaterThanOrEqual(4.5)
  })
  it.each(marks)("%s is seen on %s", (mark, ground) => {
    expect(contrast(colors[mark] ?? "", colors[ground] ?? "")).toBeGreaterThanOrEqual(3)
  })
})

it("every colour has a value in dark, except the code that cameras read", () => {
  const missing = Object.keys(colorsOf(light)).filter((name) => !(name in colorsOf(dark)))
  expect(missing).toEqual(["code", "code-ground"])
})

it("no page and no component names a colour of its own", () => {
  const strays = ["app/**/*.{tsx,css}", "components/**/*.{ts,tsx}"]
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .filter((file) => file !== "app/tokens.css")
    // The colour of the browser's own bar is an attribute: it takes no variable.
    .flatMap((file) =>
      (
        read(file)
          .replace(/themeColor: \[[\s\S]*?\]/, "")
          .match(/#[0-9a-fA-F]{6}\b|\b(?:bg|text|border)-(?:white|black)\b/g) ?? []
      ).map((color) => `${file}: ${color}`),
    )
  expect(strays).toEqual([])
})

it("what cannot read the tokens has their very values: charts, the page of a failure, the browser's bar", () => {
  const known = new Set([...Object.values(palettes.light), ...Object.values(palettes.dark)])
  for (const file of ["lib/platform/pictures/charts.ts", "scripts/failure-page.ts", "app/layout.tsx"])
    for (const color of read(file).match(/#[0-9a-f]{6}\b/g) ?? []) expect(known, `${file}: ${color}`).toContain(color)
})
