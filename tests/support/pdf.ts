/** Reads a PDF as a program would: its text in reading order, its tags, its title, its language. */
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs"

type Node = { role?: string; children?: Node[] }
const rolesOf = ({ role, children = [] }: Node): string[] => [...(role ? [role] : []), ...children.flatMap(rolesOf)]

export async function readPdf(file: Uint8Array) {
  const raw = Buffer.from(file).toString("latin1")
  const task = getDocument({ data: new Uint8Array(file), verbosity: 0, disableFontFace: true, useSystemFonts: false })
  const pdf = await task.promise
  const { info } = await pdf.getMetadata()
  const texts: string[] = []
  const roles: string[] = []
  for (let page = 1; page <= pdf.numPages; page += 1) {
    const one = await pdf.getPage(page)
    const content = await one.getTextContent()
    texts.push(content.items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join(""))
    const tree = await one.getStructTree()
    if (tree) roles.push(...rolesOf(tree as Node))
  }
  await task.destroy()
  return {
    // Lines that the page breaks are one sentence for whoever listens.
    text: texts.join("\n").replace(/\s+/g, " "),
    title: (info as { Title?: string }).Title ?? "",
    language: (info as { Language?: string | null }).Language ?? "",
    isTagged: roles.length > 0,
    isUniversal: /pdfuaid:part>1</.test(raw),
    headings: roles.filter((role) => /^H\d?$/.test(role)).length,
    pages: pdf.numPages,
  }
}
