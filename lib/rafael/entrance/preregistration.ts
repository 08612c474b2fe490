import "server-only"
import { notFound } from "next/navigation"
import { cache } from "react"
import { enter } from "@/lib/identity/entrance/actor"
import { preregistrationOf } from "@/lib/rafael/preregistrations/queries"

/** Lets the actor into a page of one pre-registration, on the prescriber's side or the training body's; "Page introuvable" otherwise. */
export const enterPreregistration = cache(async (path: string, id: string) => {
  const actor = await enter(path)
  const preregistration = await preregistrationOf(actor, id)
  return preregistration ? { actor, preregistration } : notFound()
})
