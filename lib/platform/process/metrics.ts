/**
 * What this process counts, for whoever watches it (Prometheus). Names and labels are few and known in advance, and never identify anyone.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client"

// One per process: pages, actions and the web server are bundled apart but share globalThis.
const shared = globalThis as { portailMetrics?: Registry }
if (!shared.portailMetrics) {
  shared.portailMetrics = new Registry()
  collectDefaultMetrics({ register: shared.portailMetrics })
}
const registry = shared.portailMetrics

type Labels = Record<string, string | number>

/** Counts an event: call the returned function each time the event happens. */
export function counter(name: string, help: string, labelNames: string[] = []) {
  const known = registry.getSingleMetric(name) as Counter | undefined
  const metric = known ?? new Counter({ name, help, labelNames, registers: [registry] })
  return (labels: Labels = {}) => metric.inc(labels)
}

/** Measures how long something takes: call the returned function with each duration, in seconds. */
export function durations(name: string, help: string, labelNames: string[]) {
  const buckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
  const known = registry.getSingleMetric(name) as Histogram | undefined
  const metric = known ?? new Histogram({ name, help, labelNames, buckets, registers: [registry] })
  return (labels: Labels, seconds: number) => metric.observe(labels, seconds)
}

export type Description = { help: string; labelNames?: readonly string[] }
export type Reading = { labels?: Labels; value: number }

/**
 * Values that are read when someone asks for them. One call of `read` returns the readings of all the names; when it fails there are no
 * readings, and `up` is 0.
 */
export function readings<Name extends string>(
  described: Record<Name, Description>,
  up: { name: string; help: string },
  read: () => Promise<Record<Name, Reading[]>>,
) {
  if (registry.getSingleMetric(up.name)) return
  const once = sharedForASecond(() => read().catch(() => null))
  for (const [name, { help, labelNames = [] }] of Object.entries<Description>(described))
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        const found = await once()
        this.reset()
        for (const { labels = {}, value } of found?.[name as Name] ?? []) this.set(labels, value)
      },
    })
  new Gauge({
    ...up,
    registers: [registry],
    async collect() {
      this.set((await once()) ? 1 : 0)
    },
  })
}

/** Whoever asks within the same second is told the same. */
export function sharedForASecond<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: { at: number; promise: Promise<T> } | null = null
  return () => {
    if (!answer || Date.now() - answer.at > 1000) answer = { at: Date.now(), promise: ask() }
    return answer.promise
  }
}

/** Everything, in Prometheus' form. */
export async function metricsPage() {
  return { type: registry.contentType, text: await registry.metrics() }
}
