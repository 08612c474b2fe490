import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { afterAll, expect, it } from "vitest"
import { typeProblems } from "../../../scripts/types"

const root = path.resolve(import.meta.dirname, "../../..")
const folder = path.join(root, ".test/types")
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const source = `
import { ok, refuse, tolerate, type Result } from "@/lib/platform/result"
import { lookup } from "@/lib/platform/text/lookup"

const words = { demande: "Votre demande", annulation: "Annulée" } as const
const open: Record<string, string> = words
declare function decide(): Promise<Result<string, "closed">>
declare const typed: string
declare const known: keyof typeof words

export async function all(fields: Record<string, string>) {
  await decide() // dropped
  decide() // dropped
  ok() // a result that cannot be refused may be
  tolerate(await decide(), "closed")
  const read = await decide()
  fields[typed] = "written"
  return [read.ok || refuse("no"), open[typed], fields[typed]?.length, words[known], ["a"][0], lookup(open, typed)]
}
`

it("a result dropped unread and a table read by any word are refused, what is read with care is not", () => {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, "sample.ts")
  writeFileSync(file, source)
  const lines = source.split("\n")
  const found = typeProblems(root, [file]).map((problem) => {
    const [, line = ""] = /sample\.ts:(\d+):/.exec(problem) ?? [problem, ""]
    return [lines[Number(line) - 1]?.trim().replace(/ \/\/.*/, ""), problem.includes("dropped unread") ? "dropped" : "any word"]
  })
  const access = lines.find((line) => line.includes("return ["))?.trim()
  expect(found).toEqual([
    ["await decide()", "dropped"],
    ["decide()", "dropped"],
    [access, "any word"],
    [access, "any word"],
  ])
}, 60_000)

it("an address that no page has, an outcome without words, and an action without budget, do not compile", () => {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, "addresses.tsx")
  writeFileSync(
    file,
    `
import Link from "next/link"
import { at } from "@/lib/access/addresses"
import { done } from "@/lib/access/outcomes"
import { openAction } from "@/lib/identity/entrance/action"
import { ok } from "@/lib/platform/result"
import { emptySchema } from "@/lib/platform/text/fields"
export const wrong = [
  <Link key="1" href="/nulle-part">x</Link>,
  at("/mes-structure"),
  at("/mes-structures/[id]"),
  at("/mes-structures/[id]", { page: "2" }),
  done("/mes-structures", "invente"),
  done("/cookies", "demande"),
  openAction(emptySchema, async () => ok(), { words: {}, next: "/" }),
]
export const right = [
  <Link key="1" href={at("/mes-structures/[id]", { id: "1", page: 2 }, "liste")}>x</Link>,
  <Link key="2" href="/mes-structures?q=1">x</Link>,
  at("/mon-compte"),
  done("/admin/structures/[id]", "creee", { id: "1" }),
]
`,
  )
  const types = path.join(root, ".next/types/link.d.ts")
  if (!existsSync(types)) execFileSync(path.join(root, "node_modules/.bin/next"), ["typegen"], { cwd: root })
  const problems = typeProblems(root, [file, path.join(root, "next-env.d.ts"), types]).map((problem) =>
    Number(/addresses\.tsx\((\d+),/.exec(problem)?.[1]),
  )
  expect(problems).toEqual([9, 10, 11, 12, 13, 14, 15])
}, 60_000)
