/** Two instances as a region runs them: one database, one mail provider, one proxy in front, which ends TLS. */
import { rmSync } from "node:fs"
import path from "node:path"
import { db } from "@/lib/platform/db/client"
import { closeJobs } from "@/lib/platform/db/jobs"
import { startEmbedded } from "@/scripts/embedded"
import { trustedCertificate } from "@/tests/support/certificate"
import { databaseFolder } from "@/tests/support/database-folder"
import { bareRequest, encodeCall, encodeForm, reactFieldsIn } from "@/tests/support/e2e-forms"
import { startFakeCollector } from "@/tests/support/fake-collector"
import { startFakeResend } from "@/tests/support/fake-resend"
import { freePort, startServer } from "@/tests/support/processes"
import { startProxy } from "@/tests/support/proxy"

export const root = path.resolve(import.meta.dirname, "../..")

/** An instance as a region runs it: `npm start` on a port of its own. Its public address, that of the proxy, is in the environment. */
async function anInstance() {
  const [port, metricsPort] = [await freePort(), await freePort()]
  const address = `http://127.0.0.1:${port}`
  let running: Awaited<ReturnType<typeof startServer>> | undefined
  return {
    base: address,
    metrics: `http://127.0.0.1:${metricsPort}/metrics`,
    start: async (more: Record<string, string> = {}) => {
      const env = { ...process.env, PORT: String(port), METRICS_PORT: String(metricsPort), ...more }
      running = await startServer(process.execPath, ["scripts/run.mjs", "serve"], { cwd: root, env, url: `${address}/readyz` })
    },
    stop: async () => running?.stop(),
    printed: () => running?.printed() ?? "",
  }
}

export type Region = Awaited<ReturnType<typeof startRegion>>

/** Starts both at once on a database without a table: the first start migrates it. They send `collector` their traces. */
export async function startRegion() {
  const folder = databaseFolder("instances")
  const [cluster, provider, collector, proxyPort, certificate] = await Promise.all([
    startEmbedded(folder, ["fsync=off", "synchronous_commit=off"]),
    startFakeResend(),
    startFakeCollector(),
    freePort(),
    trustedCertificate(),
  ])
  const base = `https://127.0.0.1:${proxyPort}`
  Object.assign(process.env, {
    DATABASE_URL: cluster.appUrl,
    DATABASE_OWNER_URL: cluster.ownerUrl,
    NEXTAUTH_URL: base,
    RESEND_BASE_URL: provider.url,
    TRUSTED_PROXIES: "loopback",
    SECOND_FACTOR: "optional",
    LOG_LEVEL: "info",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: "300",
  })
  const [one, two] = [await anInstance(), await anInstance()]
  await Promise.all([one.start(), two.start()])
  const proxy = await startProxy([one.base, two.base], certificate, proxyPort)
  while (proxy.ready.size < 2) await new Promise((resolve) => setTimeout(resolve, 100))

  /** The headers with which a proxy says which address the visitor asked for. */
  const asked = { "x-forwarded-host": new URL(base).host, "x-forwarded-proto": "https" }
  const page = (at: string, where: string, cookie: string) => bareRequest(at + where, { headers: { ...asked, cookie } })
  const disconnect = async () => {
    await closeJobs()
    await db.$disconnect()
  }

  const region = {
    cluster,
    base,
    provider,
    collector,
    proxy,
    one,
    two,
    page,
    /** Opens the form at `where` on one instance and posts it to another. */
    post: async (from: string, to: string, where: string, marker: string, fields: Record<string, string>, cookie = "") => {
      const hidden = reactFieldsIn((await page(from, where, cookie)).body, marker)
      const { body, headers } = encodeForm({ ...hidden, ...fields })
      return bareRequest(to + where, { method: "POST", headers: { ...headers, ...asked, cookie, origin: base }, body })
    },
    /** Opens the form at `where` through the proxy, and sends it as the page's own script does. */
    call: async (where: string, marker: string, fields: Record<string, string>) => {
      const hidden = reactFieldsIn((await page(base, where, "")).body, marker)
      const { body, headers } = encodeCall(hidden, fields)
      return bareRequest(base + where, { method: "POST", headers: { ...headers, origin: base }, body })
    },
    stopDatabase: async () => {
      await disconnect()
      await region.cluster.stop()
    },
    startDatabase: async () => {
      region.cluster = await startEmbedded(folder, ["fsync=off"], { port: cluster.port })
    },
    stop: async () => {
      await Promise.all([one.stop(), two.stop()])
      await Promise.all([proxy.stop(), provider.stop(), collector.stop()])
      await disconnect()
      await region.cluster.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return region
}
