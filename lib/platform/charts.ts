/** Charts drawn on the server as SVG: the browser receives a picture, and no script (docs/decisions/0024-charts-as-pictures.md). */
import "server-only"
import * as echarts from "echarts"

const ink = "#17272e"
const soft = "#4d5c63"
const line = "#ddd5c6"
const palette = ["#0f4c5c", "#b4531a", "#7a4d00"]
const font = "Figtree, ui-sans-serif, system-ui, sans-serif"

export type Series = { name: string; values: (number | null)[]; look: "bar" | "line" }

/** A chart over categories (weeks, names) as the address of a picture: bars and lines on one scale. */
export function categoryChart(
  categories: readonly string[],
  series: readonly Series[],
  { width, height }: { width: number; height: number },
) {
  return drawn(
    {
      grid: { left: 8, right: 12, top: series.length > 1 ? 36 : 12, bottom: 8, containLabel: true },
      legend: series.length > 1 ? { top: 0, left: 0, textStyle: { color: ink, fontSize: 14 }, itemGap: 16 } : { show: false },
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
          : { symbolSize: 7, lineStyle: { width: 3 }, connectNulls: true }),
      })),
    },
    width,
    height,
  )
}

/** Names and values as horizontal bars, the first name at the top, each with its value written. */
export function rankingChart(rows: readonly { name: string; value: number }[], { width, height }: { width: number; height: number }) {
  return drawn(
    {
      // Room on the left: the picture is drawn with whatever font the reader has.
      grid: { left: width * 0.07, right: 48, top: 4, bottom: 4, containLabel: true },
      xAxis: { type: "value", show: false },
      yAxis: {
        type: "category",
        inverse: true,
        data: rows.map(({ name }) => name),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: ink, fontSize: 13, width: width * 0.42, overflow: "break" },
      },
      series: [
        {
          type: "bar",
          data: rows.map(({ value }) => value),
          color: palette[0],
          barMaxWidth: 18,
          itemStyle: { borderRadius: [0, 4, 4, 0] },
          label: { show: true, position: "right", color: ink, fontSize: 13 },
        },
      ],
    },
    width,
    height,
  )
}

function drawn(option: echarts.EChartsCoreOption, width: number, height: number) {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height })
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: font }, ...option })
    return `data:image/svg+xml;base64,${Buffer.from(chart.renderToSVGString()).toString("base64")}`
  } finally {
    chart.dispose()
  }
}
