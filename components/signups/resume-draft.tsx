"use client"
import { useRouter } from "next/navigation"
import { useSyncExternalStore } from "react"
import { Banner } from "@/components/ui/banner"
import { Button, LinkButton } from "@/components/ui/button"
import { forgetDeviceDraft, readDeviceDraft } from "./device-draft"

// The draft as text: a value that only changes when it does.
const onDevice = () => JSON.stringify(readDeviceDraft())
const never = () => () => {}

/** "You had begun": leads back to what was typed on this device, or forgets it. */
export function ResumeDraft() {
  const router = useRouter()
  const draft = JSON.parse(useSyncExternalStore(never, onDevice, () => "null")) as ReturnType<typeof readDeviceDraft>
  if (!draft || (!draft.structure && !draft.listing)) return null
  const name = draft.structure?.name ?? draft.listing?.raisonSociale
  const href = draft.structure ? `/inscription/informations?siret=${draft.structure.siret}` : "/inscription/structure-absente"
  return (
    <Banner>
      <p>
        Vous aviez commencé une demande{name ? ` pour ${name}` : ""} : vos réponses sont gardées sur cet appareil, sauf le mot de passe.
      </p>
      <div className="flex flex-wrap gap-3">
        <LinkButton href={href} tone="secondary">
          Reprendre
        </LinkButton>
        <Button
          tone="quiet"
          onClick={() => {
            forgetDeviceDraft()
            router.refresh()
          }}
        >
          Effacer
        </Button>
      </div>
    </Banner>
  )
}
