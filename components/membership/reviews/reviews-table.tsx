import { Badge } from "@/components/ui/badge"
import { type Column, Quiet, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import type { ReviewLine, ReviewReferent, StructureProgress } from "@/lib/membership/reviews/queries"
import { progressOf, structureStates } from "@/lib/membership/reviews/rules"
import { counted } from "@/lib/platform/text/counts"
import { formatDay } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { scopeWords } from "@/lib/vocabulary/reviews/rules"
import { formatPlace, formatSiret } from "@/lib/vocabulary/structures/rules"

/** The reviews, for managers. */
export function ReviewsTable({ reviews }: { reviews: ReviewLine[] }) {
  return (
    <Table caption="Revues" columns={columns} rows={reviews} keyOf={({ id }) => id} empty={<p>Aucune revue n’a encore été ouverte.</p>} />
  )
}

const columns: Column<ReviewLine>[] = [
  {
    header: "Portée",
    wide: true,
    cell: (review) => (
      <TextLink strong href={at("/admin/revues/[id]", { id: review.id })}>
        {scopeWords(review)}
      </TextLink>
    ),
  },
  { header: "Ouverte", cell: ({ openedAt }) => formatDay(openedAt) },
  { header: "Échéance", cell: ({ deadline }) => formatDay(deadline) },
  {
    header: "État",
    cell: ({ closedAt }) => (closedAt ? <Badge>Close</Badge> : <Badge tone="good">Ouverte</Badge>),
  },
  {
    header: "Avancement",
    cell: (review) => `${progressOf(review)} % de ${counted(review.people, "personne")}`,
  },
]

const tones = { "sans-reponse": "wait", gestionnaires: "brand", finie: "good" } as const

const silence = {
  asked: "n’a pas répondu",
  away: "absent·e jusqu’après l’échéance",
  unreachable: "ne peut pas être joint·e",
} as const

/** Who answers for a structure; of each, while some of its people wait, whether they have answered for anyone. */
function Referents({ referents, isOver }: { referents: ReviewReferent[]; isOver: boolean }) {
  if (referents.length === 0) return <Quiet>Aucun</Quiet>
  return (
    <ul className="grid gap-1">
      {referents.map((referent) => (
        <li key={referent.accountId} className="wrap-anywhere">
          <TextLink href={at("/admin/comptes/[id]", { id: referent.accountId })}>{formatName(referent)}</TextLink>
          {referent.answers > 0 || !isOver ? (
            <span className="block text-sm text-soft">
              {referent.answers > 0 ? counted(referent.answers, "réponse") : silence[referent.reach]}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** How far each structure of a review is, and who answers there. */
export function ProgressTable({ structures, reviewId, empty }: { structures: StructureProgress[]; reviewId: string; empty: string }) {
  const columns: Column<StructureProgress>[] = [
    {
      header: "Structure",
      wide: true,
      cell: (structure) => (
        <>
          <TextLink strong href={at("/revues/[id]", { id: reviewId, structure: structure.structureId })}>
            {structure.raisonSociale}
          </TextLink>
          <span className="block text-sm text-soft">
            {[formatSiret(structure.siret), formatPlace(structure)].filter(Boolean).join(" · ")}
          </span>
        </>
      ),
    },
    {
      header: "Répondu",
      cell: ({ people, waiting }) => `${(people - waiting).toLocaleString("fr-FR")} sur ${people.toLocaleString("fr-FR")}`,
    },
    {
      header: "État",
      cell: ({ state }) =>
        state === "en-cours" ? <Quiet>{structureStates[state]}</Quiet> : <Badge tone={tones[state]}>{structureStates[state]}</Badge>,
    },
    { header: "Référents", cell: ({ referents, waiting }) => <Referents referents={referents} isOver={waiting === 0} /> },
  ]
  return (
    <Table
      caption="Structures de la revue"
      columns={columns}
      rows={structures}
      keyOf={({ structureId }) => structureId}
      empty={<p>{empty}</p>}
    />
  )
}
