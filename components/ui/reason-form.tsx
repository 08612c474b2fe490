"use client"
import { clsx } from "clsx"
import type { ReactNode } from "react"
import { Button } from "@/components/ui/button"
import { Disclosure } from "@/components/ui/disclosure"
import { ErrorSummary, isRefused } from "@/components/ui/error-summary"
import { TextAreaField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { useIsLive } from "@/components/ui/use-is-live"
import type { FormState } from "@/lib/platform/http/form-state"
import { reasonSchema } from "@/lib/platform/text/fields"

const labels = { reason: "Raison du refus" }

type Props = {
  action: (previous: FormState, form: FormData) => Promise<FormState>
  /** The hidden field that says what is refused. */
  target: { name: string; value: string }
  /** Reasons given often: one click writes one, and it can still be changed. */
  ready?: readonly string[]
  /** The words of the button. */
  submit?: string
  /** The words under which the form is folded. */
  folded?: string
  /** The id of the element that tells this refusal from similar ones on the page. */
  describedBy?: string
  /** What is shown beside the button. */
  children?: ReactNode
}

/** A refusal asks for the reason that the person will read. */
export function ReasonForm({ action, target, ready = [], submit = "Confirmer le refus", folded, describedBy, children }: Props) {
  const { form, field, fill, watched, summary, pending } = useActionForm(action, reasonSchema, { labels, scope: target.value })
  const content = (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" {...target} />
      <ReadyReasons
        reasons={ready}
        onChoice={(reason) => {
          const typed = watched("reason").trim()
          fill("reason", typed && !typed.includes(reason) ? `${typed}\n${reason}` : typed || reason)
          document.getElementById(field("reason").id)?.focus()
        }}
      />
      <TextAreaField {...field("reason")} hint="La personne lira cette raison : dites-lui aussi ce qu’elle peut faire." maxLength={500} />
      {ready.length > 0 ? (
        // After the field, whose place they take: of two values of one name, the last one counts.
        <noscript>
          <fieldset className="grid gap-2">
            <legend className="mb-2 text-sm text-soft">Ou refuser tout de suite pour une de ces raisons</legend>
            {ready.map((reason) => (
              <Button key={reason} type="submit" tone="secondary" name="reason" value={reason}>
                {reason}
              </Button>
            ))}
          </fieldset>
        </noscript>
      ) : null}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" tone="danger" disabled={pending} aria-describedby={describedBy}>
          {submit}
        </Button>
        {children}
      </div>
    </Form>
  )
  if (!folded) return content
  return (
    <Disclosure summary={folded} describedBy={describedBy} mustOpen={isRefused(summary)}>
      {content}
    </Disclosure>
  )
}

/** These buttons fill the field below. Their space is reserved until JavaScript runs; without it they are absent. */
function ReadyReasons({ reasons, onChoice }: { reasons: readonly string[]; onChoice: (reason: string) => void }) {
  const isReady = useIsLive()
  if (reasons.length === 0) return null
  return (
    <fieldset className={clsx("flex flex-wrap gap-2 noscript:hidden", !isReady && "invisible")}>
      <legend className="mb-2 text-sm text-soft">Raisons fréquentes, à reprendre ou à changer</legend>
      {reasons.map((reason) => (
        <button
          key={reason}
          type="button"
          onClick={() => onChoice(reason)}
          className="min-h-11 rounded-control border border-line-strong bg-surface px-3 py-2 text-left hover:bg-sunken"
        >
          {reason}
        </button>
      ))}
    </fieldset>
  )
}
