import { clsx } from "clsx"
import type { ComponentProps, ReactNode } from "react"

export const controlLook =
  "w-full min-w-0 min-h-11 rounded-control border border-line-strong bg-surface px-3 py-2 text-base text-ink placeholder:text-soft aria-invalid:border-2 aria-invalid:border-bad"

/** `isBare`: the label is there for those who listen only, where a sign and the words of its button say it to the eye. */
type Words = { id: string; hint?: ReactNode; error?: string | undefined; isBare?: boolean }
type FieldProps = Omit<Words, "id"> & { name: string; id?: string; label: string; optional?: boolean }
type Control<Tag extends "input" | "textarea" | "select"> = FieldProps & Omit<ComponentProps<Tag>, "name" | "id">

/** Label, hint and error around a control; the error summary links to `#id`. */
export function Field({
  id,
  label,
  hint,
  error,
  optional,
  isBare,
  children,
}: Words & { label: string; optional?: boolean; children: ReactNode }) {
  return (
    <div className={clsx("grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-1.5", error && "border-l-4 border-bad pl-3")}>
      <div className={clsx(isBare && "sr-only")}>
        <label htmlFor={id} className="font-semibold">
          {label}
        </label>
        {optional ? <span className="text-soft"> (facultatif)</span> : null}
      </div>
      {hint ? (
        <p id={`${id}-aide`} className="text-sm text-soft">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-erreur`} className="text-sm font-semibold text-bad">
          {error}
        </p>
      ) : null}
      {children}
    </div>
  )
}

/** The attributes that tie a control to the label, hint and error of its field. */
export function described({ id, hint, error }: Words) {
  const ids = [hint && `${id}-aide`, error && `${id}-erreur`].filter(Boolean).join(" ")
  return { id, "aria-describedby": ids || undefined, "aria-invalid": error ? true : undefined }
}

export function TextField({ name, id = name, label, hint, error, optional = false, isBare = false, ...input }: Control<"input">) {
  return (
    <Field {...{ id, label, hint, error, optional, isBare }}>
      <input name={name} className={controlLook} {...described({ id, hint, error })} {...input} />
    </Field>
  )
}

export function TextAreaField({ name, id = name, label, hint, error, optional = false, ...area }: Control<"textarea">) {
  return (
    <Field {...{ id, label, hint, error, optional }}>
      <textarea name={name} rows={4} className={controlLook} {...described({ id, hint, error })} {...area} />
    </Field>
  )
}

export function SelectField({ name, id = name, label, hint, error, optional = false, ...select }: Control<"select">) {
  return (
    <Field {...{ id, label, hint, error, optional }}>
      <select name={name} className={controlLook} {...described({ id, hint, error })} {...select} />
    </Field>
  )
}

export function FileField({ name, id = name, label, hint, error, optional = false, ...input }: Control<"input">) {
  const look = "file:mr-3 file:min-h-10 file:rounded-control file:border-0 file:bg-sunken file:px-3 file:font-semibold"
  return (
    <Field {...{ id, label, hint, error, optional }}>
      <input name={name} type="file" className={clsx(controlLook, look)} {...described({ id, hint, error })} {...input} />
    </Field>
  )
}
