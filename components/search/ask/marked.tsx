import { markedPieces } from "@/lib/search/marks/rules"

/** A line under the letters, in another colour than that of links. */
export const markLook = "bg-transparent text-inherit underline decoration-accent decoration-2 underline-offset-4"

/** A text in which the words that match a search stand out. */
export function Marked({ text, marks }: { text: string; marks: ReadonlyMap<string, number> }) {
  if (marks.size === 0) return text
  return markedPieces(text, marks).map(({ text: piece, isMarked, at }) =>
    isMarked ? (
      <mark key={at} className={markLook}>
        {piece}
      </mark>
    ) : (
      piece
    ),
  )
}
