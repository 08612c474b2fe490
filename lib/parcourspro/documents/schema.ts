import * as z from "zod/mini"
import { type DocumentKind, documentKinds } from "@/lib/parcourspro/documents/rules"

const kinds = Object.keys(documentKinds) as [DocumentKind, ...DocumentKind[]]

/** `about`: the registration or the structure that a paper is of; "" for one of the session, or for all that are missing. */
export const documentIssue = z.strictObject({
  sessionId: z.uuid("Session inconnue."),
  kind: z.enum(kinds, "Document inconnu."),
  about: z._default(z.union([z.literal(""), z.uuid("Personne inconnue.")]), ""),
})
export type DocumentIssue = z.infer<typeof documentIssue>

/** "Tout établir": every paper of a kind that is missing. */
export const missingDocuments = z.strictObject({ sessionId: z.uuid("Session inconnue."), kind: z.enum(kinds, "Document inconnu.") })
export type MissingDocuments = z.infer<typeof missingDocuments>
