/** One structure and everyone who may look at it, each with a cookie. */
import { test as base } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { cookieOf } from "@/tests/support/cookies"
import { aStructureWithEveryone } from "@/tests/support/factories"

async function aWorld() {
  const { structure, affiliation, request, people } = await aStructureWithEveryone()
  const cookies = Object.fromEntries(
    await Promise.all(Object.entries(people).map(async ([who, { id }]) => [who, await cookieOf(id)] as const)),
  )
  return { structure: structure.id, affiliation: affiliation.id, request: request.id, people, cookies }
}
export type World = Awaited<ReturnType<typeof aWorld>>

export const test = base.extend<{ world: World }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the first argument.
  world: async ({}, use) => {
    const world = await aWorld()
    await use(world)
    // Every manager gets a mail about each first account: two dozen managers would delay the mails of other journeys.
    await db.account.update({ where: { id: world.people.manager.id }, data: { isManager: false } })
  },
})
