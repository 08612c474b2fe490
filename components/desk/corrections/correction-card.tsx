import type { ReactNode } from "react"
import { DifferencesTable } from "@/components/desk/corrections/differences-table"
import { LosersList } from "@/components/desk/structure-dossiers/losers-list"
import { ActionButton } from "@/components/ui/action-button"
import { Card } from "@/components/ui/card"
import { ReasonForm } from "@/components/ui/reason-form"
import { When } from "@/components/ui/when"
import { applyCorrection, declineCorrection } from "@/lib/desk/corrections/actions"
import type { PendingCorrection } from "@/lib/desk/corrections/queries"
import type { Loser } from "@/lib/desk/structure-dossiers/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { formatSiret, type StructureType } from "@/lib/vocabulary/structures/rules"

/** What is answered most often; the person reads it. */
const ready = [
  "Ces données viennent de l’annuaire national des entreprises : faites-les d’abord corriger par l’INSEE.",
  "Ce changement de type demande une habilitation : envoyez-nous votre justificatif.",
  "Cette information est déjà à jour.",
]

type Props = {
  correction: PendingCorrection
  losers: Loser[]
  now: Date
  /** What stands beside the gestures of the card: its tick, the questions asked, and the way to ask one. */
  tick: ReactNode
  thread: ReactNode
  question: ReactNode
}

/** What a référent says is wrong, as a manager reads and answers it; `losers`: who would lose a profil if it were done. */
export function CorrectionCard({ correction, losers, now, tick, thread, question }: Props) {
  const { id, structure, account, createdAt, proposed, message } = correction
  const hasData = Object.keys(proposed).length > 0
  return (
    <Card className="grid gap-4">
      <header className="flex items-start gap-2">
        {tick}
        <div className="min-w-0 wrap-anywhere">
          <h2 id={`modification-${id}`} className="text-lg font-semibold">
            {structure.raisonSociale}
          </h2>
          <p className="text-soft">
            {formatSiret(structure.siret)} · signalé par {formatName(account)} ({account.email}) <When at={createdAt} now={now} />
          </p>
        </div>
      </header>
      <DifferencesTable differences={proposed} />
      {message ? <p>Message : « {message} »</p> : null}
      {proposed.types ? <LosersList losers={losers} types={proposed.types.to.split(",").filter(Boolean) as StructureType[]} /> : null}
      {thread}
      <ActionButton
        action={applyCorrection}
        fields={{ correctionId: id, people: String(losers.length), seen: structure.updatedAt.toISOString() }}
        tone={losers.length > 0 ? "danger" : "primary"}
        describedBy={`modification-${id}`}
      >
        {hasData ? "Faire la modification" : "C’est fait"}
      </ActionButton>
      {question}
      <ReasonForm
        action={declineCorrection}
        target={{ name: "correctionId", value: id }}
        ready={ready}
        folded="Refuser"
        describedBy={`modification-${id}`}
      />
    </Card>
  )
}
