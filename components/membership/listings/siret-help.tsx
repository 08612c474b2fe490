"use client"
import { type ReactNode, useEffect, useEffectEvent, useState } from "react"
import { Banner } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { useIsLive } from "@/components/ui/use-is-live"
import { at } from "@/lib/access/addresses"
import type { KnownFields, SiretAnswer } from "@/lib/membership/listings/queries"
import { parseSiret } from "@/lib/vocabulary/structures/rules"

type Props = {
  siret: string
  isSignedIn: boolean
  onFound: (fields: KnownFields) => void
  /** For managers, the page of a structure that is already listed; for others, the way to choose it. */
  isManager?: boolean
  /** The sign-up that the form belongs to, if any. */
  demande?: string
}

/** Says what is known of the SIRET being typed, and hands over what the national directory knows. */
export function SiretHelp({ siret: typed, isSignedIn, onFound, isManager = false, demande = "" }: Props) {
  const siret = parseSiret(typed)
  const [answer, setAnswer] = useState<{ siret: string; said: SiretAnswer } | null>(null)
  const hear = useEffectEvent((asked: string, said: SiretAnswer) => {
    setAnswer({ siret: asked, said })
    if (said.kind === "found") onFound(said.fields)
  })
  useEffect(() => {
    if (!siret) return
    const tooLate = new AbortController()
    fetch(`/api/annuaire?siret=${siret}`, { signal: tooLate.signal })
      .then(async (response) => hear(siret, (await response.json()) as SiretAnswer))
      .catch(() => {
        if (!tooLate.signal.aborted) hear(siret, { kind: "silent" })
      })
    return () => tooLate.abort()
  }, [siret])
  const said = siret && answer?.siret === siret ? answer.said : null
  const isLive = useIsLive()
  return (
    <div aria-live="polite" className="empty:hidden">
      {siret && isLive ? (
        said ? (
          words(said, isManager, { isSignedIn, demande })
        ) : (
          <p className="text-soft">Recherche dans l’annuaire national…</p>
        )
      ) : null}
    </div>
  )
}

type Chooser = { isSignedIn: boolean; demande: string }

/** A structure of the list, chosen instead of described. */
export function ChooseListed({ siret, isSignedIn, demande }: Chooser & { siret: string }) {
  const href = isSignedIn ? at("/mes-structures", { structure: siret }, "demande") : at("/inscription/informations", { siret, demande })
  return <LinkButton href={href}>Choisir cette structure</LinkButton>
}

function words(said: SiretAnswer, isManager: boolean, chooser: Chooser): ReactNode {
  switch (said.kind) {
    case "listed":
      return (
        <Banner tone="info">
          <p>
            <strong>{said.raisonSociale}</strong> est déjà dans la liste{isManager ? "." : " : rien à décrire, il suffit de la choisir."}
          </p>
          <div>
            {isManager ? (
              <LinkButton href={`/admin/structures?q=${said.siret}`}>Voir cette structure</LinkButton>
            ) : (
              <ChooseListed siret={said.siret} {...chooser} />
            )}
          </div>
        </Banner>
      )
    case "closed-here":
      return (
        <Banner tone="bad">
          <p>
            <strong>{said.raisonSociale}</strong> est fermée : elle ne peut pas être choisie. Saisissez le SIRET de la structure qui l’a
            remplacée.
          </p>
        </Banner>
      )
    case "closed":
      return (
        <Banner tone="bad">
          <p>
            L’annuaire national dit cet établissement <strong>fermé</strong>
            {said.fields.name ? ` (${said.fields.name})` : ""}. Vérifiez le SIRET : le nouvel établissement en a un autre.
          </p>
        </Banner>
      )
    case "found":
      return (
        <Banner tone="good">
          <p>
            Trouvée dans l’annuaire national : <strong>{said.fields.name}</strong>. Vérifiez ce qui est rempli ci-dessous.
          </p>
          {said.isAsked ? <p>Quelqu’un a déjà demandé son ajout : votre demande la rejoindra.</p> : null}
        </Banner>
      )
    case "unknown":
      return <p className="text-soft">L’annuaire national ne connaît pas ce SIRET : décrivez la structure vous-même.</p>
    default:
      return <p className="text-soft">L’annuaire national ne répond pas : décrivez la structure vous-même.</p>
  }
}
