import { expect, it } from "vitest"
import { parseAddress } from "@/lib/platform/http/network-address"
import { protectedAddress } from "@/lib/platform/process/settings"

it.each([
  ["192.0.2.7", "192.0.2.7"],
  [" 192.0.2.7:4431 ", "192.0.2.7"],
  ["[2001:db8:1:2::7]:4431", "2001:db8:1:2::7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["fe80::1%eth0", "fe80::1"],
  ["' OR 1=1", null],
  ["1", null],
  ["0x7f.1", null],
  ["", null],
])("%j is the address %j", (text, address) => {
  expect(parseAddress(text)).toBe(address)
})

it.each([
  ["postgresql://u:p@127.0.0.1:5432/d", null, ""],
  ["postgresql://u:p@localhost/d", null, ""],
  ["postgresql://u:p@[::1]/d", null, ""],
  ["postgresql:///d?host=/var/run/postgresql", null, ""],
  ["postgresql://u:p@base:5432/d", null, "verify-full"],
  ["postgresql://u:p@localhost.evil.fr/d", null, "verify-full"],
  ["postgresql://u:p@127.0.0.1/d?host=ailleurs", null, "verify-full"],
  ["postgresql://u:p@base/d?sslmode=require", null, "verify-full"],
  ["postgresql://u:p@base/d?sslmode=disable", null, "disable"],
  ["postgresql://u:p@base/d", "disable", "disable"],
  ["postgresql://u:p@127.0.0.1/d", "verify-full", "verify-full"],
] as const)("the database at %s, DATABASE_SSL %s, is reached with sslmode %j", (given, asked, mode) => {
  expect(new URL(protectedAddress(given, asked)).searchParams.get("sslmode") ?? "").toBe(mode)
})
