/**
 * Traces for OpenTelemetry, when OTEL_EXPORTER_OTLP_ENDPOINT says where they go: each request by Next, each statement by Prisma.
 * Loaded before everything else (scripts/children.ts). Runs without loader.
 */
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http"
import { resourceFromAttributes } from "@opentelemetry/resources"
import { BatchSpanProcessor, NodeTracerProvider, type ReadableSpan, type SpanExporter } from "@opentelemetry/sdk-trace-node"
import { PrismaInstrumentation } from "@prisma/instrumentation"

/** Leaves out what visitors typed and the secrets of links: addresses keep neither their question nor a long word. */
class WithoutPeople implements SpanExporter {
  private readonly inner: SpanExporter

  constructor(inner: SpanExporter) {
    this.inner = inner
  }

  export(spans: ReadableSpan[], done: Parameters<SpanExporter["export"]>[1]) {
    this.inner.export(spans.map(withoutPeople), done)
  }

  shutdown() {
    return this.inner.shutdown()
  }
}

function withoutPeople(span: ReadableSpan): ReadableSpan {
  const attributes = Object.fromEntries(
    Object.entries(span.attributes).map(([name, value]) => [name, typeof value === "string" ? masked(value, name) : value]),
  )
  // A span's getters live on its prototype: only these are said anew.
  return Object.create(span, { attributes: { value: attributes }, name: { value: masked(span.name, "name") } })
}

function masked(text: string, name: string) {
  // A statement has places for values, never the values.
  if (name.startsWith("db.")) return text
  return text
    .replace(/\?\S*/g, "")
    .replace(/[A-Za-z0-9_-]{40,}/g, "[masqué]")
    .replace(/[^\s/]+@[a-z0-9.-]+/gi, "[masqué]")
}

const provider = new NodeTracerProvider({
  resource: resourceFromAttributes({ "service.name": process.env.OTEL_SERVICE_NAME || "portail" }),
  spanProcessors: [new BatchSpanProcessor(new WithoutPeople(new OTLPTraceExporter()))],
})
provider.register()
new PrismaInstrumentation().enable()

process.once("beforeExit", () => void provider.shutdown())
