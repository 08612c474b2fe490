import * as z from "zod/mini"
import { line, reasonSchema } from "@/lib/platform/text/fields"

/** A candidate is looked for only by their whole address or phone, and with a reason that is kept. */
export const candidateSearch = z.extend(reasonSchema, {
  contact: z.pipe(line(254), z.string().check(z.minLength(5, "Saisissez l’adresse e-mail ou le téléphone en entier."))),
})
export type CandidateSearch = z.infer<typeof candidateSearch>
