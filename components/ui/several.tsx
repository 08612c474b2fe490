import type { Route } from "next"
import Form from "next/form"
import type { ReactNode } from "react"
import { Button } from "@/components/ui/button"
import { SeveralBar } from "@/components/ui/several-bar"

/** `brief`: the beginning of the label, all that a telephone shows of it. */
type SeveralGesture = { label: string; brief?: string; address: Route; isEnding: boolean }

type GesturesProps = {
  /** Ties the ticks of the list to these buttons. */
  id: string
  label: string
  /** What is ticked, for one and for several. Feminine. */
  noun: [one: string, several: string]
  gestures: readonly SeveralGesture[]
  /** Where the list is, so that one comes back to it. */
  origin?: Record<string, string>
}

/** The gestures on the rows that are ticked; each leads to a page that says what it will do. It stands after its list. */
export function SeveralGestures({ id, label, noun, gestures, origin = {} }: GesturesProps) {
  const [first] = gestures
  if (!first) return null
  return (
    <SeveralBar form={id} noun={noun}>
      {/* The gesture is in the address of its page: a form sent by script forgets which button was pressed. */}
      <Form id={id} action={first.address} className="flex flex-wrap items-center gap-2" aria-label={label}>
        {Object.entries(origin).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {gestures.map(({ label, brief = label, address, isEnding }, index) => (
          <Button
            key={address}
            type="submit"
            size="bar"
            aria-label={label}
            formAction={address}
            tone={isEnding ? "danger" : index === 0 ? "primary" : "secondary"}
          >
            {brief}
            {label === brief ? null : <span className="-ml-1 max-sm:hidden">{label.slice(brief.length)}</span>}
          </Button>
        ))}
      </Form>
    </SeveralBar>
  )
}

type TickProps = {
  form: string
  value: string
  /** What the tick is called. */
  name: string
  /** The name of the box in the address of the gesture's page. */
  field?: string
  /** Ticked with the others of its group by `TickAll`. */
  group?: string
  /** Ticked already: the one that the page was opened for. */
  isNamed?: boolean
}

/** The box that ticks a row for `SeveralGestures`. */
export function Tick({ form, value, name, field = "choix", group, isNamed = false }: TickProps) {
  return (
    <label className="flex size-7 shrink-0 items-center justify-center pointer-coarse:size-11">
      <input
        type="checkbox"
        form={form}
        name={field}
        value={value}
        data-group={group}
        defaultChecked={isNamed}
        className="size-5 accent-brand"
      />
      <span className="sr-only">{name}</span>
    </label>
  )
}

/** The first cell of a row that is a card, with its tick. */
export function Ticked({ children, ...tick }: TickProps & { children: ReactNode }) {
  return (
    <span className="flex items-start gap-1">
      <span className="-mt-1.5 -ml-2 inline-flex pointer-coarse:-mt-2.5 pointer-coarse:-ml-3">
        <Tick {...tick} />
      </span>
      <span>{children}</span>
    </span>
  )
}
