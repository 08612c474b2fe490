import Link from "next/link"
import { Banner } from "@/components/ui/banner"
import { Card, Facts } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import type { ManagedStructureFile } from "@/lib/desk/structure-dossiers/queries"
import { type Delay, delayInFull } from "@/lib/membership/answer-delays/rules"
import { formatDay } from "@/lib/platform/time/dates"
import { structureFacts } from "@/lib/vocabulary/structures/rules"

/** What the portal says of a structure, and whether it can be chosen. */
export function StructureFacts({ structure, total, delay }: { structure: ManagedStructureFile; total: number; delay: Delay | null }) {
  const { state, closedAt, successor, predecessors, createdAt, _count } = structure
  return (
    <>
      {state === "closed" ? (
        <Banner tone="bad">
          <p className="font-semibold">Structure fermée{closedAt ? ` le ${formatDay(closedAt)}` : ""} : elle ne peut pas être choisie.</p>
          {successor ? (
            <p>
              Remplacée par{" "}
              <Link href={at("/admin/structures/[id]", { id: successor.id })} className="text-brand underline underline-offset-4">
                {successor.raisonSociale}
              </Link>
              .
            </p>
          ) : null}
        </Banner>
      ) : null}
      <Card>
        <Facts
          facts={[
            ...structureFacts(structure),
            ["Personnes rattachées", String(total)],
            ["Demandes en attente", String(_count.affiliations)],
            ["Réponses", delay ? delayInFull(delay) : "Trop peu de demandes en six mois pour le dire"],
            ["Dans la liste depuis", formatDay(createdAt)],
          ]}
        />
        {predecessors.length > 0 ? (
          <p className="mt-3">
            Remplace{" "}
            {predecessors.map(({ id, raisonSociale }, index) => (
              <span key={id}>
                {index > 0 ? ", " : ""}
                <Link href={at("/admin/structures/[id]", { id })} className="text-brand underline underline-offset-4">
                  {raisonSociale}
                </Link>
              </span>
            ))}
            .
          </p>
        ) : null}
      </Card>
    </>
  )
}
