import "server-only"
import ipaddr from "ipaddr.js"
import { guesses, limit, roughLimit } from "@/lib/platform/http/throttle"
import { env } from "@/lib/platform/process/env"

const hour = 3600

/** What one network address may ask for. The limits are generous, because a whole school may share one address. */
export const networkLimits = {
  /** Wrong passwords, codes and passkeys, whatever the account. */
  signInFailures: limit("net-sign-in", 100, hour / 4),
  signups: limit("net-signup", 400, hour),
  /** Links asked for: resets, verifications. */
  links: limit("net-links", 200, hour),
  /** Look-ups in the national directory, which itself answers seven a second to the whole portal. */
  directory: limit("net-directory", 120, hour),
  /** "Nous contacter": each message goes to all managers. */
  contacts: limit("net-contact", 20, hour),
  /** Changes of one's own account that cost a hash or a mail. */
  changes: limit("net-changes", 300, hour),
}

/** Searches per minute, for a room of forty people who type at once. The list is public: the limit spares the server, and hides nothing. */
export const searches = roughLimit("net-searches", env.searchesPerMinute, 60)

/** Mails that one e-mail address may receive because someone typed it, whoever typed it. */
export const addressLimits = {
  resets: limit("address-reset", 5, hour),
  /** Sign-ups and changes of address: the mail carries the words of a stranger to someone who may have asked for nothing. */
  invitations: limit("address-invitation", 5, hour),
}

/** Guesses at the password behind an address, whether or not it has an account. */
export const passwordGuesses = guesses("password")

/** Guesses at the second factor of an account. */
export const codeGuesses = guesses("code")

/** An IPv6 subscriber receives a whole /64, so a /64 counts as one address. A text that is not an address is returned unchanged. */
export function networkOf(ip: string | null): string {
  if (!ip) return "unknown"
  // Some proxies write the port too.
  const bare = ip.replace(/^\[([^\]]+)\](:\d+)?$/, "$1").replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1")
  if (!ipaddr.isValid(bare)) return ip
  const address = ipaddr.process(bare)
  if (address.kind() === "ipv4") return address.toString()
  return address.toNormalizedString().split(":").slice(0, 4).join(":")
}
