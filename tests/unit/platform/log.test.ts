import pino from "pino"
import { expect, it } from "vitest"
import { logOptions } from "@/lib/platform/process/log"
import { attributeWork, during } from "@/lib/platform/process/work"

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

it("says whose request it was on each line, and of a failure neither addresses, values, nor what the database quotes", () => {
  const lines: string[] = []
  const sample = pino({ ...logOptions, level: "info" }, { write: (line) => void lines.push(line) })
  const error = Object.assign(new Error('Key (email)=(lea@exemple.fr) exists. invalid input syntax for type uuid: "Léa DURAND"'), {
    code: "P2002",
    detail: "Key (last_name)=(DURAND)",
    meta: { target: "DURAND" },
  })
  during({ requestId: "r1" }, () => {
    attributeWork("compte", "gestionnaire")
    sample.error({ err: error }, "échec")
  })
  sample.info("hors de tout travail")
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    requestId: "r1",
    accountId: "compte",
    controllerId: "gestionnaire",
    err: { type: "Error", errorCode: "P2002" },
  })
  expect(lines[0]).toContain("log.test.ts")
  expect(lines[0]).not.toMatch(/lea@|DURAND/)
  expect(JSON.parse(lines[1] ?? "")).not.toHaveProperty("requestId")
})
