import Form from "next/form"
import { RankingFigure } from "@/components/desk/figures/figures"
import { Button } from "@/components/ui/button"
import { Card, Facts, Section } from "@/components/ui/card"
import { SelectField } from "@/components/ui/field"
import { ListHead } from "@/components/ui/list-head"
import { Options } from "@/components/ui/options"
import { Pagination } from "@/components/ui/pagination"
import { type Column, Quiet, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import type { programmeFigures } from "@/lib/parcourspro/figures/queries"
import { type FiguresLine, grains, isOfPeople, noKey, shareWords } from "@/lib/parcourspro/figures/rules"
import { type FiguresQuery, figuresAddress } from "@/lib/parcourspro/figures/schema"
import { satisfactionWords } from "@/lib/parcourspro/satisfactions/rules"
import { counted } from "@/lib/platform/text/counts"

const path = "/admin/parcourspro/chiffres"
/** A chart of more bars than these is read by nobody. */
const mostDrawn = 8
/** A longer name would take more lines than its bars. */
const mostLetters = 48

type Props = { asked: FiguresQuery; figures: NonNullable<Awaited<ReturnType<typeof programmeFigures>>>; thisYear: number }

/** The programme of a year: how full, how followed, how useful; a chart, then a line for each session, provider, département or type. */
export function ProgrammeFigures({ asked, figures: { year, all, lines, total, pages }, thisYear }: Props) {
  const years = Object.fromEntries([2, 1, 0, -1, -2].map((shift) => [String(thisYear + shift), String(thisYear + shift)]))
  const drawn = lines.slice(0, mostDrawn)
  return (
    <>
      <Form action={path} className="grid items-end gap-4 sm:grid-cols-[1fr_1fr_auto]">
        <SelectField name="annee" label="Année" defaultValue={String(year)} key={`a-${year}`}>
          <Options of={{ ...years, [String(year)]: String(year) }} />
        </SelectField>
        <SelectField name="par" label="Par" defaultValue={asked.par} key={`p-${asked.par}`}>
          <Options of={grains} />
        </SelectField>
        <Button type="submit">Afficher</Button>
      </Form>
      {all ? (
        <Card>
          <Facts
            facts={[
              ["Sessions", all.sessions],
              ["Demandes", all.asked],
              [
                "Remplissage",
                all.places === 0 ? "–" : `${shareWords(all.taken, all.places)} : ${all.taken} sur ${counted(all.places, "place")}`,
              ],
              ["Présence", all.noted === 0 ? "–" : `${shareWords(all.present, all.noted)} des demi-journées notées`],
              ["Satisfaction", satisfactionWords(all)],
            ]}
          />
        </Card>
      ) : null}
      <Section id="lignes" title={`Par ${grains[asked.par].toLowerCase()}`} lead={asked.par === "type" ? typeLead : undefined}>
        {drawn.length > 0 ? (
          <RankingFigure
            title={`Les plus demandées, par ${grains[asked.par].toLowerCase()}`}
            summary={`Les ${drawn.length} premières lignes du tableau.`}
            header={grains[asked.par]}
            names={drawn.map(({ name }) => (name.length > mostLetters ? `${name.slice(0, mostLetters - 1)}…` : name))}
            series={[
              { name: "Demandes", values: drawn.map((line) => line.asked) },
              { name: "Places prises", values: drawn.map((line) => line.taken) },
            ]}
          />
        ) : null}
        <ListHead
          count={counted(total, "ligne")}
          file={total > 0 ? figuresAddress(`${path}/export`, { annee: year, par: asked.par }) : null}
        />
        <Table
          caption={`Programme ${year}, par ${grains[asked.par].toLowerCase()}`}
          columns={columnsOf(asked, year)}
          rows={lines}
          keyOf={({ key }) => key}
          empty="Aucune session cette année-là."
        />
        <Pagination
          label="Pages des chiffres"
          page={asked.page}
          pages={pages}
          hrefOf={(page) => figuresAddress(path, { annee: year, par: asked.par, page })}
        />
      </Section>
    </>
  )
}

const typeLead = "Une structure qui a deux types est comptée à part de celles qui n’en ont qu’un."

function columnsOf({ par }: FiguresQuery, year: number): Column<FiguresLine>[] {
  const dash = <Quiet>–</Quiet>
  return [
    { header: grains[par], cell: ({ name }) => name },
    ...(par === "session" ? [] : [{ header: "Sessions", cell: ({ sessions }: FiguresLine) => sessions }]),
    {
      header: "Demandes",
      cell: ({ key, name, asked }) =>
        asked === 0 ? (
          <Quiet>0</Quiet>
        ) : (
          <TextLink href={figuresAddress("/admin/parcourspro/inscriptions", { annee: year, par, cle: key || noKey })}>
            {asked.toLocaleString("fr-FR")}
            <span className="sr-only"> demandes, {name}</span>
          </TextLink>
        ),
    },
    { header: "Places prises", cell: ({ taken }) => taken },
    { header: isOfPeople(par) ? "Part des places" : "Remplissage", cell: ({ taken, places }) => shareWords(taken, places) ?? dash },
    { header: "Présence", cell: ({ present, noted }) => shareWords(present, noted) ?? dash },
    {
      header: "Satisfaction",
      cell: (line) => (line.average === null ? (line.answers === 0 ? dash : counted(line.answers, "réponse")) : satisfactionWords(line)),
    },
  ]
}
