import { ActionButton } from "@/components/ui/action-button"
import { restore } from "@/lib/membership/profils/actions"
import { formatDay } from "@/lib/platform/time/dates"
import { profilName, type RafaelProfil } from "@/lib/vocabulary/profils/rules"

type Props = { affiliationId: string; profil: RafaelProfil; since: Date }

/** A profil that a review suspended, and the gesture that gives it back. */
export function Suspended({ affiliationId, profil, since }: Props) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-control border border-wait bg-wait-tint px-4 py-3">
      <div id="droit-suspendu" className="min-w-0 flex-1 basis-60">
        <p className="font-semibold">{profilName(profil)}, suspendu</p>
        <p>
          Personne ne l’a confirmé lors d’une revue des droits : il n’ouvre plus rien depuis le {formatDay(since)}. Le rétablir rouvre tout.
        </p>
      </div>
      <ActionButton action={restore} fields={{ affiliationId }} describedBy="droit-suspendu">
        Rétablir
      </ActionButton>
    </div>
  )
}
