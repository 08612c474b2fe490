import { clsx } from "clsx"
import type { ComponentProps, ReactNode } from "react"

export const controlLook =
  "w-full min-h-11 rounded-control border border-line-strong bg-surface px-3 py-2 text-base text-ink placeholder:text-soft aria-invalid:border-2 aria-invalid:border-bad"

export type FieldProps = { name: string; label: string; hint?: ReactNode; error?: string | undefined; optional?: boolean }

/** Label, hint and error around a control; the error summary links to `#name`. */
export function Field({ name, label, hint, error, optional, children }: FieldProps & { children: ReactNode }) {
  return (
    <div className={clsx("grid gap-1.5", error && "border-l-4 border-bad pl-3")}>
      <div>
        <label htmlFor={name} className="font-semibold">
          {label}
        </label>
        {optional ? <span className="text-soft"> (facultatif)</span> : null}
      </div>
      {hint ? (
        <p id={`${name}-aide`} className="text-sm text-soft">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${name}-erreur`} className="text-sm font-semibold text-bad">
          {error}
        </p>
      ) : null}
      {children}
    </div>
  )
}

/** What ties a control to the label, hint and error of its field. */
export function described({ name, hint, error }: Pick<FieldProps, "name" | "hint" | "error">) {
  const ids = [hint && `${name}-aide`, error && `${name}-erreur`].filter(Boolean).join(" ")
  return { id: name, "aria-describedby": ids || undefined, "aria-invalid": error ? true : undefined }
}

export function TextField({ name, label, hint, error, optional, className, ...input }: FieldProps & Omit<ComponentProps<"input">, "name">) {
  return (
    <Field {...{ name, label, hint, error, optional: optional ?? false }}>
      <input name={name} className={clsx(controlLook, className)} {...described({ name, hint, error })} {...input} />
    </Field>
  )
}

export function TextAreaField({ name, label, hint, error, optional, ...area }: FieldProps & Omit<ComponentProps<"textarea">, "name">) {
  return (
    <Field {...{ name, label, hint, error, optional: optional ?? false }}>
      <textarea name={name} rows={4} className={controlLook} {...described({ name, hint, error })} {...area} />
    </Field>
  )
}

export function SelectField({
  name,
  label,
  hint,
  error,
  optional,
  children,
  ...select
}: FieldProps & Omit<ComponentProps<"select">, "name">) {
  return (
    <Field {...{ name, label, hint, error, optional: optional ?? false }}>
      <select name={name} className={controlLook} {...described({ name, hint, error })} {...select}>
        {children}
      </select>
    </Field>
  )
}
