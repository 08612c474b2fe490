import { placesWords } from "@/components/rafael/offer/session-words"
import { Badge } from "@/components/ui/badge"
import { type Column, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { recruitments } from "@/lib/rafael/codes/rules"
import type { OwnCourse } from "@/lib/rafael/courses/queries"

type Line = OwnCourse["deliveries"][number]["sessions"][number] & { delivery: string }

const columns: Column<Line>[] = [
  {
    header: "Dates",
    cell: ({ id, startsOn, endsOn }) => (
      <TextLink strong href={at("/rafael/catalogue/sessions/[id]", { id })}>
        <span>
          <When at={startsOn} /> – <When at={endsOn} />
        </span>
      </TextLink>
    ),
  },
  { header: "Action", cell: ({ delivery, numero }) => `${delivery}, ${numero}` },
  { header: "Places", cell: placesWords },
  { header: "À répondre", cell: ({ _count }) => _count.preregistrations },
  {
    header: "État",
    cell: ({ cancelledAt, recruitment }) =>
      cancelledAt ? (
        <Badge tone="bad">Annulée</Badge>
      ) : (
        <Badge tone={recruitment === "open" ? "good" : "wait"}>{recruitments[recruitment]}</Badge>
      ),
  },
]

/** The sessions of all the deliveries of a course. */
export function CourseSessions({ course }: { course: OwnCourse }) {
  const rows = course.deliveries.flatMap(({ numero, sessions }) => sessions.map((session) => ({ ...session, delivery: numero })))
  return <Table caption="Sessions" columns={columns} rows={rows} keyOf={({ id }) => id} empty="Aucune session pour le moment." />
}
