/** Addresses of the network as proxies write them. Runs without loader. */
import ipaddr from "ipaddr.js"

/** An address in its normal form, without the port that some proxies add; null for a text that is none. */
export function parseAddress(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[([^\]]+)\](:\d+)?$/, "$1")
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1")
    // The card of a machine ("fe80::1%eth0") says nothing of the visitor.
    .replace(/%.*$/, "")
  // "1" and "0x7f.1" are addresses for the library too, but no proxy writes them.
  if (!ipaddr.IPv4.isValidFourPartDecimal(bare) && !ipaddr.IPv6.isValid(bare)) return null
  return ipaddr.process(bare).toString()
}

/** An IPv6 subscriber receives a whole /64, so a /64 counts as one address. What is no address counts as one network that nobody knows. */
export function networkOf(ip: string | null): string {
  const plain = parseAddress(ip ?? "")
  if (plain === null) return "unknown"
  const address = ipaddr.parse(plain)
  return address.kind() === "ipv4" ? plain : address.toNormalizedString().split(":").slice(0, 4).join(":")
}

/** Whether the host of an address, where it is written as numbers, is one of the public network; a name may lead anywhere. */
export function isPublicHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, "")
  return !ipaddr.isValid(bare) || ipaddr.process(bare).range() === "unicast"
}
