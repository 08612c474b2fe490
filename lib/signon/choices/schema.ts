import * as z from "zod/mini"

const demande = z.string().check(z.regex(/^[\w-]{1,64}$/, "Rechargez la page."))

/** For which structure someone enters; "aucune" where an application is open to any account and they have none. */
const choiceFields = z.strictObject({
  structure: z.union([z.uuid(), z.literal("aucune")], "Choisissez une structure."),
})
export const choiceSchema = z.extend(choiceFields, { demande })
export const declineSchema = z.strictObject({ demande })
