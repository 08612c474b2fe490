import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { periodWords } from "@/components/rafael/offer/session-words"
import { Card, Facts } from "@/components/ui/card"
import { type Column, Table } from "@/components/ui/table"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { formatPhone } from "@/lib/platform/text/phone"
import { meetingKinds } from "@/lib/rafael/codes/rules"
import { meetingSheet } from "@/lib/rafael/received/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const pattern = "/rafael/preinscriptions/reunions/[id]"
export const metadata: Metadata = { title: titleOf(pattern) }

type Props = { params: Promise<{ id: string }> }

/** Who is expected at a meeting, to be printed and signed there. */
export default async function MeetingSheetPage({ params }: Props) {
  const { id } = await params
  const actor = await enter(at(pattern, { id }))
  const meeting = (await meetingSheet(actor, id)) ?? notFound()
  const { course } = meeting.session.delivery
  return (
    <Page title={titleOf(pattern)} lead={`${course.title}, ${periodWords(meeting.session)}. Imprimez cette page pour la faire signer.`}>
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
        columns={columns}
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

const columns: Column<NonNullable<Awaited<ReturnType<typeof meetingSheet>>>["preregistrations"][number]>[] = [
  { header: "Nom", cell: ({ candidate }) => formatName(candidate) },
  { header: "Téléphone", cell: ({ candidate }) => (candidate.phone ? formatPhone(candidate.phone) : "–") },
  { header: "Prescripteur", cell: ({ candidate }) => candidate.structure.raisonSociale },
  { header: "Adaptation", cell: ({ candidate }) => (candidate.needsAdaptation ? "Oui, à préparer" : "–") },
  { header: "Présence", cell: () => <span className="inline-block size-5 border border-line-strong" /> },
  { header: "Signature", cell: () => <span className="inline-block h-8 w-40 border-b border-line-strong" /> },
]
