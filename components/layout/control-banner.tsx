import { ActionButton } from "@/components/ui/action-button"
import type { Actor } from "@/lib/access/permissions"
import { giveBack } from "@/lib/identity/control/actions"
import { de } from "@/lib/platform/text/elision"
import { formatTime } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"

/** On every page while a manager acts as someone else: whose account, until when, and the way back. */
export function ControlBanner({ actor }: { actor: Actor }) {
  if (!actor.control) return null
  return (
    <section aria-label="Prise de contrôle" className="control-banner z-20 bg-bad text-on sm:not-low:sticky sm:top-0">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-2">
        <p>
          <strong>Vous avez pris le contrôle du compte {de(formatName(actor))}</strong>
          <span className="block text-sm">
            {formatName(actor.control)}, jusqu’à {formatTime(actor.control.expiresAt)}. Mot de passe, adresse, droits, exports et
            suppression restent fermés.
          </span>
        </p>
        <ActionButton action={giveBack} tone="secondary">
          Rendre le contrôle
        </ActionButton>
      </div>
    </section>
  )
}
