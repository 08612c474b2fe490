import * as z from "zod/mini"
import { scores } from "@/lib/parcourspro/satisfactions/rules"
import { oneOf } from "@/lib/vocabulary/fields/schema"

/** The answer to the one question. */
export const judgement = z.strictObject({ registrationId: z.uuid("Inscription inconnue."), score: oneOf(scores) })
export type Judgement = z.infer<typeof judgement>
