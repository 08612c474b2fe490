/** Charts drawn on the server as SVG: the browser receives a picture, and no script (docs/decisions/0024-charts-as-pictures.md). */
import "server-only"
import * as echarts from "echarts"

/** The colours of app/tokens.css, light and dark: the picture itself follows the reader's preference. */
const ink = "#17272e"
const soft = "#4d5c63"
const line = "#ddd5c6"
const palette = ["#0f4c5c", "#b4531a", "#7a4d00"]
const surface = "#ffffff"
const inDark = {
  [ink]: "#eef2f1",
  [soft]: "#b3c1c7",
  [line]: "#34454d",
  "#0f4c5c": "#8accda",
  "#b4531a": "#f0a468",
  "#7a4d00": "#f0c46f",
  [surface]: "#18242a",
}
const font = "Figtree, ui-sans-serif, system-ui, sans-serif"

export type Values = { name: string; values: (number | null)[] }
export type Series = Values & { look: "bar" | "line" }

/** `src`: the address of the picture; `at`: where each category stands, across it or, for horizontal bars, down it, from 0 to 1. */
export type Chart = { src: string; at: number[] }

/** A chart of bars and lines on one scale, over categories (weeks, names). */
export function categoryChart(
  categories: readonly string[],
  series: readonly Series[],
  { width, height }: { width: number; height: number },
): Chart {
  let at: number[] = []
  const src = drawn(
    {
      grid: { left: 8, right: 12, top: series.length > 1 ? 36 : 12, bottom: 8, containLabel: true },
      legend: legendOf(series),
      xAxis: {
        type: "category",
        data: [...categories],
        axisLine: { lineStyle: { color: line } },
        axisTick: { show: false },
        axisLabel: { color: soft, fontSize: 13, hideOverlap: true },
      },
      yAxis: { type: "value", minInterval: 1, splitLine: { lineStyle: { color: line } }, axisLabel: { color: soft, fontSize: 13 } },
      series: series.map(({ name, values, look }, index) => ({
        type: look,
        name,
        data: values,
        color: palette[index % palette.length],
        ...(look === "bar"
          ? { barMaxWidth: 22, itemStyle: { borderRadius: [4, 4, 0, 0] } }
          : { symbolSize: 7, lineStyle: { width: 3 }, connectNulls: false }),
      })),
    },
    width,
    height,
    (chart) => {
      at = categories.map((_, index) => share(chart.convertToPixel({ xAxisIndex: 0 }, index), width))
    },
  )
  return { src, at }
}

/** Horizontal bars: for each name, one bar per series with its value written. The first name is at the top. */
export function rankingChart(
  names: readonly string[],
  series: readonly Values[],
  { width, height }: { width: number; height: number },
): Chart {
  let at: number[] = []
  const src = drawn(
    {
      // Leaves room on the left, because the picture is drawn with whatever font the reader has.
      grid: { left: width * 0.07, right: 48, top: series.length > 1 ? 36 : 4, bottom: 4, containLabel: true },
      legend: legendOf(series),
      xAxis: { type: "value", show: false },
      yAxis: {
        type: "category",
        inverse: true,
        data: [...names],
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: ink, fontSize: 13, width: width * 0.42, overflow: "break" },
      },
      series: series.map(({ name, values }, index) => ({
        type: "bar",
        name,
        data: values,
        color: palette[index % palette.length],
        barMaxWidth: 18,
        itemStyle: { borderRadius: [0, 4, 4, 0] },
        label: { show: true, position: "right", color: ink, fontSize: 13 },
      })),
    },
    width,
    height,
    (chart) => {
      at = names.map((_, index) => share(chart.convertToPixel({ yAxisIndex: 0 }, index), height))
    },
  )
  return { src, at }
}

/** How far along, from 0 to 1. */
const share = (pixel: number, of: number) => Math.round((pixel / of) * 1000) / 1000

/** The names of the series are shown only when there are several. */
function legendOf(series: readonly unknown[]) {
  return series.length > 1 ? { top: 0, left: 0, textStyle: { color: ink, fontSize: 14 }, itemGap: 16 } : { show: false }
}

function drawn(option: echarts.EChartsCoreOption, width: number, height: number, look: (chart: echarts.ECharts) => void = () => {}) {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height })
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: font }, ...option })
    const svg = chart.renderToSVGString()
    look(chart)
    return `data:image/svg+xml;base64,${Buffer.from(withDark(svg)).toString("base64")}`
  } finally {
    chart.dispose()
  }
}

/** The same drawing with each colour as a CSS variable, which has another value when the reader prefers dark. */
function withDark(svg: string) {
  const name = (color: string) => `--c${color.slice(1)}`
  const values = (entries: [string, string][]) => entries.map(([color, value]) => `${name(color)}:${value}`).join(";")
  const colors = Object.entries(inDark)
  const style = `<style>:root{${values(colors.map(([color]) => [color, color]))}}@media (prefers-color-scheme:dark){:root{${values(colors)}}}</style>`
  const drawn = colors.reduce((text, [color]) => text.replaceAll(color, `var(${name(color)})`), svg.replaceAll(/#fff(?=["; ])/g, surface))
  return drawn.replace(/<svg[^>]*>/, (tag) => tag + style)
}
