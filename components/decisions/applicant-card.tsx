import { Card, Facts } from "@/components/ui/card"
import type { WaitingRequest } from "@/lib/affiliations/queries"
import { formatDay } from "@/lib/platform/dates"
import { formatPhone } from "@/lib/platform/phone"
import { needWords } from "@/lib/profils/rules"
import { formatPlace, formatSiret } from "@/lib/structures/rules"

/** Who asks, for which structure and for what: what a decider needs on one screen. */
export function ApplicantCard({ request: { account, structure, need, requestedAt } }: { request: WaitingRequest }) {
  return (
    <Card>
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
    </Card>
  )
}
