/** Transfers as a merge keeps them. */
import * as z from "zod/mini"
import { needs, rafaelProfils } from "@/lib/vocabulary/profils/rules"

const heldShape = z.object({
  isReferent: z.boolean(),
  rafaelProfil: z.nullable(z.enum(rafaelProfils)),
  isEmployeur: z.boolean(),
  isPrestataire: z.boolean(),
})

const transferShape = z.object({
  kind: z.enum(["created", "joined", "validated", "waiting", "dropped"]),
  accountId: z.string(),
  from: z.string(),
  to: z.string(),
  held: heldShape,
  before: z.nullable(heldShape),
  after: z.nullable(heldShape),
  asked: z.nullable(z.object({ origin: z.enum(["signup", "request"]), need: z.nullable(z.enum(needs)), requestedAt: z.string() })),
})

export const transfersShape = z.array(transferShape)
