/** What tests of events need around each of them: the provider, an application that hears, and someone who has entered it. */
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest"
import { startReceiver } from "./event-receiver"
import { anAccount, anActiveAffiliation, aStructureWithReferent } from "./factories"
import { anApplication, Browser, clientOf, startProvider } from "./sign-on"

/** The provider lasts as long as the file, the receiver as long as each test. */
export function aHearingStage() {
  const world = {} as { provider: Awaited<ReturnType<typeof startProvider>>; receiver: Awaited<ReturnType<typeof startReceiver>> }
  beforeAll(async () => {
    world.provider = await startProvider()
  })
  afterAll(() => world.provider.stop())
  beforeEach(async () => {
    process.env.SIGN_ON_PRIVATE_ADDRESSES = "1"
    world.receiver = await startReceiver(world.provider.base)
  })
  afterEach(() => world.receiver.stop())
  return world
}

/** An application that hears by `way`, and someone who has entered it. */
export async function someoneHeardOf(
  { provider, receiver }: ReturnType<typeof aHearingStage>,
  way: "push" | "poll" | "none" = "push",
  more: Parameters<typeof anApplication>[0] = {},
) {
  const application = await anApplication({
    eventWay: way,
    eventAddress: `${receiver.url}/evenements`,
    logoutAddress: `${receiver.url}/deconnexion`,
    ...more,
  })
  const { structure, referent } = await aStructureWithReferent()
  const person = await anAccount({ firstName: "Sacha" })
  const affiliation = await anActiveAffiliation(person.id, structure.id, { rafaelProfil: "prescripteur_2" })
  const browser = new Browser(provider.base)
  const sid = await browser.signIn(person.id)
  const client = await clientOf(provider.base, application)
  const tokens = await client.enter(browser)
  return { application, structure, referent, person, affiliation, browser, sid, client, tokens, sub: tokens.claims()?.sub }
}
