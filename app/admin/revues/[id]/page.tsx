import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { Page } from "@/components/layout/page"
import { CloseReview } from "@/components/membership/reviews/close-review"
import { ProgressTable } from "@/components/membership/reviews/reviews-table"
import { Outcome } from "@/components/ui/banner"
import { DownloadLink } from "@/components/ui/button"
import { Card, Facts, Section } from "@/components/ui/card"
import { Exports } from "@/components/ui/exports"
import { FilterLinks } from "@/components/ui/filter-links"
import { Pagination } from "@/components/ui/pagination"
import { ProgressBar } from "@/components/ui/progress-bar"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { suspensionOf } from "@/lib/membership/review-clock/queries"
import { reviewForManagers, structureCounts, structuresOfReview } from "@/lib/membership/reviews/queries"
import { progressOf, type StructureState, structureStates } from "@/lib/membership/reviews/rules"
import { progressAddress, readProgressAddress } from "@/lib/membership/reviews/schema"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { isKeyOf, lookup } from "@/lib/platform/text/lookup"
import { formatDay, formatInstant } from "@/lib/platform/time/dates"
import { scopeWords } from "@/lib/vocabulary/reviews/rules"

const pattern = "/admin/revues/[id]"
export const metadata: Metadata = { title: titleOf(pattern) }

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

const emptyWords: Record<StructureState, string> = {
  "sans-reponse": "Chaque structure a commencé à répondre.",
  "en-cours": "Aucune structure n’est au milieu de ses réponses.",
  gestionnaires: "Chaque structure qui attend a un référent qui peut répondre.",
  finie: "Aucune structure n’a encore fini.",
}

export default async function ReviewProgressPage({ params, searchParams }: Props) {
  const { id } = await params
  const path = at(pattern, { id })
  const actor = await enter(path)
  const asked = await readProgressAddress(searchParams)
  const now = new Date()
  const review = await reviewForManagers(actor, id)
  if (!review) notFound()
  const [counts, list] = await Promise.all([structureCounts(review, now), structuresOfReview(review, { ...asked, now })])
  const { people, waiting, structures } = review
  const after = formatDay(suspensionOf(review.deadline))
  return (
    <Page title={titleOf(pattern)} lead={scopeWords(review)} banner={<Outcome>{outcomeOf(pattern, asked.fait)}</Outcome>}>
      <Card className="grid gap-4">
        <Facts
          facts={[
            ["Ouverte le", formatInstant(review.openedAt)],
            ["Échéance", formatDay(review.deadline)],
            [
              "Ensuite",
              review.suspends
                ? `les niveaux 2 et 3 sans réponse sont suspendus à partir du ${after}`
                : `rien n’est suspendu ; la revue se clôt le ${after}`,
            ],
            [
              "Réponses",
              `${(people - waiting).toLocaleString("fr-FR")} sur ${counted(people, "personne")}, dans ${counted(structures, "structure")}`,
            ],
            ...(review.closedAt
              ? [["Close le", `${formatInstant(review.closedAt)}${review.isClosedByClock ? ", automatiquement" : ""}`] as const]
              : []),
            ...(review.message ? [["Message", review.message] as const] : []),
          ]}
        />
        <ProgressBar label="Avancement de la revue" value={progressOf(review)} />
        <div className="flex flex-wrap items-start gap-3" data-gesture>
          <Exports>
            <DownloadLink href={at("/admin/revues/[id]/preuve", { id })}>Preuve en CSV</DownloadLink>
            <DownloadLink href={at("/admin/revues/[id]/preuve", { id, format: "pdf" })}>Preuve en PDF</DownloadLink>
          </Exports>
          {review.closedAt ? null : <CloseReview reviewId={id} waiting={waiting} />}
        </div>
      </Card>
      <Section id="structures" title="Structures">
        <FilterLinks
          label="État des structures"
          links={[
            {
              href: progressAddress(path, {}),
              name: `Toutes (${structures.toLocaleString("fr-FR")})`,
              isHere: !isKeyOf(structureStates, asked.etat),
            },
            ...(Object.keys(structureStates) as StructureState[]).map((etat) => ({
              href: progressAddress(path, { etat }),
              name: `${structureStates[etat]} (${counts[etat].toLocaleString("fr-FR")})`,
              isHere: etat === asked.etat,
            })),
          ]}
        />
        <p aria-live="polite" className="text-soft">
          {counted(list.total, "structure")}
        </p>
        <ProgressTable
          structures={list.structures}
          reviewId={id}
          empty={lookup(emptyWords, asked.etat) ?? "Cette revue n’a aucune structure."}
        />
        <Pagination
          label="Pages des structures"
          page={list.page}
          pages={list.pages}
          hrefOf={(page) => progressAddress(path, { etat: asked.etat || null, page })}
        />
      </Section>
      <p>
        <TextLink href="/admin/revues">Revenir aux revues</TextLink>
      </p>
    </Page>
  )
}
