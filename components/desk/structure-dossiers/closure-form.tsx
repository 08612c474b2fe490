"use client"
import { PasswordField } from "@/components/identity/credentials/password-field"
import { Button } from "@/components/ui/button"
import { Disclosure } from "@/components/ui/disclosure"
import { ErrorSummary, isRefused } from "@/components/ui/error-summary"
import { TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { close } from "@/lib/desk/structures/actions"
import { closureFields } from "@/lib/desk/structures/schema"

const labels = { reason: "Raison", successor: "SIRET de la structure qui la remplace", currentPassword: "Mot de passe actuel" }

/** Closing a structure says why, and where people should go instead. */
export function ClosureForm({ structureId, isFresh, waiting }: { structureId: string; isFresh: boolean; waiting: number }) {
  const { form, field, summary, pending } = useActionForm(close, closureFields, { labels, scope: "fermeture" })
  return (
    <Disclosure summary="Fermer la structure" mustOpen={isRefused(summary)}>
      <Form {...form} className="grid max-w-2xl gap-5 pt-3">
        <ErrorSummary {...summary} />
        <input type="hidden" name="structureId" value={structureId} />
        <p>
          Elle ne pourra plus être choisie.{" "}
          {waiting > 0
            ? `${waiting === 1 ? "La demande en attente sera refusée" : `Les ${waiting} demandes en attente seront refusées`} avec votre raison. `
            : ""}
          Les personnes rattachées le restent, avec leurs droits : rouvrir ne perd rien.
        </p>
        <TextAreaField {...field("reason")} hint="Les référents, et les personnes qui attendaient, liront cette raison." maxLength={500} />
        <TextField {...field("successor")} optional inputMode="numeric" hint="Les personnes qui la cherchent y seront envoyées." />
        {isFresh && !summary.errors.some(({ id }) => id.startsWith("currentPassword")) ? null : (
          <PasswordField {...field("currentPassword")} autoComplete="current-password" />
        )}
        <div>
          <Button type="submit" tone="danger" disabled={pending}>
            Confirmer la fermeture
          </Button>
        </div>
      </Form>
    </Disclosure>
  )
}
