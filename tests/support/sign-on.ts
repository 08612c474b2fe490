/** What tests of sign-on need: an application, a provider that answers, and a browser that goes where it is sent. */
import { createHash, randomBytes } from "node:crypto"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import * as openid from "openid-client"
import { db } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { isSignOn, mountSignOn } from "@/lib/signon/web/mount"
import { cookieOf } from "./cookies"

export const callback = "https://outil.exemple.fr/retour"

/** An application with one secret, open to members of a structure; `secret` is known here alone. */
export async function anApplication(more: Partial<Prisma.ApplicationUncheckedCreateInput> = {}) {
  const secret = randomBytes(32).toString("base64url")
  const now = new Date()
  const application = await db.application.create({
    data: {
      name: "Outil d’essai",
      purpose: "Il sert aux tests.",
      redirectAddresses: [callback],
      scopes: ["profile", "email", "structure"],
      profils: ["prescripteur_1", "prescripteur_2", "prescripteur_3", "employeur"],
      sector: randomBytes(32).toString("hex"),
      createdAt: now,
      updatedAt: now,
      secrets: { create: { hash: createHash("sha256").update(secret).digest("hex"), createdAt: now } },
      ...more,
    },
  })
  return { ...application, secret }
}

/**
 * The provider alone, as scripts/web.ts mounts it; every other address answers with nothing, as Next would with a page. It sets
 * NEXTAUTH_URL, which names it.
 */
export async function startProvider(options: Parameters<typeof mountSignOn>[0] & { ip?: string } = {}) {
  const signOn = mountSignOn(options)
  const underWay = new Set<Promise<void>>()
  const server: Server = createServer((request, response) => {
    if (!isSignOn(request.url ?? "/")) return void response.end("page")
    // As scripts/web.ts does. Each question comes from somewhere else, unless a test says where from.
    request.headers["x-client-ip"] = options.ip ?? [10, ...randomBytes(3)].join(".")
    response.setHeader("Content-Security-Policy", "script-src 'nonce-x'; form-action 'self'")
    const answering = signOn
      .answer({ request, response, nonce: "x" })
      .catch((error: unknown) => {
        response.statusCode = 503
        response.end(String(error))
      })
      .finally(() => underWay.delete(answering))
    underWay.add(answering)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const base = `http://localhost:${(server.address() as AddressInfo).port}`
  process.env.NEXTAUTH_URL = base
  return {
    base,
    stop: async () => {
      await signOn.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      // What is answered to nobody any more would ask the database of the next file.
      await Promise.all(underWay)
    },
  }
}

/** A browser: it keeps cookies, and stops where it leaves the provider, or where a page waits for its person. */
export class Browser {
  private readonly cookies = new Map<string, string>()

  constructor(private readonly base: string) {}

  /** Takes a cookie of the portal, as `name=value`. */
  carry(cookie: string) {
    const [name = "", value = ""] = cookie.split(/=(.*)/s)
    this.cookies.set(name, value)
  }

  /** Signs the person in, in a session of their own. Returns its id. */
  async signIn(accountId: string): Promise<string> {
    this.carry(await cookieOf(accountId))
    const { id } = await db.session.findFirstOrThrow({ where: { accountId }, orderBy: { createdAt: "desc" } })
    return id
  }

  /** Follows redirections among the provider's own addresses; the last answer, and where it was or leads. */
  async go(address: string, init: RequestInit = {}): Promise<{ url: URL; response: Response }> {
    let url = new URL(address, this.base)
    for (let step = 0; step < 12; step += 1) {
      const response = await fetch(url, {
        ...init,
        redirect: "manual",
        headers: { accept: "text/html", ...init.headers, cookie: this.jar() },
      })
      for (const cookie of response.headers.getSetCookie()) this.keep(cookie)
      const location = response.headers.get("location")
      if (!location) return { url, response }
      url = new URL(location, url)
      init = {}
      if (url.origin !== this.base || !isSignOn(url.pathname)) return { url, response }
    }
    throw new Error(`sent round and round: ${url}`)
  }

  private jar() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ")
  }

  private keep(cookie: string) {
    const [pair = ""] = cookie.split(";")
    const [name = "", value = ""] = pair.split(/=(.*)/s)
    if (value === "" || /expires=Thu, 01 Jan 1970/i.test(cookie)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

/** An application as `openid-client` plays it. */
export async function clientOf(base: string, { id, secret }: { id: string; secret: string }) {
  const config = await openid.discovery(new URL(base), id, undefined, openid.ClientSecretBasic(secret), {
    execute: [openid.allowInsecureRequests],
  })
  return new Relying(config)
}

type Asked = { url: URL; checks: openid.AuthorizationCodeGrantChecks }

class Relying {
  constructor(readonly config: openid.Configuration) {}

  /** The address to which a person is sent, and what the answer is checked against. */
  async ask(more: Record<string, string> = {}, { pushed = false } = {}): Promise<Asked> {
    const verifier = openid.randomPKCECodeVerifier()
    const [state, nonce] = [openid.randomState(), openid.randomNonce()]
    const parameters = {
      redirect_uri: callback,
      scope: "openid profile email structure",
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      state,
      nonce,
      ...more,
    }
    const url = pushed
      ? await openid.buildAuthorizationUrlWithPAR(this.config, parameters)
      : openid.buildAuthorizationUrl(this.config, parameters)
    return { url, checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce } }
  }

  tokens(answer: URL, { checks }: Asked) {
    return openid.authorizationCodeGrant(this.config, answer, checks)
  }

  /** The whole way, for someone who has one structure and nothing to agree to. */
  async enter(browser: Browser, more: Record<string, string> = {}, options = {}) {
    const asked = await this.ask(more, options)
    const { url } = await browser.go(asked.url.href)
    return this.tokens(url, asked)
  }

  async userinfo(tokens: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers) {
    return openid.fetchUserInfo(this.config, tokens.access_token, tokens.claims()?.sub ?? "")
  }
}
