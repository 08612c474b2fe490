import { Card, Facts } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import type { WaitingRequest } from "@/lib/membership/affiliations/queries"
import { de } from "@/lib/platform/text/elision"
import { formatPhone } from "@/lib/platform/text/phone"
import { formatDay } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { needWords } from "@/lib/vocabulary/profils/rules"
import { formatPlace, formatSiret } from "@/lib/vocabulary/structures/rules"

/** Who asks, for which structure and for what: what a decider needs on one screen. */
export function ApplicantCard({
  request: { account, structure, need, requestedAt },
  isManager = false,
}: {
  request: WaitingRequest
  isManager?: boolean
}) {
  return (
    <Card className="grid gap-3">
      <Facts
        facts={[
          ["Fonction", account.jobTitle ?? "Non renseignée"],
          ["Email", account.email],
          ["Téléphone", account.phone ? formatPhone(account.phone) : "Non renseigné"],
          ["Structure", [structure.raisonSociale, formatSiret(structure.siret), formatPlace(structure)].filter(Boolean).join(" · ")],
          ["Besoin", need ? needWords[need] : "Non précisé"],
          ["Demande du", formatDay(requestedAt)],
        ]}
      />
      {isManager ? (
        <p className="flex flex-wrap gap-x-6">
          <TextLink href={at("/admin/comptes/[id]", { id: account.id })}>Le compte {de(formatName(account))}</TextLink>
          <TextLink href={at("/admin/structures/[id]", { id: structure.id })}>La page de la structure</TextLink>
        </p>
      ) : null}
    </Card>
  )
}
