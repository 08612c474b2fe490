"use client"
import { useEffect, useRef } from "react"
import { PasswordField } from "@/components/identity/credentials/password-field"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { passwordAgainSchema } from "@/lib/identity/credentials/schema"
import { revealSecret } from "@/lib/signon/applications/actions"

type Props = { applicationId: string; isFresh: boolean; isFirst: boolean }

/** Makes a secret, shown this once. */
export function SecretForm({ applicationId, isFresh, isFirst }: Props) {
  const { form, field, summary, pending, revealed } = useActionForm(revealSecret, passwordAgainSchema, {
    labels: { currentPassword: "Mot de passe actuel" },
    scope: "secret",
  })
  if (revealed) return <Secret words={revealed[0] ?? ""} />
  return (
    <Form {...form} className="grid justify-items-start gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="applicationId" value={applicationId} />
      {isFresh && summary.errors.length === 0 ? null : (
        <div className="w-full max-w-md">
          <PasswordField {...field("currentPassword")} autoComplete="current-password" />
        </div>
      )}
      <Button type="submit" tone={isFirst ? "primary" : "secondary"} disabled={pending}>
        {isFirst ? "Créer le secret" : "Créer un second secret"}
      </Button>
    </Form>
  )
}

function Secret({ words }: { words: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div className="grid gap-3">
      <div className="grid gap-1 rounded-control border-l-4 border-wait bg-wait-tint px-4 py-3">
        <h3 ref={heading} tabIndex={-1} className="font-semibold">
          Copiez ce secret : vous ne le reverrez pas
        </h3>
        <p>Le portail n’en garde que l’empreinte.</p>
      </div>
      <p className="font-mono wrap-anywhere select-all">{words}</p>
    </div>
  )
}
