"use client"
import { Page } from "@/components/layout/page"
import { Button } from "@/components/ui/button"

/** What a failure shows: a reference found in the server's log, never a stack. */
export default function Failure({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
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
