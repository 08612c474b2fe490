import Form from "next/form"
import { RankingFigure } from "@/components/desk/figures/figures"
import { Button } from "@/components/ui/button"
import { Section } from "@/components/ui/card"
import { SelectField } from "@/components/ui/field"
import { ListHead } from "@/components/ui/list-head"
import { Options } from "@/components/ui/options"
import { Pagination } from "@/components/ui/pagination"
import { type Column, Quiet, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { counted } from "@/lib/platform/text/counts"
import type { cohorts } from "@/lib/rafael/figures/queries"
import { type CohortLine, type CohortStep, cohortSteps, daysWords, fillWords, grains } from "@/lib/rafael/figures/rules"
import { type FiguresQuery, figuresAddress } from "@/lib/rafael/figures/schema"

const path = "/admin/preinscriptions"
const periods = { "30": "30 jours", "90": "90 jours", "365": "12 mois" }
const drawn = ["sent", "summoned", "accepted", "started"] as const satisfies CohortStep[]

type Props = { asked: FiguresQuery; figures: NonNullable<Awaited<ReturnType<typeof cohorts>>> }

/** How far the pre-registrations sent in a period came: a chart, then a line for each structure, session or département. */
export function CohortFigures({ asked, figures: { all, lines, total, pages } }: Props) {
  const sent = all?.sent ?? 0
  return (
    <Section id="parcours" title="Parcours des préinscriptions">
      <Form action={path} className="grid items-end gap-4 sm:grid-cols-[1fr_1fr_auto]">
        <SelectField name="par" label="Par" defaultValue={asked.par} key={`p-${asked.par}`}>
          <Options of={grains} />
        </SelectField>
        <SelectField name="jours" label="Envoyées depuis" defaultValue={asked.jours} key={`j-${asked.jours}`}>
          <Options of={periods} />
        </SelectField>
        <Button type="submit">Afficher</Button>
      </Form>
      {all && sent > 0 ? (
        <div className="grid gap-4 lg:grid-cols-2">
          <RankingFigure
            title="Jusqu’où elles vont"
            summary={`${counted(sent, "préinscription envoyée", "préinscriptions envoyées")} en ${periods[asked.jours]} : délai médian avant convocation ${daysWords(all.daysToSummoned)}, avant acceptation ${daysWords(all.daysToAccepted)}, avant entrée ${daysWords(all.daysToStarted)}.`}
            header="Étape"
            names={drawn.map((step) => cohortSteps[step])}
            series={[{ name: "Préinscriptions", values: drawn.map((step) => all[step]) }]}
          />
          <RankingFigure
            title={`Les plus nombreuses, par ${grains[asked.par].toLowerCase()}`}
            summary={`Les ${Math.min(8, lines.length)} premières lignes du tableau.`}
            header={grains[asked.par]}
            names={lines.slice(0, 8).map(({ name }) => name)}
            series={[
              { name: "Envoyées", values: lines.slice(0, 8).map((line) => line.sent) },
              { name: "Acceptées", values: lines.slice(0, 8).map((line) => line.accepted) },
            ]}
          />
        </div>
      ) : null}
      <ListHead
        count={counted(total, "ligne")}
        file={total > 0 ? figuresAddress(`${path}/export`, { ...asked, page: null, cle: null, etape: null }) : null}
      />
      <Table
        caption={`Parcours par ${grains[asked.par].toLowerCase()}`}
        columns={columnsOf(asked)}
        rows={lines}
        keyOf={({ key }) => key}
        empty="Aucune préinscription n’a été envoyée sur cette période."
      />
      <Pagination
        label="Pages du parcours"
        page={asked.page}
        pages={pages}
        hrefOf={(page) => figuresAddress(path, { ...asked, page, cle: null, etape: null })}
      />
    </Section>
  )
}

/** A median delay; when nobody came there, nothing on a card. */
function Delay({ days }: { days: number | null }) {
  return days === null ? <Quiet>{daysWords(days)}</Quiet> : daysWords(days)
}

function columnsOf(asked: FiguresQuery): Column<CohortLine>[] {
  const number = (step: CohortStep): Column<CohortLine> => ({
    header: cohortSteps[step],
    cell: (line) =>
      line[step] === 0 ? (
        <Quiet>0</Quiet>
      ) : (
        <TextLink href={figuresAddress(`${path}/liste`, { ...asked, page: null, cle: line.key, etape: step })}>
          {line[step].toLocaleString("fr-FR")}
          <span className="sr-only">
            {" "}
            {cohortSteps[step].toLowerCase()}, {line.name}
          </span>
        </TextLink>
      ),
  })
  return [
    { header: grains[asked.par], cell: ({ name }) => name },
    ...(Object.keys(cohortSteps) as CohortStep[]).map(number),
    { header: "Délai de convocation", cell: ({ daysToSummoned }) => <Delay days={daysToSummoned} /> },
    { header: "Délai d’acceptation", cell: ({ daysToAccepted }) => <Delay days={daysToAccepted} /> },
    { header: "Délai d’entrée", cell: ({ daysToStarted }) => <Delay days={daysToStarted} /> },
    { header: "Remplissage", cell: fillWords },
  ]
}
