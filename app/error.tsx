"use client"
import { unstable_isUnrecognizedActionError } from "next/navigation"
import { Page } from "@/components/layout/page"
import { Button } from "@/components/ui/button"
import { goOnWithNewVersion } from "@/components/ui/typed-words"

/** What a failure shows: a reference found in the server's log, never a stack. */
export default function Failure({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const isOutdated: boolean = unstable_isUnrecognizedActionError(error)
  if (isOutdated) return <NewVersion />
  return (
    <Page title="Le service est momentanément indisponible" lead="Vos données sont intactes. Réessayez dans un instant." width="narrow">
      {error.digest ? (
        <p>
          Si cela continue, donnez cette référence à l’assistance : <strong>{error.digest}</strong>
        </p>
      ) : null}
      <div>
        <Button onClick={retry}>Réessayer</Button>
      </div>
    </Page>
  )
}

/** A release came while the page was open: its forms are those of the version before. */
function NewVersion() {
  return (
    <Page
      title="Une nouvelle version du portail est arrivée"
      lead="Elle est arrivée pendant que vous remplissiez cette page. Rien n’a été envoyé, et rien de ce que vous avez saisi n’est perdu."
      width="narrow"
    >
      <div>
        <Button onClick={goOnWithNewVersion}>Reprendre ma saisie</Button>
      </div>
    </Page>
  )
}
