import { describe, expect, it } from "vitest"
import { networkOf } from "@/lib/platform/http/network-address"
import { waitAfter } from "@/lib/platform/http/throttle"
import { waitWords } from "@/lib/platform/time/dates"

it("four failures cost nothing, then each wait is twice the one before, a quarter of an hour at most", () => {
  expect(Array.from({ length: 12 }, (_, failures) => waitAfter(failures))).toEqual([0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900])
  expect([20, 21, 22, 40].map((failures) => waitAfter(failures, 20))).toEqual([0, 30, 60, 900])
})

it("a wait is said in words", () => {
  expect([1, 30, 60, 61, 840].map(waitWords)).toEqual(["une seconde", "30 secondes", "60 secondes", "2 minutes", "14 minutes"])
})

describe("one address of the network", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:aaaa::1", "2001:db8:1:2"],
    ["2001:0db8:0001:0002:ffff:ffff:ffff:ffff", "2001:db8:1:2"],
    ["2001:db8::1", "2001:db8:0:0"],
    ["::1", "0:0:0:0"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["not an address", "unknown"],
    ["1", "unknown"],
    ["0x7f.1", "unknown"],
    ["fe80::1%eth0", "fe80:0:0:0"],
    ["[2001:db8:1:2::7]:4431", "2001:db8:1:2"],
    ["192.0.2.7:4431", "192.0.2.7"],
    [null, "unknown"],
  ])("%s counts as %s", (ip, network) => {
    expect(networkOf(ip)).toBe(network)
  })
})
