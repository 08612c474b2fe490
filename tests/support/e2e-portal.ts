/**
 * The portal as it is in production, for the browser tests: built, started by `npm start` on a PostgreSQL of its own, with its two
 * database roles, and mails sent by the real client to a local server. On the same database there are also a second instance, which
 * requires a second factor of managers and trusts a proxy, and the same portal without the part built from middleware.ts. The
 * demonstration runs too, as a newcomer starts it: on its own database, with its invented region.
 */
import path from "node:path"
import { buildIfNeeded } from "@/scripts/build"
import { startDemonstration } from "./demonstration"
import { startFakeDirectory } from "./fake-directory"
import { startFakeResend } from "./fake-resend"
import { copyBuildWithoutMiddleware, serveBuild } from "./portal-copy"
import { freePort, startServer } from "./processes"
import { startTestCluster } from "./test-cluster"

const root = path.resolve(import.meta.dirname, "../..")

export default async function setup() {
  const [cluster, resend, directory] = await Promise.all([startTestCluster(), startFakeResend(), startFakeDirectory()])
  const port = await freePort()
  const base = `http://localhost:${port}`
  const env = {
    ...process.env,
    DATABASE_URL: cluster.appUrl,
    DATABASE_OWNER_URL: cluster.ownerUrl,
    NEXTAUTH_URL: base,
    NEXTAUTH_SECRET: "secret-de-test-secret-de-test-secret",
    RESEND_API_KEY: "re_test",
    RESEND_BASE_URL: resend.url,
    // Nobody waits for the mails of another journey.
    MAILS_AT_ONCE: "20",
    ANNUAIRE_URL: directory.url,
    MAIL_FROM: "Portail <portail@portail.test>",
    SUPPORT_EMAIL: "assistance@portail.test",
    PORT: String(port),
    SECOND_FACTOR: "optional",
    SIGN_ON_PRIVATE_ADDRESSES: "1",
    LOG_LEVEL: "warn",
  }
  await buildIfNeeded(root)
  const [portal, strict, bare, demonstration] = await Promise.all([
    startServer(process.execPath, ["scripts/run.mjs", "serve"], { cwd: root, env, url: `${base}/connexion` }),
    serveBuild(root, { ...env, SECOND_FACTOR: "required", TRUSTED_PROXIES: "loopback" }),
    serveBuild(copyBuildWithoutMiddleware(), env),
    startDemonstration(),
  ])
  Object.assign(process.env, {
    E2E_BASE: base,
    E2E_STRICT_BASE: strict.base,
    E2E_BARE_BASE: bare.base,
    E2E_DEMONSTRATION_BASE: demonstration.base,
    E2E_MAILS: resend.url,
    E2E_DIRECTORY: directory.url,
    DATABASE_URL: cluster.appUrl,
    DATABASE_OWNER_URL: cluster.ownerUrl,
    NEXTAUTH_SECRET: env.NEXTAUTH_SECRET,
    NEXTAUTH_URL: base,
  })
  return async () => {
    await Promise.all([portal.stop(), strict.stop(), bare.stop(), demonstration.stop()])
    await Promise.all([resend.stop(), directory.stop()])
    await cluster.stop()
  }
}
