/** A long number, under the others of its column; on one line where there is room for it. */
export function Digits({ children }: { children: string }) {
  return <span className="tabular-nums unfolded:whitespace-nowrap">{children}</span>
}
