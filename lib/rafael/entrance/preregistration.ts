import "server-only"
import { notFound } from "next/navigation"
import { cache } from "react"
import { enter } from "@/lib/identity/entrance/actor"
import { visit } from "@/lib/identity/entrance/auth"
import { db, isUuid, transaction } from "@/lib/platform/db/client"
import { refuse, tolerate } from "@/lib/platform/result"
import { prescriberOf } from "@/lib/rafael/preregistrations/operations"
import { preregistrationOf } from "@/lib/rafael/preregistrations/queries"
import { refuseWithTrace } from "@/lib/trace/journal/operations"

/**
 * Lets the actor into a page of one pre-registration, on the prescriber's side or the training body's. For anyone else's, the answer is
 * "Page introuvable" and the attempt leaves one trace, although the page and its title both call this.
 */
export const enterPreregistration = cache(async (path: string, id: string) => {
  const actor = await enter(path)
  const preregistration = await preregistrationOf(actor, id)
  if (preregistration) return { actor, preregistration }
  const structureId = isUuid(id) ? await prescriberOf(db, id) : null
  if (structureId) {
    const context = { actor, ...(await visit()) }
    const attempt = { action: "preregistration.see", structureId, targetId: id } as const
    tolerate(await transaction((tx) => refuseWithTrace(tx, context, attempt, refuse("not-found"))), "not-found")
  }
  notFound()
})
