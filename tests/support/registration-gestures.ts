/** The gestures around a registration, as the people of a programme make them. */
import { answerRequests } from "@/lib/parcourspro/employers/operations"
import { answerRegistrations } from "@/lib/parcourspro/providers/operations"
import { register } from "@/lib/parcourspro/registrations/operations"
import { aStructure, now } from "./factories"
import { aPersonOf, type aProgramme, aRegistration, asked, contextFor } from "./parcourspro"

type Programme = Awaited<ReturnType<typeof aProgramme>>

/** `world`: the programme of the test that runs. */
export function gesturesOn(world: () => Programme) {
  const ask = async (who = world().coming.person, sessionId = world().session.id) =>
    register(await contextFor(who), asked(world().coming.structure.id, sessionId))

  async function askedId(...given: Parameters<typeof ask>) {
    const result = await ask(...given)
    if (!result.ok) throw new Error(result.why)
    return result.value.registrationId
  }

  const employerSays = async (
    id: string,
    arrow: "accept" | "refuse" | "withdrawConsent" = "accept",
    reason = "",
    who = world().coming.employer,
  ) => answerRequests(await contextFor(who), { registrationIds: [id], arrow, reason })

  const providerSays = async (ids: string[], arrow: "confirm" | "waitlist" | "decline" = "confirm", reason = "") =>
    answerRegistrations(await contextFor(world().giver.provider), {
      registrationIds: ids,
      arrow,
      reason,
      sessionId: world().session.id,
    })

  /** Someone of another structure whose request the employer has accepted. */
  async function accepted(sessionId = world().session.id, minutes = 0) {
    const structure = await aStructure({ types: ["prescripteur"] })
    const person = await aPersonOf(structure.id)
    return aRegistration({
      accountId: person.accountId,
      structureId: structure.id,
      sessionId,
      status: "employer_accepted",
      requestedAt: new Date(now.getTime() + minutes * 60_000),
    })
  }

  return { ask, askedId, employerSays, providerSays, accepted }
}
