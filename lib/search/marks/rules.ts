/** The words of a text that answer to a search, for the eye and for the ear. */
import { fold } from "../spelling/rules.ts"

/** Cuts a text where its marked words begin and end, and gives each piece with its place. */
export function markedPieces(text: string, marks: ReadonlyMap<string, number>): { text: string; isMarked: boolean; at: number }[] {
  if (marks.has(fold(text).replaceAll(" ", ""))) return [{ text, isMarked: true, at: 0 }]
  const pieces: { text: string; isMarked: boolean; at: number }[] = []
  const add = (piece: string, isMarked: boolean, at: number) => {
    if (piece !== "") pieces.push({ text: piece, isMarked, at })
  }
  let done = 0
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const letters = marks.get(fold(word)) ?? 0
    if (letters === 0) continue
    add(text.slice(done, index), false, done)
    done = index + Math.min(letters, word.length)
    add(text.slice(index, done), true, index)
  }
  add(text.slice(done), false, done)
  return pieces
}

/** The words of a text that answer, each one whole, for people who listen to the page. */
export function markedWords(text: string, marks: ReadonlyMap<string, number>): string[] {
  if (marks.has(fold(text).replaceAll(" ", ""))) return [text]
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => marks.has(fold(word)))
}
