import * as z from "zod/mini"
import { type FileKind, fileKinds } from "@/lib/parcourspro/campaign-files/rules"
import { neededNumber } from "@/lib/vocabulary/fields/schema"

const kinds = Object.keys(fileKinds) as [FileKind, ...FileKind[]]

/** Which paper of which year. */
export const campaignFileKey = z.strictObject({
  year: neededNumber(2020, 2199, "Choisissez une année."),
  kind: z.enum(kinds, "Choisissez un document."),
})
export type CampaignFileKey = z.infer<typeof campaignFileKey>
