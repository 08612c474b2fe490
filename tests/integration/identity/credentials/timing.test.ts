import { beforeEach, describe, expect, it } from "vitest"
import { askReset } from "@/lib/identity/credentials/operations"
import { signIn } from "@/lib/identity/sessions/operations"
import { db } from "@/lib/platform/db/client"
import { hashPassword, verifyPassword } from "@/lib/platform/secrets/password"
import { anAccount, visitor } from "@/tests/support/factories"

const password = "bruyère tandem cobalt 71"
const email = "alix@exemple.fr"

beforeEach(async () => {
  await anAccount({ email, passwordHash: await hashPassword(password) })
})

// A busy machine may spoil one measure, but hardly three in a row; a difference that a person could notice shows in all three.
describe("25: an address with an account and one without take the same time to refuse", { retry: 2 }, () => {
  const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

  async function timed(work: () => Promise<unknown>) {
    const started = performance.now()
    await work()
    return performance.now() - started
  }

  async function medians(known: () => Promise<unknown>, unknown: () => Promise<unknown>) {
    const times = { known: [] as number[], unknown: [] as number[] }
    for (let turn = 0; turn < 15; turn += 1) {
      await db.throttle.deleteMany()
      times.known.push(await timed(known))
      times.unknown.push(await timed(unknown))
    }
    return { known: median(times.known), unknown: median(times.unknown) }
  }

  const attempt = (address: string) => () => signIn(visitor, { email: address, password: "pas le bon" })

  it("at sign-in, even for a hash made with lesser parameters", async () => {
    const { hash } = await import("@node-rs/argon2")
    await anAccount({ email: "vieille@exemple.fr", passwordHash: await hash(password, { memoryCost: 8192, timeCost: 1, parallelism: 1 }) })
    await attempt(email)()
    for (const address of [email, "vieille@exemple.fr"]) {
      const { known, unknown } = await medians(attempt(address), attempt("inconnue@exemple.fr"))
      expect(Math.abs(known - unknown), `${address}: ${known} and ${unknown} ms`).toBeLessThan(0.25 * unknown)
    }
  })

  it("the control: what a naive check would give is told apart by the same measure", async () => {
    const { passwordHash } = await db.account.findUniqueOrThrow({ where: { email } })
    const { known, unknown } = await medians(
      () => verifyPassword(passwordHash, "pas le bon"),
      () => db.account.count(),
    )
    expect(known - unknown).toBeGreaterThan(0.25 * unknown)
  })

  it("at reset, where both only leave a job", async () => {
    const { known, unknown } = await medians(
      () => askReset(visitor, { email }),
      () => askReset(visitor, { email: "inconnue@exemple.fr" }),
    )
    expect(Math.abs(known - unknown)).toBeLessThan(0.5 * unknown)
  })
})
