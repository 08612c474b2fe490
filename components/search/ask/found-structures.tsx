import type { Route } from "next"
import Link from "next/link"
import { Banner } from "@/components/ui/banner"
import type { Found } from "@/lib/search/ask/queries"
import { Departed } from "./departed"
import { FoundLine } from "./found-line"

type Props = { found: Found | { waitSeconds: number }; text: string; hrefOf: (siret: string) => Route }

/** The plain list of answers, for browsers without JavaScript; one that is closed cannot be chosen. */
export function FoundStructures({ found, text, hrefOf }: Props) {
  if (!("structures" in found))
    return <Banner tone="bad">Trop de recherches en peu de temps. Patientez {found.waitSeconds} secondes, puis reprenez.</Banner>
  const { structures, departure } = found
  return (
    <section className="grid gap-3" aria-labelledby="reponses">
      <h2 id="reponses" className="text-xl font-semibold">
        {structures.length === 0 ? "Aucune structure trouvée" : "Choisissez votre structure"}
      </h2>
      <Departed departure={departure} text={text} />
      <ul className="grid gap-2">
        {structures.map((structure) => {
          const line = <FoundLine structure={structure} text={text} />
          return (
            <li key={structure.siret} className="rounded-control border border-line bg-surface px-4 py-3">
              {structure.state === "active" ? (
                <Link href={hrefOf(structure.siret)} className="block underline-offset-4 hover:underline">
                  {line}
                </Link>
              ) : (
                line
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
