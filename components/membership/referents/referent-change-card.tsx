import { ProvenForm } from "@/components/identity/credentials/proven-form"
import { Card, Facts } from "@/components/ui/card"
import { ReasonForm } from "@/components/ui/reason-form"
import { When } from "@/components/ui/when"
import { acceptChange, refuseChange } from "@/lib/membership/referent-appointments/actions"
import type { PendingReferentChange } from "@/lib/membership/referents/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { formatSiret } from "@/lib/vocabulary/structures/rules"

/** What is answered most often; the person reads it. */
const ready = [
  "La personne proposée n’a pas encore de compte validé dans cette structure.",
  "Merci de proposer quelqu’un pour vous remplacer avant votre départ.",
]

type Props = { change: PendingReferentChange; now: Date; isFresh: boolean }

/** A change of référent that a référent asks for, as a manager reads and answers it. */
export function ReferentChangeCard({ change, now, isFresh }: Props) {
  const { id, structure, account, person, isLeaving, message, createdAt } = change
  const proposed = person
    ? `${formatName(person.account)} (${person.account.email})${person.status === "active" ? "" : ", qui n’est plus rattaché·e"}`
    : "Personne"
  return (
    <Card className="grid gap-4">
      <h2 id={`changement-${id}`} className="text-lg font-semibold">
        {structure.raisonSociale}
      </h2>
      <Facts
        facts={[
          ["SIRET", formatSiret(structure.siret)],
          ["Demandé par", `${formatName(account)} (${account.email})`],
          ["Personne proposée", proposed],
          ["Départ annoncé", isLeaving ? "Oui" : "Non"],
          ["Date", <When key="date" at={createdAt} now={now} />],
          ["Message", message ?? "Aucun"],
        ]}
      />
      <ProvenForm action={acceptChange} fields={{ referentChangeId: id }} isFresh={isFresh} describedBy={`changement-${id}`}>
        Faire le changement
      </ProvenForm>
      <ReasonForm
        action={refuseChange}
        target={{ name: "referentChangeId", value: id }}
        ready={ready}
        folded="Refuser"
        describedBy={`changement-${id}`}
      />
    </Card>
  )
}
