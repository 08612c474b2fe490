import "server-only"
import { notFound } from "next/navigation"
import { cache } from "react"
import { enter } from "@/lib/identity/entrance/actor"
import { sessionOfOffer } from "@/lib/rafael/courses/queries"
import { type RafaelRight, structuresWith } from "@/lib/rafael/rights/rules"

/** Lets the actor into a page of one session of the offer, when their profil in its structure opens it; "Page introuvable" otherwise. */
export const enterSession = cache(async (path: string, sessionId: string, right: RafaelRight) => {
  const actor = await enter(path)
  const session = await sessionOfOffer(actor, sessionId)
  const isTheirs = session && structuresWith(actor, right).includes(session.delivery.course.structureId)
  return isTheirs ? { actor, session } : notFound()
})
