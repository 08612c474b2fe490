import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { periodWords } from "@/components/rafael/offer/session-words"
import { ActionButton } from "@/components/ui/action-button"
import { Outcome } from "@/components/ui/banner"
import { Card, Facts } from "@/components/ui/card"
import { PrintButton } from "@/components/ui/print-button"
import { type Column, Table } from "@/components/ui/table"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { formatPhone } from "@/lib/platform/text/phone"
import { meetingKinds } from "@/lib/rafael/codes/rules"
import { attend } from "@/lib/rafael/meetings/actions"
import { meetingSheet } from "@/lib/rafael/received/queries"
import { structuresWith } from "@/lib/rafael/rights/rules"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const pattern = "/rafael/preinscriptions/reunions/[id]"
export const metadata: Metadata = { title: titleOf(pattern) }

const readAddress = reading({ fait: words })
type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

/** Who is expected at a meeting, to be printed and signed there. */
export default async function MeetingSheetPage({ params, searchParams }: Props) {
  const { id } = await params
  const { fait } = await readAddress(searchParams)
  const actor = await enter(at(pattern, { id }))
  const meeting = (await meetingSheet(actor, id)) ?? notFound()
  const { course } = meeting.session.delivery
  const mayNote =
    meeting.startsAt < new Date() && structuresWith(actor, "received.answer").includes(course.structureId) && actor.control === null
  return (
    <Page
      title={titleOf(pattern)}
      lead={`${course.title}, ${periodWords(meeting.session)}. Imprimez cette page pour la faire signer.`}
      banner={<Outcome>{outcomeOf(pattern, fait)}</Outcome>}
    >
      <div>
        <PrintButton />
      </div>
      <Card>
        <Facts
          facts={[
            ["Réunion", meetingKinds[meeting.kind]],
            ["Quand", <When key="quand" at={meeting.startsAt} exact />],
            ["Où", meeting.isRemote ? `À distance : ${meeting.place}` : meeting.place],
            ["Organisme", course.structure.raisonSociale],
          ]}
        />
      </Card>
      <Table
        caption="Personnes attendues"
        columns={columnsOf(mayNote)}
        rows={meeting.preregistrations}
        keyOf={({ id: one }) => one}
        empty="Personne n’est convoqué à cette réunion."
      />
      <BackLink href={at("/rafael/preinscriptions", { vue: "recues", structure: course.structureId, session: meeting.session.id })}>
        Revenir aux préinscriptions reçues
      </BackLink>
    </Page>
  )
}

type Line = NonNullable<Awaited<ReturnType<typeof meetingSheet>>>["preregistrations"][number]

const columnsOf = (mayNote: boolean): Column<Line>[] => [
  { header: "Nom", cell: ({ id, candidate }) => <span id={`personne-${id}`}>{formatName(candidate)}</span> },
  { header: "Téléphone", cell: ({ candidate }) => (candidate.phone ? formatPhone(candidate.phone) : "–") },
  { header: "Prescripteur", cell: ({ candidate }) => candidate.structure.raisonSociale },
  { header: "Adaptation", cell: ({ candidate }) => (candidate.needsAdaptation ? "Oui, à préparer" : "–") },
  { header: "Présence", cell: ({ id, attended }) => (mayNote ? <Presence id={id} attended={attended} /> : <Said attended={attended} />) },
  { header: "Signature", cell: () => <span className="inline-block h-8 w-40 border-b border-line-strong" /> },
]

function Said({ attended }: { attended: boolean | null }) {
  return attended === null ? <span className="inline-block size-5 border border-line-strong" /> : attended ? "Présent·e" : "Absent·e"
}

/** Noted once the meeting has begun; what was noted may be corrected. */
function Presence({ id, attended }: { id: string; attended: boolean | null }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Said attended={attended} />
      {attended === true ? null : (
        <ActionButton action={attend} tone="secondary" fields={{ preregistrationId: id, attended: "oui" }} describedBy={`personne-${id}`}>
          Présent·e
        </ActionButton>
      )}
      {attended === false ? null : (
        <ActionButton action={attend} tone="secondary" fields={{ preregistrationId: id, attended: "non" }} describedBy={`personne-${id}`}>
          Absent·e
        </ActionButton>
      )}
    </span>
  )
}
