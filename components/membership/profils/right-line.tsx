import { ActionButton } from "@/components/ui/action-button"
import { setRights } from "@/lib/membership/profils/actions"
import { type Gesture, type Grantable, profilAllows, profilName } from "@/lib/vocabulary/profils/rules"

type Props = {
  profil: Grantable
  gesture: Gesture
  /** Whose right, and the rights as shown. */
  fields: { affiliationId: string; seen: string }
  /** The profil that is taken away when this one is given. */
  replaces?: string | null
}

/** One right, what it allows, and the gesture that gives or takes it, at once. */
export function RightLine({ profil, gesture, fields, replaces = null }: Props) {
  const id = `droit-${profil}`
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 rounded-control border border-line px-4 py-3">
      <div id={id} className="min-w-0 flex-1 basis-60">
        <p className="font-semibold">{profilName(profil)}</p>
        <p className="text-soft">{profilAllows(profil)}</p>
        {replaces ? <p className="text-wait">Remplacera {replaces} : un seul profil Rafael par structure.</p> : null}
      </div>
      <ActionButton
        action={setRights}
        fields={{ ...fields, gesture, profil }}
        tone={gesture === "add" ? "secondary" : "danger"}
        sign={gesture === "add" ? "+" : "−"}
        describedBy={id}
      >
        {gesture === "add" ? "Ajouter" : "Retirer"}
      </ActionButton>
    </li>
  )
}
