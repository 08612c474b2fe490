import { useEffect, useState } from "react"

type Told = { siret: string; sentence: string | null }

/** How long the structure chosen takes to answer, in words; null until it is known, and when nothing is. `first`: what the page knew already. */
export function useDelay(siret: string | undefined, first: Told | null): string | null {
  const [told, setTold] = useState(first)
  const isKnown = told?.siret === siret
  useEffect(() => {
    if (!siret || isKnown) return
    const tooLate = new AbortController()
    fetch(`/api/delais?siret=${siret}`, { signal: tooLate.signal })
      .then((response) => response.json())
      .then(({ sentence }: { sentence: string | null }) => setTold({ siret, sentence }))
      // One can choose without knowing.
      .catch(() => undefined)
    return () => tooLate.abort()
  }, [siret, isKnown])
  return told && siret === told.siret ? told.sentence : null
}
