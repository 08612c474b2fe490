import { createHash } from "node:crypto"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, afterEach, beforeAll, expect, it } from "vitest"
import { isLeaked } from "@/lib/platform/http/leaked-passwords"

const known = "bruyère tandem cobalt 71"
const hashOf = (password: string) => createHash("sha1").update(password.normalize("NFKC")).digest("hex").toUpperCase()
const asked: string[] = []
let server: Server
let mood: "well" | "failing" | "silent" = "well"

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? "")
    if (mood === "silent") return
    if (mood === "failing") return response.writeHead(500).end()
    const hash = hashOf(known)
    return response.end([`${hash.slice(5)}:42`, `${hashOf("autre").slice(5)}:0`].join("\r\n"))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
afterEach(() => {
  delete process.env.LEAKED_PASSWORDS_URL
  mood = "well"
  asked.length = 0
})
const turnOn = () => {
  process.env.LEAKED_PASSWORDS_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

it("asks nothing unless a service is named", async () => {
  expect(await isLeaked(known)).toBe(false)
  expect(asked).toEqual([])
})

it("learns five letters of a hash, and knows what the service knows, in any form of its accents", async () => {
  turnOn()
  expect([await isLeaked(known), await isLeaked(known.normalize("NFD")), await isLeaked("autre"), await isLeaked("inconnu")]).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect(asked[0]).toBe(`/range/${hashOf(known).slice(0, 5)}`)
})

it.each(["failing", "silent"] as const)("is not waited for when it is %s", async (how) => {
  turnOn()
  mood = how
  const started = performance.now()
  expect(await isLeaked(known)).toBe(false)
  expect(performance.now() - started).toBeLessThan(4000)
})
