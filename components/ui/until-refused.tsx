"use client"
import { type ReactNode, useEffect, useEffectEvent, useState } from "react"

/** Told by a form that has just been refused. */
export const refused = "portail:refus"

/** What was done is no news any more once something else is refused. `drawn`: when the server drew it; drawn again, it is news again. */
export function UntilRefused({ drawn, children }: { drawn: number; children: ReactNode }) {
  const [over, setOver] = useState<number | null>(null)
  const end = useEffectEvent(() => setOver(drawn))
  useEffect(() => {
    const listen = () => end()
    window.addEventListener(refused, listen)
    return () => window.removeEventListener(refused, listen)
  }, [])
  return over === drawn ? null : children
}
