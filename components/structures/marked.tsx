import { markedPieces } from "@/lib/structure-searches/rules"

/** A text whose words that answer to a search stand out: by weight and line, not by colour alone. */
export function Marked({ text, marks }: { text: string; marks: ReadonlyMap<string, number> }) {
  if (marks.size === 0) return text
  return markedPieces(text, marks).map(({ text: piece, isMarked, at }) =>
    isMarked ? (
      <mark key={at} className="bg-transparent text-brand underline decoration-2 underline-offset-4">
        {piece}
      </mark>
    ) : (
      piece
    ),
  )
}
