import type { Route } from "next"
import Form from "next/form"
import type { ReactNode } from "react"
import { Button } from "@/components/ui/button"

type SeveralGesture = { label: string; address: Route; isEnding: boolean }

type GesturesProps = {
  /** Ties the ticks of the list to these buttons. */
  id: string
  label: string
  gestures: readonly SeveralGesture[]
  /** Where the list is, so that one comes back to it. */
  origin: Record<string, string>
}

/** The gestures on the rows that are ticked; each leads to a page that says what it will do. */
export function SeveralGestures({ id, label, gestures, origin }: GesturesProps) {
  const [first] = gestures
  if (!first) return null
  return (
    // The gesture is in the address of its page: a form sent by script forgets which button was pressed.
    <Form id={id} action={first.address} className="flex flex-wrap items-center gap-3" aria-label={label}>
      {Object.entries(origin).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {gestures.map(({ label, address, isEnding }) => (
        <Button key={address} type="submit" formAction={address} tone={isEnding ? "danger" : "secondary"}>
          {label}
        </Button>
      ))}
    </Form>
  )
}

type TickedProps = {
  form: string
  value: string
  /** What the tick is called. */
  name: string
  /** Ticked already: the one that the page was opened for. */
  isNamed?: boolean
  children: ReactNode
}

/** The first cell of a row that can be ticked for `SeveralGestures`. */
export function Ticked({ form, value, name, isNamed = false, children }: TickedProps) {
  return (
    <span className="flex gap-1">
      <label className="-mt-2.5 -ml-3 inline-flex size-11 shrink-0 items-center justify-center">
        <input type="checkbox" form={form} name="choix" value={value} defaultChecked={isNamed} className="size-5 accent-brand" />
        <span className="sr-only">{name}</span>
      </label>
      <span>{children}</span>
    </span>
  )
}
