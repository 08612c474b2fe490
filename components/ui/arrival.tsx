"use client"
import { type ComponentProps, useEffect, useRef } from "react"

/** Takes the focus when it appears and when its words change, so that people who cannot see what happened hear it. */
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
