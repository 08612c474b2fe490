import Link from "next/link"
import { ProvenForm } from "@/components/identity/credentials/proven-form"
import { Badge } from "@/components/ui/badge"
import { Card } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import type { AccountFile } from "@/lib/desk/account-dossiers/queries"
import { appoint } from "@/lib/membership/referent-appointments/actions"
import { formatAge, formatInstant } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { profilNames } from "@/lib/vocabulary/profils/rules"
import { formatSiret } from "@/lib/vocabulary/structures/rules"

const states = {
  pending: { tone: "wait", name: "En attente" },
  active: { tone: "good", name: "Active" },
  refused: { tone: "bad", name: "Refusée" },
  cancelled: { tone: "neutral", name: "Annulée" },
  expired: { tone: "neutral", name: "Expirée" },
  ended: { tone: "neutral", name: "Terminée" },
} as const
const origins = { signup: "Création de compte", request: "Affiliation" }

type Props = {
  affiliation: AccountFile["affiliations"][number]
  /** Who last changed its rights, and when. */
  grant: { at: Date; by: { firstName: string; lastName: string } | null } | undefined
  now: Date
  isFresh: boolean
  mayAppoint: boolean
}

/** One affiliation of someone: what it gives, who decided it and when, and what a manager may do about it. */
export function AffiliationFile({ affiliation, grant, now, isFresh, mayAppoint }: Props) {
  const { id, structure, status, origin, requestedAt, decidedAt, decider, endedAt, reason, isReferent } = affiliation
  const { tone, name } = states[status]
  return (
    <Card className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 id={`rattachement-${id}`} className="font-semibold">
          <Link href={at("/admin/structures/[id]", { id: structure.id })} className="text-brand underline underline-offset-4">
            {structure.raisonSociale}
          </Link>
          <span className="block text-sm font-normal text-soft tabular-nums">{formatSiret(structure.siret)}</span>
        </h3>
        <div className="flex flex-wrap gap-2">
          {isReferent ? <Badge tone="brand">Référent·e</Badge> : null}
          <Badge tone={tone}>{name}</Badge>
        </div>
      </div>
      {status === "active" ? <p>{profilNames(affiliation).join(", ")}</p> : null}
      <p className="text-soft">
        {origins[origin]} demandée le {formatInstant(requestedAt)} ({formatAge(requestedAt, now)}).
        {decidedAt ? ` ${status === "refused" ? "Refusée" : "Validée"} le ${formatInstant(decidedAt)}${by(decider)}.` : ""}
        {status === "active" && grant ? ` Droits changés en dernier le ${formatInstant(grant.at)}${by(grant.by)}.` : ""}
        {endedAt ? ` Fin le ${formatInstant(endedAt)}.` : ""}
      </p>
      {reason ? <p>Raison : « {reason} »</p> : null}
      {status === "active" ? (
        <p>
          <TextLink
            href={at("/mes-structures/[id]/droits/[affiliation]", { id: structure.id, affiliation: id })}
            aria-describedby={`rattachement-${id}`}
          >
            Modifier les droits
          </TextLink>
        </p>
      ) : null}
      {status === "active" && !isReferent && mayAppoint ? (
        <ProvenForm action={appoint} fields={{ affiliationId: id }} isFresh={isFresh} tone="secondary" describedBy={`rattachement-${id}`}>
          Nommer référent·e
        </ProvenForm>
      ) : null}
      {status === "pending" ? (
        <p>
          <TextLink href={at("/demandes/[id]/valider", { id })} aria-describedby={`rattachement-${id}`}>
            Répondre à la demande
          </TextLink>
        </p>
      ) : null}
    </Card>
  )
}

function by(decider: { firstName: string; lastName: string } | null) {
  return decider ? ` par ${formatName(decider)}` : ""
}
