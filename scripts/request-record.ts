/** What is recorded of each request when it is over: a line in the log, and its duration in the metrics. Runs without loader. */
import { readFileSync } from "node:fs"
import type { IncomingMessage, ServerResponse } from "node:http"
import { log } from "../lib/platform/process/log.ts"
import { durations } from "../lib/platform/process/metrics.ts"
import type { Work } from "../lib/platform/process/work.ts"
import { withoutSecrets } from "../lib/platform/text/masks.ts"

const observe = durations("portail_http_request_duration_seconds", "Time to answer a request", ["method", "route", "status"])
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])

/** `work` is read when the request is over, because it then knows whose request it was. */
export function recordRequest(request: IncomingMessage, response: ServerResponse, work: Work) {
  const started = performance.now()
  const path = masked(request.url ?? "/")
  response.once("close", () => {
    const ms = Math.round(performance.now() - started)
    const { method = "" } = request
    const status = response.statusCode
    // Cut before the end: someone left, or the process did.
    const isCut = !response.writableFinished
    log.info({ ...work, method, path, status, ms, ...(isCut ? { isCut } : {}) }, "request")
    observe({ method: methods.has(method) ? method : "other", route: routeOf(path), status }, ms / 1000)
  })
}

/** A path without its query string and without the secrets of links, because other people than their owners read the log. */
export function masked(url: string) {
  return withoutSecrets(url.split("?")[0] ?? "")
}

type Route = { page: string; regex: string }
let routes: { page: string; regex: RegExp }[] | undefined

/**
 * The page of a path, such as "/demandes/[id]/valider". The metrics have one label for each page of the portal, whatever strangers ask
 * for.
 */
function routeOf(path: string) {
  if (path.startsWith("/_next/")) return "/_next"
  const own = signOnRoute(path) ?? (path === "/api/structures" ? path : undefined)
  if (own) return own
  routes ??= readRoutes()
  return routes.find(({ regex }) => regex.test(path))?.page ?? "other"
}

/** Those of sign-on are not Next's: one label for each of its endpoints, whatever follows. */
function signOnRoute(path: string): string | undefined {
  return /^\/oidc\/(?:auth|demande|par|token|userinfo|introspection|revocation|jwks|fin|evenements)(?=\/|$)/.exec(path)?.[0]
}

function readRoutes() {
  const manifest = JSON.parse(readFileSync(".next/routes-manifest.json", "utf8")) as { staticRoutes: Route[]; dynamicRoutes: Route[] }
  return [...manifest.staticRoutes, ...manifest.dynamicRoutes]
    .filter(({ page }) => !page.startsWith("/["))
    .map(({ page, regex }) => ({ page, regex: new RegExp(regex) }))
}
