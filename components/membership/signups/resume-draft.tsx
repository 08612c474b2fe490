"use client"
import { useRouter } from "next/navigation"
import { useSyncExternalStore } from "react"
import { Banner } from "@/components/ui/banner"
import { Button, LinkButton } from "@/components/ui/button"
import { at } from "@/lib/access/addresses"
import { forgetDeviceDraft, readDeviceDraft } from "./device-draft"

// The draft as text: a value that only changes when it does.
const onDevice = () => JSON.stringify(readDeviceDraft())
const never = () => () => {}

/** "You had begun": leads back to what was typed on this device, or forgets it. Its size does not change once the device has answered. */
export function ResumeDraft() {
  const router = useRouter()
  const told = useSyncExternalStore(never, onDevice, () => "")
  const draft = told ? (JSON.parse(told) as ReturnType<typeof readDeviceDraft>) : null
  if (told && !draft) return null
  const name = draft?.structure?.name ?? "une structure à ajouter"
  const href = draft?.structure ? at("/inscription/informations", { siret: draft.structure.siret }) : at("/inscription/structure-absente")
  return (
    <Banner>
      <p className="min-w-0">
        Vous aviez commencé une demande
        <span className="block min-h-6 truncate font-semibold">{told ? ` pour ${name}` : null}</span>
      </p>
      <p>Vos réponses, sauf le mot de passe, sont gardées tant que leur onglet reste ouvert.</p>
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
