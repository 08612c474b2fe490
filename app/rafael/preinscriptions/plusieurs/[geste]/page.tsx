import type { Metadata } from "next"
import { notFound, redirect } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { periodWords } from "@/components/rafael/offer/session-words"
import { candidateName } from "@/components/rafael/preregistrations/lists"
import { SeveralForm } from "@/components/rafael/preregistrations/several-form"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { isKeyOf } from "@/lib/platform/text/lookup"
import { followedOnes } from "@/lib/rafael/several/queries"
import { severalSteps } from "@/lib/rafael/several/rules"
import { readTicks } from "@/lib/rafael/several/schema"
import { mostAtOnce } from "@/lib/vocabulary/affiliations/rules"

const path = "/rafael/preinscriptions/plusieurs/[geste]"
export const metadata: Metadata = { title: titleOf(path) }

type Props = { params: Promise<{ geste: string }>; searchParams: SearchParams }

const consequences = {
  transmettre: "Qui valide dans votre structure en est prévenu.",
  envoyer: "Les organismes et les personnes préinscrites seront prévenus.",
  "reprendre-le-brouillon": "Ce qui attend une validation redevient un brouillon, que vous pouvez modifier.",
  suivre: "Vous recevrez les réponses à votre nom.",
  retirer: "Les organismes et les personnes préinscrites en seront prévenus.",
} as const

export default async function SeveralPage({ params, searchParams }: Props) {
  const { geste } = await params
  const actor = await enter(at(path, { geste }))
  if (!isKeyOf(severalSteps, geste)) notFound()
  const { choix, vue, structure } = await readTicks(searchParams)
  const rows = await followedOnes(actor, choix, geste, new Date())
  const { label, list } = severalSteps[geste]
  const back = { vue: vue || list, structure }
  if (rows.length === 0) redirect(at("/rafael/preinscriptions", { ...back, fait: choix.length > 0 ? "impossible" : "aucune" }))
  const others = Math.min(new Set(choix).size, mostAtOnce) - rows.length
  const isSending = geste === "transmettre" || geste === "envoyer"
  return (
    <Page title={titleOf(path)} lead={`${label} : ${counted(rows.length, "préinscription")}. ${consequences[geste]}`} width="narrow">
      {others > 0 ? (
        <p>
          {others === 1
            ? "Une autre ne le permet pas, et reste comme elle est."
            : `${others} autres ne le permettent pas, et restent comme elles sont.`}
        </p>
      ) : null}
      <ul className="grid gap-3">
        {rows.map(({ id, candidate, session, keptBackBy }) => (
          <li key={id} className="grid gap-1 rounded-card border border-line bg-surface p-4">
            <span className="font-semibold">{candidateName(candidate)}</span>
            <span className="text-soft">
              {session.delivery.course.title}, {periodWords(session)} · {session.delivery.course.structure.raisonSociale}
            </span>
            {isSending && keptBackBy.length > 0 ? (
              <strong className="text-bad">{keptBackBy.join(" ")} Elle restera où elle est.</strong>
            ) : null}
          </li>
        ))}
      </ul>
      <Card>
        <SeveralForm ids={rows.map(({ id }) => id)} step={geste} list={back.vue} />
      </Card>
      <BackLink href={at("/rafael/preinscriptions", back)}>Revenir sans rien changer</BackLink>
    </Page>
  )
}
