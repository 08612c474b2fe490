import * as z from "zod/mini"

export const dropSchema = z.strictObject({ fileId: z.uuid("Fichier inconnu.") })
