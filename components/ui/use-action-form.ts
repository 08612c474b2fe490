"use client"
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema"
import { type SubmitEvent, startTransition, useActionState, useMemo, useState } from "react"
import { type FieldValues, type Resolver, useForm } from "react-hook-form"
import type * as z from "zod/mini"
import { isWorthKeeping, useLeaveGuard } from "@/components/ui/use-leave-guard"
import type { Action } from "@/components/ui/use-server-form"
import { type FormState, untouched } from "@/lib/platform/http/form-state"
import { lookup } from "@/lib/platform/text/lookup"

type Options = {
  /** The fields by name, as the error summary calls them. */
  labels: Record<string, string>
  defaults?: Record<string, string>
  /** Makes the ids of a form unique when the page has several of it. */
  scope?: string
  /** Leaving the page asks nothing, because what is typed is kept elsewhere, or is a secret that must be typed again anyway. */
  mayLeave?: boolean
}

/**
 * One form for both worlds: without JavaScript the browser posts to the server action; with it, the same zod schema
 * answers at once and the server has the last word.
 */
export function useActionForm<S extends z.ZodMiniType<unknown, FieldValues>>(
  action: Action,
  schema: S,
  { labels, defaults = {}, scope, mayLeave = false }: Options,
) {
  const [state, submit, pending] = useActionState(action, untouched)
  const [sentFrom, setSentFrom] = useState<FormState | null>(null)
  const { register, handleSubmit, formState, setValue, getValues, watch } = useForm<FieldValues>({
    resolver: standardSchemaResolver(schema) as unknown as Resolver<FieldValues>,
    defaultValues: { ...defaults, ...state.values },
    reValidateMode: "onChange",
    shouldFocusError: false,
  })
  const { submitCount } = formState

  const [isAtStake, setIsAtStake] = useState(false)
  // The form was sent and not refused since: nothing is left to lose.
  useLeaveGuard(isAtStake && !mayLeave && sentFrom !== state)

  const attempt = useMemo(() => ({ state, submitCount }), [state, submitCount])

  // What the server said of a field no longer applies once the field changes.
  const [edited, setEdited] = useState<{ state: FormState; names: string[] }>({ state, names: [] })
  const isEdited = (name: string) => edited.state === state && edited.names.includes(name)

  function errorOf(name: string): string | undefined {
    const typedError = lookup(formState.errors, name)?.message
    if (typeof typedError === "string") return typedError
    return isEdited(name) ? undefined : lookup(state.fields, name)
  }

  function idOf(name: string) {
    return scope ? `${name}-${scope}` : name
  }

  const errors = Object.entries(labels).flatMap(([name, label]) => {
    const message = errorOf(name)
    return message ? [{ id: idOf(name), label, message }] : []
  })

  return {
    pending,
    /** What the server shows, once, instead of the form. */
    revealed: state.revealed,
    summary: { message: state.message, errors, attempt },
    form: {
      action: submit,
      noValidate: true,
      onSubmit: (event: SubmitEvent<HTMLFormElement>) => {
        const data = new FormData(event.currentTarget)
        return handleSubmit(() => {
          setSentFrom(state)
          startTransition(() => submit(data))
        })(event)
      },
    },
    /** Writes into a field, as if it had been typed. */
    fill: (name: string, value: string) => setValue(name, value, { shouldDirty: true, shouldValidate: submitCount > 0 }),
    /** What a field holds, followed as it changes. */
    watched: (name: string): string => String(watch(name) ?? ""),
    /** Everything a TextField, SelectField… needs besides its own attributes. */
    field: (name: string) => ({
      ...register(name, {
        onChange: () => {
          setIsAtStake(isWorthKeeping(defaults, getValues()))
          setSentFrom(null)
          if (lookup(state.fields, name) && !isEdited(name))
            setEdited({ state, names: [...(edited.state === state ? edited.names : []), name] })
        },
      }),
      id: idOf(name),
      label: lookup(labels, name) ?? name,
      error: errorOf(name),
      defaultValue: lookup(state.values, name) ?? lookup(defaults, name) ?? "",
    }),
  }
}

/** What gives a field of a form all that it needs, by its name: for a group of fields that several forms share. */
export type FieldOf = ReturnType<typeof useActionForm>["field"]
