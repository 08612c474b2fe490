/**
 * Sends traces to OpenTelemetry, at the address in OTEL_EXPORTER_OTLP_ENDPOINT: Next traces each request, Prisma each statement. Loaded
 * before everything else (scripts/children.ts). Runs without loader.
 */
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http"
import { resourceFromAttributes } from "@opentelemetry/resources"
import { BatchSpanProcessor, NodeTracerProvider, type ReadableSpan, type SpanExporter } from "@opentelemetry/sdk-trace-node"
import { PrismaInstrumentation } from "@prisma/instrumentation"
import { settingOf } from "../lib/platform/process/settings.ts"
import { withoutPeople } from "../lib/platform/text/masks.ts"

/** Removes what visitors typed and the secrets of links: addresses lose their query string and their long words. */
class Discreet implements SpanExporter {
  private readonly inner: SpanExporter

  constructor(inner: SpanExporter) {
    this.inner = inner
  }

  export(spans: ReadableSpan[], done: Parameters<SpanExporter["export"]>[1]) {
    this.inner.export(spans.map(discreet), done)
  }

  shutdown() {
    return this.inner.shutdown()
  }
}

type Attributes = ReadableSpan["attributes"]

/** A span's getters live on its prototype, so only these properties are replaced. A failure shows only its kind; the log has the rest. */
function discreet(span: ReadableSpan): ReadableSpan {
  const { status } = span
  return Object.create(span, {
    name: { value: masked(span.name, "name") },
    attributes: { value: discreetAttributes(span.attributes) },
    events: { value: span.events.map((event) => ({ ...event, attributes: discreetAttributes(event.attributes ?? {}) })) },
    status: { value: { ...status, ...(status.message ? { message: withoutPeople(status.message) } : {}) } },
  })
}

function discreetAttributes(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === "string"
        ? masked(value, name)
        : Array.isArray(value)
          ? value.map((each) => (typeof each === "string" ? masked(each, name) : each))
          : value,
    ]),
  ) as Attributes
}

function masked(text: string, name: string) {
  // A statement has places for values, never the values.
  return name.startsWith("db.") ? text : withoutPeople(text.replace(/\?\S*/g, ""))
}

const provider = new NodeTracerProvider({
  resource: resourceFromAttributes({ "service.name": settingOf("OTEL_SERVICE_NAME") }),
  // Sent each second, so that a stop may lose only what happened in the last second.
  spanProcessors: [new BatchSpanProcessor(new Discreet(new OTLPTraceExporter()), { scheduledDelayMillis: 1000 })],
})
provider.register()
new PrismaInstrumentation().enable()

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void provider.forceFlush())
