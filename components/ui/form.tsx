"use client"
import { type ComponentProps, createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react"
import { Banner } from "@/components/ui/banner"
import { rememberSent, restoreSent } from "@/components/ui/typed-words"
import { drawnForField } from "@/lib/platform/http/form-state"

const DrawnFor = createContext("")

/** Tells every form below for whom the page was drawn (`drawnFor` of lib/identity/entrance/actor.ts). */
export function DrawnForProvider({ who, children }: { who: string; children: ReactNode }) {
  return <DrawnFor value={who}>{children}</DrawnFor>
}

/**
 * A form that writes. It carries for whom it was drawn: in another tab of the same browser someone else may have signed in since, and the
 * server then refuses to write in their name. What it holds survives a release that comes while it is open.
 */
export function Form({ children, onSubmit, ...props }: ComponentProps<"form">) {
  const who = useContext(DrawnFor)
  const form = useRef<HTMLFormElement>(null)
  const [isRestored, setIsRestored] = useState(false)
  useEffect(() => {
    if (form.current && restoreSent(form.current)) setIsRestored(true)
  }, [])
  return (
    // biome-ignore lint/correctness/noRestrictedElements: this is the one form that the others are made of.
    <form
      {...props}
      ref={form}
      onSubmit={(event) => {
        rememberSent(event.currentTarget)
        return onSubmit?.(event)
      }}
    >
      <input type="hidden" name={drawnForField} value={who} />
      {isRestored ? (
        <Banner tone="wait" role="status">
          <p>Une nouvelle version du portail est arrivée. Votre saisie est là : vérifiez-la, puis envoyez à nouveau.</p>
        </Banner>
      ) : null}
      {children}
    </form>
  )
}
