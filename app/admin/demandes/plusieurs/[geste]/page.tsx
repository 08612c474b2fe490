import type { Metadata } from "next"
import { notFound, redirect } from "next/navigation"
import { SeveralQuestionForm } from "@/components/desk/errands/errand-question-form"
import { SeveralAcceptanceForm, SeveralRefusalForm } from "@/components/desk/errands/several-forms"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { done } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { pendingCorrections } from "@/lib/desk/corrections/queries"
import { correctableNames } from "@/lib/desk/corrections/rules"
import { readErrandTicks } from "@/lib/desk/errand-answers/schema"
import { type Nature, natures, severalGestures } from "@/lib/desk/errands/rules"
import { losersOf } from "@/lib/desk/structure-dossiers/queries"
import { enter } from "@/lib/identity/entrance/actor"
import { pendingListings } from "@/lib/membership/listings/queries"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { isKeyOf } from "@/lib/platform/text/lookup"
import { mostAtOnce } from "@/lib/vocabulary/affiliations/rules"
import { formatSiret, type StructureType } from "@/lib/vocabulary/structures/rules"

const pattern = "/admin/demandes/plusieurs/[geste]"
export const metadata: Metadata = { title: titleOf(pattern) }

type Props = { params: Promise<{ geste: string }>; searchParams: SearchParams }

export default async function SeveralErrandsPage({ params, searchParams }: Props) {
  const { geste } = await params
  const actor = await enter(at(pattern, { geste }))
  if (!isKeyOf(severalGestures, geste)) notFound()
  const { onglet, choix } = await readErrandTicks(searchParams)
  const nature: Nature = natures.find((one) => one === onglet) ?? "referencements"
  const chosen = new Set(choix.slice(0, mostAtOnce))
  const lines = nature === "referencements" ? await listingLines() : await correctionLines()
  if (lines.length === 0) redirect(done("/admin/demandes", "aucune", { onglet: nature }))
  const ids = lines.map(({ id }) => id)
  return (
    <Page
      title={titleOf(pattern)}
      lead={`${severalGestures[geste].label} : ${counted(lines.length, nature === "referencements" ? "référencement" : "modification")}. Les personnes concernées sont prévenues.`}
      width="narrow"
    >
      <Card>
        <ul className="grid gap-3">
          {lines.map(({ id, name, siret, about }) => (
            <li key={id} className="wrap-anywhere">
              <span className="font-semibold">{name}</span> <span className="whitespace-nowrap text-soft">{formatSiret(siret)}</span>
              <span className="block text-soft">{about}</span>
            </li>
          ))}
        </ul>
      </Card>
      <Card>
        {geste === "accepter" ? (
          <SeveralAcceptanceForm nature={nature} ids={ids} marks={lines.map(({ mark }) => mark).join(",")} />
        ) : geste === "refuser" ? (
          <SeveralRefusalForm nature={nature} ids={ids} />
        ) : (
          <SeveralQuestionForm nature={nature} ids={ids} />
        )}
      </Card>
      <BackLink href={at("/admin/demandes", { onglet: nature })}>Revenir aux demandes</BackLink>
    </Page>
  )

  async function listingLines() {
    const listings = (await pendingListings(actor)).filter(({ id }) => chosen.has(id))
    return listings.map(({ id, raisonSociale, siret, applicants }) => ({
      id,
      name: raisonSociale,
      siret,
      about: counted(applicants.length, "personne l’attend", "personnes l’attendent"),
      mark: "",
    }))
  }

  async function correctionLines() {
    const corrections = (await pendingCorrections(actor)).filter(({ id }) => chosen.has(id))
    return Promise.all(
      corrections.map(async ({ id, structure, proposed }) => {
        const types = proposed.types?.to.split(",").filter(Boolean) as StructureType[] | undefined
        const losers = types ? (await losersOf(actor, structure.id, types)).length : 0
        const fields = Object.entries(proposed).map(
          ([field, { to }]) => `${correctableNames[field as keyof typeof correctableNames]} : ${to || "rien"}`,
        )
        const lost = losers > 0 ? [`${counted(losers, "personne perdrait un profil", "personnes perdraient un profil")}`] : []
        return {
          id,
          name: structure.raisonSociale,
          siret: structure.siret,
          about: [...fields, ...lost].join(" ; ") || "Un message, sans donnée à changer",
          mark: `${structure.updatedAt.toISOString()}|${losers}`,
        }
      }),
    )
  }
}
