/** LHÉO files sent by someone who writes in the offer of a training body of their own. */
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import { keepOfferFile, runOfferImport, startOfferImport } from "@/lib/rafael/offer-imports/operations"
import { offerImportOf } from "@/lib/rafael/offer-imports/queries"
import { visitor } from "@/tests/support/factories"
import { aTrainingBody, contextFor } from "@/tests/support/rafael"

export const bytesOf = (text: string) => new TextEncoder().encode(text)

/** A new training body, and what its catalogue manager does with a file. */
export async function anImporter() {
  const body = await aTrainingBody()
  const context: ActorContext = await contextFor(body.people.gestionnaire_catalogue)

  async function sent(text: string) {
    const kept = await keepOfferFile(context, { structureId: body.structure.id, fileName: "offre.xml", bytes: bytesOf(text) })
    if (!kept.ok) throw new Error(kept.why)
    return kept.value.importId
  }

  async function state(importId: string) {
    const found = await offerImportOf(context.actor, importId)
    if (!found) throw new Error("no import")
    return found
  }

  async function checked(text: string) {
    const importId = await sent(text)
    await runOfferImport(importId, visitor)
    return { importId, ...(await state(importId)) }
  }

  async function loaded(text: string, settings: { places: number | null; publish: boolean } = { places: 12, publish: false }) {
    const { importId } = await checked(text)
    const started = await startOfferImport(context, { importId, ...settings })
    if (!started.ok) throw new Error(started.why)
    await runOfferImport(importId, visitor)
    return { importId, ...(await state(importId)) }
  }

  return { body, context, siret: body.structure.siret, sent, state, checked, loaded }
}
export type Importer = Awaited<ReturnType<typeof anImporter>>

/** All courses, with all that they have. */
export const courses = () =>
  db.course.findMany({
    orderBy: { numero: "asc" },
    include: {
      deliveries: {
        include: { places: true, sessions: { orderBy: { numero: "asc" }, include: { meetings: { orderBy: { startsAt: "asc" } } } } },
      },
    },
  })
