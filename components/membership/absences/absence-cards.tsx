/** The absences of a référent, and what someone is asked to stand in for. */
import { ActionButton } from "@/components/ui/action-button"
import { Badge } from "@/components/ui/badge"
import { Card } from "@/components/ui/card"
import { accept, comeBack, decline } from "@/lib/membership/absences/actions"
import type { AskedStandIn, ListedAbsence } from "@/lib/membership/absences/queries"
import { lastDayOf } from "@/lib/membership/absences/rules"
import { formatDay } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"

function period(absence: { startsAt: Date; endsAt: Date }) {
  return `du ${formatDay(absence.startsAt)} au ${formatDay(lastDayOf(absence))}`
}

/** One absence of mine: when, who stands in and where they stand, and the gesture that ends it. */
export function AbsenceCard({ absence, now }: { absence: ListedAbsence; now: Date }) {
  const isNow = absence.startsAt <= now
  const standIn = absence.standIn ? formatName(absence.standIn) : null
  return (
    <Card className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <p>
        <Badge tone={isNow ? "wait" : "neutral"}>{isNow ? "En cours" : "À venir"}</Badge>
      </p>
      <p className="font-semibold">Absence {period(absence)}</p>
      <p>{standInWords(absence.standInStatus, standIn)}</p>
      <div>
        <ActionButton action={comeBack} fields={{ structureId: absence.structureId, absenceId: absence.id }} tone="secondary">
          {isNow ? "Je suis de retour" : "Annuler cette absence"}
        </ActionButton>
      </div>
    </Card>
  )
}

/** What a référent may do when nobody stands in any more: end this absence, then announce it again. */
const chooseAgain = "Pour choisir quelqu’un d’autre, mettez fin à cette absence avec le bouton ci-dessous, puis annoncez-la à nouveau."

function standInWords(status: ListedAbsence["standInStatus"], name: string | null) {
  if (!name || status === "none") return "Sans suppléant·e."
  const words = {
    asked: `${name} n’a pas encore accepté de vous suppléer.`,
    accepted: `${name} vous supplée et reçoit les demandes à votre place.`,
    declined: `${name} ne peut pas vous suppléer. ${chooseAgain}`,
    lost: `${name} ne peut plus vous suppléer. ${chooseAgain}`,
  }
  return words[status]
}

/** What I am asked to stand in for, or stand in for now. */
export function StandInCard({ asked }: { asked: AskedStandIn }) {
  const fields = { structureId: asked.structureId, absenceId: asked.id }
  const isAccepted = asked.standInStatus === "accepted"
  return (
    <Card className="grid grid-cols-[minmax(0,1fr)] gap-3 border-l-4 border-l-wait">
      <p className="font-semibold">
        {isAccepted ? "Vous suppléez" : "On vous demande de suppléer"} {formatName(asked.account)}, {period(asked)}
      </p>
      <p>
        Pour <strong>{asked.structure.raisonSociale}</strong> :{" "}
        {isAccepted
          ? "les demandes de rattachement vous parviennent pendant ce temps-là."
          : "vous répondriez à sa place aux demandes de rattachement, pendant ce temps-là seulement."}
      </p>
      <div className="flex flex-wrap gap-3">
        {isAccepted ? null : (
          <ActionButton action={accept} fields={fields}>
            Accepter
          </ActionButton>
        )}
        <ActionButton action={decline} fields={fields} tone="secondary">
          {isAccepted ? "Je ne peux plus" : "Refuser"}
        </ActionButton>
      </div>
    </Card>
  )
}
