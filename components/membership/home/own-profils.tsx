import Link from "next/link"
import { Badge } from "@/components/ui/badge"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import type { OwnAffiliation } from "@/lib/membership/affiliations/queries"
import { profilNames } from "@/lib/vocabulary/profils/rules"

/** What the person may do, structure by structure. */
export function OwnProfils({ affiliations }: { affiliations: OwnAffiliation[] }) {
  if (affiliations.length === 0) return null
  return (
    <section aria-labelledby="droits" className="grid gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id="droits" className="text-xl font-semibold">
          Mes profils
        </h2>
        <TextLink href={at("/aide/[slug]", { slug: "profils", depuis: "/accueil" })} prefetch={false} className="text-sm">
          Que me permettent-ils ?
        </TextLink>
      </div>
      <ul className="grid gap-2">
        {affiliations.map((affiliation) => (
          <li key={affiliation.id} className="rounded-control border border-line bg-surface px-4 py-3">
            <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
              <Link
                href={at("/mes-structures/[id]", { id: affiliation.structure.id })}
                className="font-semibold underline-offset-4 hover:underline"
              >
                {affiliation.structure.raisonSociale}
              </Link>
              {affiliation.isReferent ? <Badge tone="brand">Référent·e</Badge> : null}
            </span>
            <span className="block text-soft">{profilNames(affiliation).join(", ")}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
