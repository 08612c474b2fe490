"use client"
import { Button } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { Disclosure } from "@/components/ui/disclosure"
import { ErrorSummary, isRefused } from "@/components/ui/error-summary"
import { TextAreaField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import type { Action } from "@/components/ui/use-server-form"
import { answerDecider, askApplicant } from "@/lib/membership/clarifications/actions"
import { answerFields, clarificationFields } from "@/lib/membership/clarifications/schema"

/** Asks the applicant something before deciding. */
export function ClarificationForm({ affiliationId }: { affiliationId: string }) {
  const { form, field, summary, pending } = useActionForm(askApplicant, clarificationFields, {
    labels: { text: "Votre question" },
    scope: "precision",
  })
  return (
    <Disclosure summary="Demander une précision" tone="primary" mustOpen={isRefused(summary)}>
      <Form {...form} className="grid gap-5 pt-3">
        <ErrorSummary {...summary} />
        <input type="hidden" name="affiliationId" value={affiliationId} />
        <TextAreaField
          {...field("text")}
          maxLength={600}
          hint="La personne la reçoit par e-mail et répond sur sa page ; la demande garde sa place."
        />
        <div>
          <Button type="submit" disabled={pending}>
            Envoyer la question
          </Button>
        </div>
      </Form>
    </Disclosure>
  )
}

type AnswerProps = {
  question: { id: string; text: string }
  structure: string
  asked: string
  /** What keeps the answer; that to the decider of a request, when nothing is said. */
  action?: Action
}

/** What a decider asked me about my request, and my answer. */
export function AnswerForm({ question, structure, asked, action = answerDecider }: AnswerProps) {
  const { form, field, summary, pending } = useActionForm(action, answerFields, {
    labels: { answer: "Votre réponse" },
    scope: question.id,
  })
  return (
    <Card className="grid gap-4 border-l-4 border-l-accent">
      <div className="grid gap-1">
        <h2 id={`precision-${question.id}`} className="font-semibold text-accent">
          Une précision vous est demandée pour {structure}
        </h2>
        <p className="text-soft">{asked} :</p>
        <p className="whitespace-pre-line">« {question.text} »</p>
      </div>
      <Form {...form} className="grid gap-4">
        <ErrorSummary {...summary} />
        <input type="hidden" name="questionId" value={question.id} />
        <TextAreaField {...field("answer")} maxLength={1000} />
        <div>
          <Button type="submit" disabled={pending} aria-describedby={`precision-${question.id}`}>
            Envoyer ma réponse
          </Button>
        </div>
      </Form>
    </Card>
  )
}
