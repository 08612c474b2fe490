"use client"
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema"
import { type SubmitEvent, startTransition, useActionState } from "react"
import { type FieldValues, type Resolver, useForm } from "react-hook-form"
import type * as z from "zod/mini"
import { type FormState, untouched } from "@/lib/platform/form-state"

type Action = (previous: FormState, form: FormData) => Promise<FormState>

/**
 * One form for both worlds: without JavaScript the browser posts to the server action; with it, the same zod schema
 * answers at once and the server has the last word. `labels` name the fields in the error summary.
 */
export function useActionForm<S extends z.ZodMiniType<unknown, FieldValues>>(
  action: Action,
  schema: S,
  labels: Record<string, string>,
  defaults: Record<string, string> = {},
) {
  const [state, submit, pending] = useActionState(action, untouched)
  const { register, handleSubmit, formState } = useForm<FieldValues>({
    resolver: standardSchemaResolver(schema) as unknown as Resolver<FieldValues>,
    defaultValues: { ...defaults, ...state.values },
    reValidateMode: "onChange",
    shouldFocusError: false,
  })

  function errorOf(name: string): string | undefined {
    const typedError = formState.errors[name]?.message
    if (typeof typedError === "string") return typedError
    return formState.dirtyFields[name] && !formState.isSubmitted ? undefined : state.fields[name]
  }

  const errors = Object.entries(labels).flatMap(([name, label]) => {
    const message = errorOf(name)
    return message ? [{ name, label, message }] : []
  })

  return {
    pending,
    summary: { message: state.message, errors },
    form: {
      action: submit,
      noValidate: true,
      onSubmit: (event: SubmitEvent<HTMLFormElement>) => {
        const data = new FormData(event.currentTarget)
        return handleSubmit(() => startTransition(() => submit(data)))(event)
      },
    },
    /** Everything a TextField, SelectField… needs besides its own attributes. */
    field: (name: string) => ({
      ...register(name),
      label: labels[name] ?? name,
      error: errorOf(name),
      defaultValue: state.values[name] ?? defaults[name] ?? "",
    }),
  }
}
