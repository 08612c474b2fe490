import { createHash } from "node:crypto"

/** The same id each time: what has the same date comes in the same order in every demonstration. */
export function idOf(name: string) {
  const hex = createHash("sha256").update(name).digest("hex")
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-")
}
