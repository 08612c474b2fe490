/** What PostgreSQL says of a migration that it refuses: its sentence, the statement and the line. */
import type { DatabaseError } from "pg"
import { Refusal } from "./refusal"

/** A comment, a text, a name, the body of a function, or the end of a statement. */
const pieces = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|;/g

/** Where each statement of a script begins, after the blanks and comments before it, and where it ends. */
export function statementsOf(script: string): { start: number; end: number }[] {
  const ends = [...script.matchAll(pieces)].filter(([piece]) => piece === ";").map(({ index }) => index)
  return [...ends, script.length]
    .map((end, place) => {
      const from = place === 0 ? 0 : (ends[place - 1] ?? 0) + 1
      const blank = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(script.slice(from, end))?.[0].length ?? 0
      return { start: from + blank, end }
    })
    .filter(({ start, end }) => start < end)
}

/** Statements longer than this are cut: their beginning says which one it is. */
const longest = 600

/**
 * `done`: how many statements of the script had succeeded; PostgreSQL gives a position for what it cannot read, none for what the data forbid.
 * `position`: counted from the beginning of the script, from 0.
 */
export class MigrationFailure extends Refusal {
  constructor(name: string, script: string, error: DatabaseError, { done, position }: { done: number; position: number | null }) {
    const statements = statementsOf(script)
    const failed = (position === null ? statements[done] : statements.find(({ end }) => position <= end)) ?? statements.at(-1)
    const at = position ?? failed?.start ?? 0
    const line = script.slice(0, at).split("\n").length
    const statement = failed ? script.slice(failed.start, failed.end).trim() : ""
    const code = error.code ? ` (${error.code})` : ""
    super(
      [
        `La migration ${name} a échoué. Rien n'en est resté : corrigez, puis relancez.`,
        `PostgreSQL : ${error.message}${code}`,
        ...(error.detail ? [`Détail : ${error.detail}`] : []),
        ...(error.hint ? [`Conseil : ${error.hint}`] : []),
        `Ligne ${line} de prisma/migrations/${name}/migration.sql :`,
        statement.length > longest ? `${statement.slice(0, longest)}…` : statement,
      ].join("\n"),
      { cause: error },
    )
  }
}
