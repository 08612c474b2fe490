import { anAccount, anActiveAffiliation } from "./factories"
import { aPreregistration, aPrescriber, aSession, aTrainingBody, contextFor } from "./rafael"

export type Status = NonNullable<Parameters<typeof aPreregistration>[0]["status"]>

/** A structure with people has a référent. */
export async function led<Made extends { structure: { id: string } }>(made: Made): Promise<Made> {
  await anActiveAffiliation((await anAccount()).id, made.structure.id, { isReferent: true })
  return made
}

export async function anOffer(state: "draft" | "published" = "published") {
  const body = await led(await aTrainingBody())
  return { body, ...(await aSession(body, { state })), writes: await contextFor(body.people.gestionnaire_catalogue) }
}

/** One pre-registration of a level 1 in this state, with those who may act on it. */
export async function oneThatIs(status: Status) {
  const [{ body, session }, prescriber] = [await anOffer(), await led(await aPrescriber())]
  const { prescripteur_1, prescripteur_3 } = prescriber.people
  const one = await aPreregistration({
    structureId: prescriber.structure.id,
    ownerId: prescripteur_1.affiliationId,
    sessionId: session.id,
    status,
  })
  return {
    id: one.id,
    candidateId: one.candidateId,
    structureId: prescriber.structure.id,
    body,
    session,
    level1: await contextFor(prescripteur_1),
    level3: await contextFor(prescripteur_3),
    answers: await contextFor(body.people.gestionnaire_general),
    writes: await contextFor(body.people.gestionnaire_catalogue),
  }
}
