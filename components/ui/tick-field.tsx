import { described } from "@/components/ui/field"

type Props = {
  id: string
  name: string
  label: string
  error?: string | undefined
  hint?: string
  defaultChecked?: boolean
  defaultValue?: string
} & Pick<React.ComponentProps<"input">, "onChange" | "onBlur" | "ref">

/** A box to tick, with its words beside it. */
export function TickField({ id, name, label, error, hint, defaultChecked, defaultValue, ...input }: Props) {
  return (
    <div className={error ? "border-l-4 border-bad pl-3" : undefined}>
      <div className="flex items-start gap-3">
        <input
          {...input}
          type="checkbox"
          name={name}
          value="on"
          defaultChecked={defaultChecked ?? defaultValue === "on"}
          className="mt-0.5 size-6 shrink-0 accent-brand"
          {...described({ id, hint, error })}
        />
        <label htmlFor={id} className="min-w-0">
          {label}
        </label>
      </div>
      {hint ? (
        <p id={`${id}-aide`} className="ml-9 text-sm text-soft">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-erreur`} className="ml-9 text-sm font-semibold text-bad">
          {error}
        </p>
      ) : null}
    </div>
  )
}
