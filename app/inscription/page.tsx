import type { Metadata } from "next"
import Link from "next/link"
import { Page } from "@/components/layout/page"
import { Steps } from "@/components/layout/steps"
import { StructureLine } from "@/components/structures/structure-line"
import { StructureStep } from "@/components/structures/structure-step"
import { Card } from "@/components/ui/card"
import { param, type SearchParams } from "@/lib/platform/search-params"
import { searchStructures } from "@/lib/structures/queries"

export const metadata: Metadata = { title: "Créer un compte" }

const refusals: Record<string, string> = {
  inconnue: "Cette structure est introuvable. Choisissez-en une dans la liste.",
  fermee: "Cette structure est fermée : elle ne peut pas être choisie.",
}

type Props = { searchParams: SearchParams }

export default async function SignupStructurePage({ searchParams }: Props) {
  const asked = await searchParams
  const q = param(asked.q)
  const refus = param(asked.refus)
  return (
    <Page title="Créer un compte" lead="Commençons par la structure pour laquelle vous travaillez." width="narrow">
      <Steps current={1} />
      <Card>
        <StructureStep initialText={q} refused={refusals[refus]} />
      </Card>
      {q ? <Answers text={q} /> : null}
    </Page>
  )
}

/** The plain list for browsers without JavaScript. */
async function Answers({ text }: { text: string }) {
  const structures = await searchStructures(text, 20)
  return (
    <section className="grid gap-3" aria-labelledby="reponses">
      <h2 id="reponses" className="text-xl font-semibold">
        {structures.length === 0 ? "Aucune structure trouvée" : "Choisissez votre structure"}
      </h2>
      <ul className="grid gap-2">
        {structures.map((structure) => {
          const line = <StructureLine structure={{ ...structure, city: structure.commune }} />
          return (
            <li key={structure.siret} className="rounded-control border border-line bg-surface px-4 py-3">
              {structure.state === "active" ? (
                <Link href={`/inscription/informations?siret=${structure.siret}`} className="block underline-offset-4 hover:underline">
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
