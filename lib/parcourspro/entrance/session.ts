import "server-only"
import { notFound } from "next/navigation"
import { cache } from "react"
import { enter } from "@/lib/identity/entrance/actor"
import { runSession } from "@/lib/parcourspro/providers/queries"

/** Lets the actor into a page of one session of the programme, when they run it; "Page introuvable" otherwise. */
export const enterEventSession = cache(async (path: string, sessionId: string) => {
  const actor = await enter(path)
  const session = await runSession(actor, sessionId)
  return session ? { actor, session } : notFound()
})
