import "server-only"
import { notFound } from "next/navigation"
import { cache } from "react"
import { enter } from "@/lib/identity/entrance/actor"
import { visit } from "@/lib/identity/entrance/auth"
import { documentFor } from "@/lib/parcourspro/documents/queries"
import { db, transaction } from "@/lib/platform/db/client"
import { refuse, tolerate } from "@/lib/platform/result"
import { record, refuseWithTrace } from "@/lib/trace/journal/operations"

/**
 * Lets the actor read a paper; "Page introuvable", with its trace, for anyone else. A manager who reads one leaves a row in the journal, and
 * so does nobody else.
 */
export const enterDocument = cache(async (path: string, id: string) => {
  const actor = await enter(path)
  const document = await documentFor(actor, id)
  const context = { actor, ...(await visit()) }
  if (!document) {
    const attempt = { action: "document.see", targetId: id } as const
    tolerate(await transaction((tx) => refuseWithTrace(tx, context, attempt, refuse("not-found"))), "not-found")
    notFound()
  }
  if (document.isManager)
    await record(db, context, { action: "document.read-by-manager", structureId: document.session.event.providerId, targetId: document.id })
  return { actor, document }
})
