import type { ReactNode } from "react"

type Props = {
  type: "radio" | "checkbox"
  id: string
  name: string
  value?: string
  checked: boolean
  label: string
  /** What choosing it means. */
  children?: ReactNode
}

/** One answer among several: its whole card can be touched, its name stays short. */
export function Choice({ type, id, name, value, checked, label, children }: Props) {
  return (
    <div className="relative flex gap-3 rounded-control border border-line bg-surface px-4 py-3 has-checked:border-brand has-checked:bg-brand-tint">
      <input
        id={id}
        type={type}
        name={name}
        {...(value === undefined ? {} : { value })}
        defaultChecked={checked}
        aria-describedby={children ? `${id}-permet` : undefined}
        className="relative z-10 mt-0.5 size-5 shrink-0 accent-brand"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="font-semibold after:absolute after:inset-0">
          {label}
        </label>
        {children ? (
          <div id={`${id}-permet`} className="text-soft wrap-anywhere">
            {children}
          </div>
        ) : null}
      </div>
    </div>
  )
}
