import * as z from "zod/mini"
import { reasonSchema, tick } from "@/lib/platform/text/fields"

export const accountSchema = z.strictObject({ accountId: z.uuid("Compte inconnu.") })

/** The reason why an account is disabled; the person reads it. `withoutReferent`: a structure may be left without référent. */
export const disablingSchema = z.extend(reasonSchema, { withoutReferent: tick, accountId: z.uuid("Compte inconnu.") })
export type Disabling = z.infer<typeof disablingSchema>
