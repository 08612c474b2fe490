/** Requests to addresses that others chose: never to a private network, never longer than two and a half seconds, never redirected. */
import { lookup } from "node:dns"
import { Agent as HttpAgent, request as httpRequest } from "node:http"
import { Agent as HttpsAgent, request as httpsRequest } from "node:https"
import type { LookupFunction } from "node:net"
import ipaddr from "ipaddr.js"
import { allowsPrivateAddresses } from "../../platform/process/settings.ts"

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
  const bare = url.hostname.replace(/^\[|\]$/g, "")
  if (ipaddr.isValid(bare)) refusePrivate(bare)
  if (!isSecure && !allowsPrivateAddresses()) throw new Error("an address in https is needed")
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

/** Throws for an address that is not one of the public network. */
function refusePrivate(address: string) {
  if (allowsPrivateAddresses() || ipaddr.process(address).range() === "unicast") return
  throw new Error("an address of a private network is not asked")
}
