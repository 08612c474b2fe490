import { expect, it } from "vitest"
import { roughLimit } from "@/lib/platform/http/rough-limit"

it("allows so many in a time, for each key, and says how long to wait", async () => {
  const limit = roughLimit("three", 3, 60)
  for (let time = 0; time < 3; time += 1) expect(await limit.take("one")).toEqual({ allowed: true })
  const refused = await limit.take("one")
  expect(refused).toMatchObject({ allowed: false })
  expect(!refused.allowed && refused.waitSeconds).toBeGreaterThan(50)
  expect(await limit.take("other")).toEqual({ allowed: true })
  expect(await roughLimit("three", 3, 60).take("one"), "the same name, elsewhere").toMatchObject({ allowed: false })
})
