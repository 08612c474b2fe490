/** Applications as others write them, each on a port of its own. */
import path from "node:path"
import { base } from "./e2e-people"
import { freePort, startServer } from "./processes"
import { anApplication } from "./sign-on"

const root = path.resolve(import.meta.dirname, "../..")

/** The example of docs/sign-on.md, as an application that was declared. */
export async function runExample({ id, secret }: { id: string; secret: string }, port: number) {
  const url = `http://localhost:${port}`
  const server = await startServer(process.execPath, [path.join(root, "docs/exemples/application.mjs")], {
    cwd: root,
    env: { ...process.env, PORTAIL: base, CLIENT_ID: id, CLIENT_SECRET: secret, PORT: String(port) },
    url,
  })
  return { ...server, url }
}

/** The same, declared as a test wants it. */
export async function startExample(more: Parameters<typeof anApplication>[0] = {}) {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const application = await anApplication({
    redirectAddresses: [`${url}/retour`],
    endAddresses: [url],
    scopes: ["profile", "structure"],
    ...more,
  })
  return { ...(await runExample(application, port)), application }
}
