"use client"
import { type ComponentProps, createContext, type ReactNode, useContext } from "react"
import { drawnForField } from "@/lib/platform/http/form-state"

const DrawnFor = createContext("")

/** Tells every form below for whom the page was drawn (`drawnFor` of lib/identity/entrance/actor.ts). */
export function DrawnForProvider({ who, children }: { who: string; children: ReactNode }) {
  return <DrawnFor value={who}>{children}</DrawnFor>
}

/**
 * A form that writes. It carries for whom it was drawn: in another tab of the same browser someone else may have signed in since, and the
 * server then refuses to write in their name.
 */
export function Form({ children, ...props }: ComponentProps<"form">) {
  const who = useContext(DrawnFor)
  return (
    // biome-ignore lint/correctness/noRestrictedElements: this is the one form that the others are made of.
    <form {...props}>
      <input type="hidden" name={drawnForField} value={who} />
      {children}
    </form>
  )
}
