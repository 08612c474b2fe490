import "server-only"
import type { ActorContext } from "@/lib/access/context"
import type { CampaignFields } from "@/lib/parcourspro/campaigns/schema"
import { asProgrammeManager } from "@/lib/parcourspro/rights/operations"
import { ok, type Result } from "@/lib/platform/result"
import { record } from "@/lib/trace/journal/operations"

/** Writes the rules of a year; those of a year that exists are replaced, and what was registered before stays. */
export function saveCampaign(
  context: ActorContext,
  { year, opensOn, ...fields }: CampaignFields,
): Promise<Result<{ year: number }, "not-found">> {
  return asProgrammeManager(context, { action: "campaign.changed" }, "none-yet", async (tx) => {
    const data = {
      ...fields,
      waves: fields.waves.map((wave) => ({ ...wave })),
      fees: fields.fees.map((fee) => ({ ...fee })),
      opensOn: new Date(`${opensOn}T00:00:00Z`),
      updatedAt: context.now,
    }
    await tx.campaign.upsert({ where: { year }, create: { year, ...data }, update: data })
    await record(tx, context, { action: "campaign.changed", changes: { year } })
    return ok({ year })
  })
}
