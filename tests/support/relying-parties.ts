/** Applications as others write them, each on a port of its own. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import path from "node:path"
import { Auth } from "auth-js"
import NextAuth from "next-auth"
import { base } from "./e2e-people"
import { freePort, startServer } from "./processes"
import { anApplication } from "./sign-on"

const root = path.resolve(import.meta.dirname, "../..")

/** The example of docs/sign-on.md, as an application that was declared. */
export async function runExample({ id, secret }: { id: string; secret: string }, port: number, portal = base) {
  const url = `http://localhost:${port}`
  const server = await startServer(process.execPath, [path.join(root, "docs/exemples/application.mjs")], {
    cwd: root,
    env: { ...process.env, PORTAIL: portal, CLIENT_ID: id, CLIENT_SECRET: secret, PORT: String(port) },
    url,
  })
  return { ...server, url }
}

/** The same, declared as a test wants it, before one of the portals. */
export async function startExample(more: Parameters<typeof anApplication>[0] = {}, portal = base) {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const application = await anApplication({
    redirectAddresses: [`${url}/retour`],
    endAddresses: [url],
    scopes: ["profile", "structure"],
    ...more,
  })
  return { ...(await runExample(application, port, portal)), application }
}

type Declared = { id: string; secret: string }

/** A site that signs its people in by a library of others, which answers everything. */
async function startSite(
  name: string,
  more: Parameters<typeof anApplication>[0],
  answererOf: (application: Declared, url: string) => (request: IncomingMessage, response: ServerResponse, body: string) => Promise<void>,
) {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const application = await anApplication({
    name,
    redirectAddresses: [`${url}/api/auth/callback/portail`],
    scopes: ["profile", "structure"],
    ...more,
  })
  const answer = answererOf(application, url)
  const server = createServer(async (request, response) => {
    let body = ""
    for await (const chunk of request.setEncoding("utf8")) body += chunk
    Object.assign(request.headers, { "x-forwarded-host": new URL(url).host, "x-forwarded-proto": "http" })
    await answer(request, response, body).catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve))
  return {
    url,
    application,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** What both versions keep of a person: the structure for which they entered. */
const callbacks = {
  jwt: ({ token, profile }: { token: Record<string, unknown>; profile?: Record<string, unknown> | undefined }) =>
    profile ? { ...token, siret: profile.siret, profils: profile.profils } : token,
  session: ({ session, token }: { session: object; token: Record<string, unknown> }) => ({
    ...session,
    siret: token.siret,
    profils: token.profils,
  }),
  redirect: ({ baseUrl }: { baseUrl: string }) => `${baseUrl}/api/auth/session`,
}
const portal = ({ id, secret }: Declared) => ({
  id: "portail",
  name: "le portail",
  clientId: id,
  clientSecret: secret,
  checks: ["pkce", "state", "nonce"],
  authorization: { params: { scope: "openid profile structure" } },
  idToken: false,
  profile: (profile: Record<string, string>) => ({ id: profile.sub ?? "", name: profile.name ?? "" }),
})
const secret = "un secret de site, pour les essais seuls"

/** next-auth 4 reads the claims of the ID token, which are few: it is told to ask for the others (docs/sign-on.md). */
const claimsByUserinfo = {
  idToken: true,
  userinfo: {
    request: ({ client, tokens }: { client: { userinfo: (tokens: object) => object }; tokens: object }) => client.userinfo(tokens),
  },
}

/** next-auth 4, called as a page of `pages/api` calls it. */
export async function startNextAuth4(more: Parameters<typeof anApplication>[0] = {}) {
  const portals = process.env.NEXTAUTH_URL ?? ""
  const site = await startSite("Site en next-auth 4", more, (application, url) => async (request, response, body) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", url)
    const asked = Object.assign(request, {
      query: { ...Object.fromEntries(searchParams), nextauth: pathname.split("/").slice(3) },
      cookies: cookiesOf(request.headers.cookie ?? ""),
      body: Object.fromEntries(new URLSearchParams(body)),
    })
    const answered = Object.assign(response, {
      status: (code: number) => Object.assign(response, { statusCode: code }),
      json: (value: object) => response.setHeader("content-type", "application/json").end(JSON.stringify(value)),
      send: (value: unknown) => response.end(typeof value === "string" ? value : JSON.stringify(value)),
    })
    const wellKnown = `${base}/.well-known/openid-configuration`
    const options = { secret, callbacks, providers: [{ ...portal(application), type: "oauth", wellKnown, ...claimsByUserinfo }] }
    // Of a module of another kind, its default is one floor below.
    const { default: handler = NextAuth } = NextAuth as unknown as { default?: unknown }
    await (handler as (...all: unknown[]) => Promise<void>)(asked, answered, options)
  })
  // It reads there where it lives, as the portal does.
  process.env.NEXTAUTH_URL = site.url
  return {
    ...site,
    stop: async () => {
      process.env.NEXTAUTH_URL = portals
      await site.stop()
    },
  }
}

function cookiesOf(header: string): Record<string, string> {
  return Object.fromEntries(
    header.split("; ").map((pair): [string, string] => {
      const [name = "", value = ""] = pair.split(/=(.*)/s)
      return [name, decodeURIComponent(value)]
    }),
  )
}

/** Auth.js, which next-auth 5 is made of. */
export function startAuthJs(more: Parameters<typeof anApplication>[0] = {}) {
  return startSite("Site en Auth.js", more, (application, url) => async (request, response, body) => {
    const headers = new Headers()
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value))
    const method = request.method ?? "GET"
    const asked = new Request(new URL(request.url ?? "/", url), { method, headers, ...(method === "POST" ? { body } : {}) })
    const providers = [{ ...portal(application), type: "oidc", issuer: base }]
    const said = (await Auth(asked, { secret, trustHost: true, basePath: "/api/auth", callbacks, providers } as never)) as Response
    response.statusCode = said.status
    for (const [name, value] of said.headers) if (name !== "set-cookie") response.setHeader(name, value)
    response.setHeader("set-cookie", said.headers.getSetCookie())
    response.end(await said.text())
  })
}
