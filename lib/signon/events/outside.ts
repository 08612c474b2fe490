/** Requests to addresses that others chose: never to a private network, never longer than two and a half seconds, never redirected. */
import { lookup } from "node:dns"
import { Agent as HttpAgent, request as httpRequest } from "node:http"
import { Agent as HttpsAgent, request as httpsRequest } from "node:https"
import type { LookupFunction } from "node:net"
import { isPublicHost } from "../../platform/http/network-address.ts"
import { allowsPrivateAddresses } from "../../platform/process/settings.ts"
import { lookup as wordsFor } from "../../platform/text/lookup.ts"

const patience = 2500
const longestAnswer = 4000
const agents = {
  "http:": new HttpAgent({ keepAlive: true, maxSockets: 32 }),
  "https:": new HttpsAgent({ keepAlive: true, maxSockets: 32 }),
}

export type Answer = { status: number; words: string }

/** Posts `body`, and reads the beginning of the answer. Throws when there is none, or when the address may not be asked. */
export function postOutside(address: string, headers: Record<string, string>, body: string): Promise<Answer> {
  const url = new URL(address)
  const isSecure = url.protocol === "https:"
  // The name of a machine is looked up below; an address written as such never is.
  refusePrivate(url.hostname)
  if (!isSecure && !allowsPrivateAddresses()) throw new Error("son adresse n’est pas en https")
  return new Promise((resolve, reject) => {
    const request = (isSecure ? httpsRequest : httpRequest)(url, {
      method: "POST",
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
      agent: agents[isSecure ? "https:" : "http:"],
      lookup: publicOnly,
      signal: AbortSignal.timeout(patience),
    })
    request.once("error", reject)
    request.once("response", (response) => {
      let words = ""
      response.setEncoding("utf8")
      response.on("data", (chunk: string) => {
        words = (words + chunk).slice(0, longestAnswer)
      })
      response.once("end", () => resolve({ status: response.statusCode ?? 0, words }))
      response.once("error", reject)
    })
    request.end(body)
  })
}

/** The address that is connected to is the one that was looked at: a name cannot change its mind in between. */
const publicOnly: LookupFunction = (name, options, done) => {
  lookup(name, { ...options, all: true }, (error, found) => {
    if (error) return done(error, "", 0)
    try {
      for (const { address } of found) refusePrivate(address)
    } catch (refusal) {
      return done(refusal as NodeJS.ErrnoException, "", 0)
    }
    const [first] = found
    if (options.all) done(null, found)
    else done(null, first?.address ?? "", first?.family ?? 0)
  })
}

/** Throws for a host that is not one of the public network. */
function refusePrivate(host: string) {
  if (!allowsPrivateAddresses() && !isPublicHost(host)) throw new Error("son adresse est celle d’un réseau privé")
}

const faults = {
  ECONNREFUSED: "refuse la connexion",
  ECONNRESET: "a coupé la connexion",
  ENOTFOUND: "son nom ne mène nulle part",
  EAI_AGAIN: "son nom ne se trouve pas en ce moment",
  CERT_HAS_EXPIRED: "son certificat a expiré",
  DEPTH_ZERO_SELF_SIGNED_CERT: "son certificat n’est pas reconnu",
} as const

/** Why an address did not answer, for the managers who read it. */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return "n’a pas répondu"
  if (error.name === "TimeoutError" || error.name === "AbortError") return "n’a pas répondu à temps"
  const { code } = error as { code?: string }
  return wordsFor(faults, code) ?? (code ? `n’a pas répondu (${code})` : error.message)
}
