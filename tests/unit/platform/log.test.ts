import pino from "pino"
import { expect, it } from "vitest"
import { logOptions } from "@/lib/platform/log"

it("blanks secrets and addresses wherever they are logged, and keeps the rest", () => {
  const lines: string[] = []
  const sample = pino({ ...logOptions, level: "info" }, { write: (line) => void lines.push(line) })
  sample.info({ password: "p1", email: "a@b.fr", input: { token: "t1", currentPassword: "p2", code: "123456" }, requestId: "r1" }, "essai")
  sample.info({ headers: { cookie: "c1", authorization: "b1", "user-agent": "u1" } }, "essai")
  const text = lines.join("")
  for (const secret of ["p1", "a@b.fr", "t1", "p2", "123456", "c1", "b1"]) expect(text).not.toContain(`"${secret}"`)
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ requestId: "r1", msg: "essai", input: { token: "[masqué]" } })
  expect(text).toContain("u1")
})
