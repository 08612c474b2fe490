import { clsx } from "clsx"
import { encode } from "uqr"

/** A QR code drawn by the portal itself, because it holds a secret that no other service may see. `large`: to be seen across a room. */
export function QrCode({ text, label, large = false }: { text: string; label: string; large?: boolean }) {
  const { data, size } = encode(text, { ecc: "M", border: 2 })
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={clsx("w-full rounded-control border border-line bg-code-ground", large ? "max-w-lg" : "max-w-56")}
    >
      <path d={squares.join("")} className="fill-code" />
    </svg>
  )
}
