import { ActionButton } from "@/components/ui/action-button"
import { restore, setRights } from "@/lib/membership/profils/actions"
import { formatDay } from "@/lib/platform/time/dates"
import { profilName, type RafaelProfil } from "@/lib/vocabulary/profils/rules"

type Props = {
  profil: RafaelProfil
  since: Date
  /** Whose right, and the rights as shown. */
  fields: { affiliationId: string; seen: string }
}

/** A profil that a review suspended, and the gestures that give it back or take it away for good. */
export function Suspended({ profil, since, fields }: Props) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-control border border-wait bg-wait-tint px-4 py-3">
      <div id="droit-suspendu" className="min-w-0 flex-1 basis-60">
        <p className="font-semibold">{profilName(profil)}, suspendu</p>
        <p>
          Personne ne l’a confirmé lors d’une revue des droits : il n’ouvre plus rien depuis le {formatDay(since)}. Le rétablir rouvre tout.
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <ActionButton action={restore} fields={{ affiliationId: fields.affiliationId }} describedBy="droit-suspendu">
          Rétablir
        </ActionButton>
        <ActionButton
          action={setRights}
          fields={{ ...fields, gesture: "remove", profil }}
          tone="danger"
          sign="−"
          describedBy="droit-suspendu"
        >
          Retirer
        </ActionButton>
      </div>
    </div>
  )
}
