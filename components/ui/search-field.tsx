"use client"
import { type ComponentProps, useEffect, useRef } from "react"
import { TextField } from "@/components/ui/field"

/** A search field that shows what the address says, and keeps the focus when the answers come. */
export function SearchField({
  value,
  ...field
}: Omit<ComponentProps<typeof TextField>, "ref" | "type" | "defaultValue"> & { value: string }) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (input.current) input.current.value = value
  }, [value])
  return <TextField ref={input} type="search" defaultValue={value} {...field} />
}
