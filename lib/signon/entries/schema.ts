import * as z from "zod/mini"

export const entrySchema = z.strictObject({ entryId: z.uuid("Application inconnue.") })
