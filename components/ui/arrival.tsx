"use client"
import { type ComponentProps, useEffect, useRef } from "react"

/** What has just happened takes the focus when it appears, and when its words change: whoever cannot see it hears it. */
export function Arrival(props: ComponentProps<"div">) {
  const box = useRef<HTMLDivElement>(null)
  const said = useRef("")
  useEffect(() => {
    const words = box.current?.textContent ?? ""
    if (words === said.current) return
    said.current = words
    box.current?.focus()
  })
  return <div ref={box} tabIndex={-1} {...props} />
}
