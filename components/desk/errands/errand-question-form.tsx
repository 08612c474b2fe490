"use client"
import { Button } from "@/components/ui/button"
import { Disclosure } from "@/components/ui/disclosure"
import { ErrorSummary, isRefused } from "@/components/ui/error-summary"
import { TextAreaField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { askSeveral } from "@/lib/desk/errand-answers/actions"
import { askErrand } from "@/lib/desk/errand-questions/actions"
import { errandQuestionFields } from "@/lib/desk/errand-questions/schema"
import type { Nature } from "@/lib/desk/errands/rules"

const labels = { text: "Votre question" }

/** Asks whoever sent a listing request or a correction something, before deciding. */
export function ErrandQuestionForm({ nature, id, describedBy }: { nature: Nature; id: string; describedBy: string }) {
  const { form, field, summary, pending } = useActionForm(askErrand, errandQuestionFields, { labels, scope: `precision-${id}` })
  return (
    <Disclosure summary="Demander une précision" tone="primary" describedBy={describedBy} mustOpen={isRefused(summary)}>
      <Form {...form} className="grid grid-cols-[minmax(0,1fr)] gap-5 pt-3">
        <ErrorSummary {...summary} />
        <input type="hidden" name="nature" value={nature} />
        <input type="hidden" name="id" value={id} />
        <TextAreaField
          {...field("text")}
          maxLength={600}
          hint="La personne la reçoit par e-mail et répond sur sa page ; la demande garde sa place."
        />
        <div>
          <Button type="submit" disabled={pending} aria-describedby={describedBy}>
            Envoyer la question
          </Button>
        </div>
      </Form>
    </Disclosure>
  )
}

/** The same question about several. */
export function SeveralQuestionForm({ nature, ids }: { nature: Nature; ids: string[] }) {
  const { form, field, summary, pending } = useActionForm(askSeveral, errandQuestionFields, { labels })
  return (
    <Form {...form} className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="nature" value={nature} />
      <input type="hidden" name="ids" value={ids.join(",")} />
      <TextAreaField {...field("text")} maxLength={600} hint="Chaque personne la reçoit par e-mail et répond sur sa page." />
      <div>
        <Button type="submit" disabled={pending}>
          {ids.length > 1 ? `Envoyer la question (${ids.length})` : "Envoyer la question"}
        </Button>
      </div>
    </Form>
  )
}
