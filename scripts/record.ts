/**
 * `npm run record [-- --many]`: what the portal looks like, whole. Every page of the demonstration, for each kind of person, at three widths, in
 * light and (at the widest) in dark, into .test/record, with a sheet to look at them all: open .test/record/index.html.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { chromium } from "@playwright/test"
import { wholeBrowser } from "@/playwright.config"
import { forEachPage, signInToDemonstration } from "@/tests/support/crawl"
import { startDemonstration } from "@/tests/support/demonstration"
import { ensureBrowser } from "./browser"
import { buildIfNeeded } from "./build"

const root = path.resolve(import.meta.dirname, "..")
const folder = path.join(root, ".test/record")
const views = [
  { name: "360", width: 360, colorScheme: "light" },
  { name: "768", width: 768, colorScheme: "light" },
  { name: "1280", width: 1280, colorScheme: "light" },
  { name: "1280-sombre", width: 1280, colorScheme: "dark" },
] as const
const roles = ["visiteur", "membre", "referent", "gestionnaire"] as const

await buildIfNeeded(root)
ensureBrowser()
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const demonstration = await startDemonstration({ many: process.argv.includes("--many") })
const browser = await chromium.launch(wholeBrowser)
const pages: { role: string; route: string; files: string[] }[] = []
try {
  for (const role of roles) await recordRole(role)
} finally {
  await browser.close()
  await demonstration.stop()
}
writeFileSync(path.join(folder, "index.html"), sheet())
console.log(`${pages.length} pages, ${pages.length * views.length} images : ${path.relative(root, folder)}/index.html`)

async function recordRole(role: (typeof roles)[number]) {
  const page = await browser.newPage({ locale: "fr-FR", timezoneId: "Europe/Paris", viewport: { width: 1280, height: 900 } })
  if (role !== "visiteur") await signInToDemonstration(page, demonstration.base, role)
  await forEachPage(page, demonstration.base, { more: role === "visiteur" ? ["/styles"] : [] }, async ({ route }) => {
    const files: string[] = []
    for (const { name, width, colorScheme } of views) {
      const file = `${role}${route.replaceAll(/[^a-z0-9]+/gi, "_")}-${name}.jpg`
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 900 })
      await page.screenshot({ path: path.join(folder, file), fullPage: true, type: "jpeg", quality: 70 })
      files.push(file)
    }
    await page.emulateMedia({ colorScheme: "light" })
    await page.setViewportSize({ width: 1280, height: 900 })
    pages.push({ role, route, files })
  })
  await page.close()
}

function sheet() {
  const rows = pages.map(({ role, route, files }) => {
    const images = files.map((file) => `<a href="${file}"><img loading="lazy" src="${file}" alt="${file}"></a>`)
    return `<section><h2>${role} ${route}</h2>${images.join("")}</section>`
  })
  return `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Planche des écrans</title>
<style>body{font:1rem system-ui;margin:1rem}section{border-top:1px solid #999}a{display:inline-block;margin:.25rem;vertical-align:top}img{height:20rem;border:1px solid #999}</style>
<h1>Planche des écrans</h1>${rows.join("\n")}</html>`
}
