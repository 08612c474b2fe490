/**
 * French typography in what people read: no line may begin with "?" or "»". `npm run typography` puts the non-breaking spaces
 * (U+00A0, which every font and screen reader knows) into the words of the sources; tests/unit/design holds them there.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import ts from "typescript"

const nbsp = "\u00a0"
const read = ["app/**/*.{ts,tsx}", "components/**/*.{ts,tsx}", "lib/**/*.{ts,tsx}", "prisma/seed/*.ts", "scripts/failure-page.ts"]

/** A text with its non-breaking spaces. When a text begins with " :", something comes before it on its line. */
export function typeset(text: string): string {
  return text.replace(/(?<=^|[\p{L}\p{N}»)’”*%?!…]) (?=[?!:;»%€](?:[\s.,)…*»]|$))/gu, nbsp).replace(/« /g, `«${nbsp}`)
}

/** The sources with texts that lack non-breaking spaces, each with its corrected content. */
export function unsetSources(root: string): { file: string; text: string }[] {
  const files = read.flatMap((pattern) => globSync(pattern, { cwd: root })).filter((file) => !file.includes("generated"))
  return files.flatMap((file) => {
    const before = readFileSync(path.join(root, file), "utf8")
    const text = typesetSource(file, before)
    return text === before ? [] : [{ file, text }]
  })
}

function typesetSource(file: string, source: string): string {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS)
  const edits: { from: number; to: number; text: string }[] = []
  const visit = (node: ts.Node) => {
    // Queries are not read by people.
    if (ts.isTaggedTemplateExpression(node)) return
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node)) set(node)
    else if (ts.isJsxText(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) set(node)
    ts.forEachChild(node, visit)
  }
  // The marks around a text (quotes, "${") stay where they are.
  const set = (node: ts.Node) => {
    const [from, to] = [node.getStart(tree) - (ts.isJsxText(node) ? node.getLeadingTriviaWidth(tree) : 0), node.end]
    const text = source.slice(from, to)
    const before = ts.isJsxText(node) ? 0 : 1
    const end = text.length - (ts.isJsxText(node) ? 0 : text.endsWith("${") ? 2 : 1)
    edits.push({ from, to, text: text.slice(0, before) + typeset(text.slice(before, end)) + text.slice(end) })
  }
  visit(tree)
  return edits.reduceRight((text, { from, to, text: set }) => text.slice(0, from) + set + text.slice(to), source)
}

if (process.argv[1] && path.resolve(process.argv[1]) === import.meta.filename) {
  const root = path.resolve(import.meta.dirname, "..")
  for (const { file, text } of unsetSources(root)) {
    writeFileSync(path.join(root, file), text)
    console.log(file)
  }
}
