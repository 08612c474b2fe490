import { GestureForm } from "@/components/identity/managers/gesture-form"
import { resetFactors } from "@/lib/identity/second-factor/actions"

/** For a lost telephone. What is taken away does not come back. */
export function FactorResetForm({ accountId, isFresh }: { accountId: string; isFresh: boolean }) {
  return (
    <GestureForm
      action={resetFactors}
      target={{ accountId }}
      summary="Retirer les seconds facteurs"
      submit="Confirmer le retrait"
      reasonLabel="Raison, et comment la personne a prouvé qui elle est"
      reasonHint="Elle reste dans le journal."
      password={{ isFresh }}
    >
      Clés d’accès, application et codes de secours disparaissent, les connexions sont fermées, et la personne est prévenue.
    </GestureForm>
  )
}
