import * as z from "zod/mini"

/** A gesture on one invitation of a structure. */
export const invitationSchema = z.strictObject({ structureId: z.uuid("Structure inconnue."), invitationId: z.uuid("Invitation inconnue.") })
export type OneInvitation = z.infer<typeof invitationSchema>
