import { Card } from "@/components/ui/card"
import { type ReadValue, ValueReader } from "@/components/ui/value-reader"
import { type Chart, categoryChart, rankingChart, type Series, type Values } from "@/lib/platform/pictures/charts"

const wide = { width: 560, height: 280 }
const narrow = { width: 330, height: 260 }

type CategoryProps = { title: string; summary: string; categories: string[]; series: Series[] }

/** A chart over weeks, its summary in words, and the numbers in a table for whoever does not see it, or wants them exact. */
export function CategoryFigure({ title, summary, categories, series }: CategoryProps) {
  const [wideChart, narrowChart] = [categoryChart(categories, series, wide), categoryChart(categories, series, narrow)]
  return (
    <Figure
      title={title}
      summary={summary}
      wide={wideChart}
      narrow={narrowChart}
      axis="x"
      headers={["Semaine du", ...series.map(({ name }) => name)]}
      rows={rowsOf(categories, series)}
    />
  )
}

type RankingProps = { title: string; summary: string; header: string; names: string[]; series: Values[] }

/** Names and their values as bars; `header` says what is named. */
export function RankingFigure({ title, summary, header, names, series }: RankingProps) {
  const height = names.length * series.length * 26
  return (
    <Figure
      title={title}
      summary={summary}
      wide={rankingChart(names, series, { width: 560, height })}
      narrow={rankingChart(names, series, { width: 330, height: height + 60 })}
      axis="y"
      headers={[header, ...series.map(({ name }) => name)]}
      rows={rowsOf(names, series)}
    />
  )
}

function rowsOf(names: string[], series: Values[]) {
  return names.map((name, index) => [name, ...series.map(({ values }) => values[index]?.toLocaleString("fr-FR") ?? "–")])
}

type FigureProps = {
  title: string
  summary: string
  wide: Chart
  narrow: Chart
  /** Along which the rows stand in the pictures. */
  axis: "x" | "y"
  headers: string[]
  rows: string[][]
}

function Figure({ title, summary, wide: wideChart, narrow: narrowChart, axis, headers, rows }: FigureProps) {
  const at = { axis, wide: wideChart.at, narrow: narrowChart.at }
  const picture = (
    <picture>
      <source media="(max-width: 640px)" srcSet={narrowChart.src} />
      <img
        src={wideChart.src}
        alt={`Graphique : ${title}. ${summary} Les nombres sont dans le tableau qui suit.`}
        className="h-auto w-full"
      />
    </picture>
  )
  return (
    <Card className="grid min-w-0 content-start gap-3">
      <h3 className="text-lg font-semibold">{title}</h3>
      <p className="text-soft">{summary}</p>
      {rows.length > 0 ? (
        <ValueReader label={`${headers[0]} : ${title}`} values={rows.map((row) => readOf(headers, row))} at={at}>
          {picture}
        </ValueReader>
      ) : (
        picture
      )}
      <details>
        <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-brand">Les nombres : {title}</summary>
        <table className="w-full text-left">
          <thead>
            <tr>
              {headers.map((header) => (
                <th key={header} scope="col" className="border-b border-line py-1 pr-3 text-sm font-semibold wrap-anywhere text-soft">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, ...values]) => (
              <tr key={name}>
                <th scope="row" className="py-1 pr-3 font-normal">
                  {name}
                </th>
                {values.map((value, index) => (
                  <td key={headers[index + 1]} className="py-1 pr-3 tabular-nums">
                    {value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Card>
  )
}

/** A row of the table in words: "Semaine du 12/10", "Reçues 12, Réponses 9". */
function readOf([first = "", ...names]: string[], [name = "", ...values]: string[]): ReadValue {
  return { name: `${first} ${name}`, text: names.map((series, index) => `${series} ${values[index] ?? ""}`).join(", ") }
}
