/** The papers of a year, put at everyone's disposal by managers. */
import "server-only"
import { fileTypeFromBuffer } from "file-type"
import type { ActorContext } from "@/lib/access/context"
import { fileKinds, mostBytes } from "@/lib/parcourspro/campaign-files/rules"
import type { CampaignFileKey } from "@/lib/parcourspro/campaign-files/schema"
import { asProgrammeManager } from "@/lib/parcourspro/rights/operations"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { storable } from "@/lib/platform/text/storable"
import { record } from "@/lib/trace/journal/operations"

type FileRefusal = "not-found" | "too-large" | "wrong-type"
type NewFile = CampaignFileKey & { fileName: string; bytes: Uint8Array<ArrayBuffer> }

/** Keeps a paper in place of the former one. Its type is what its content says, whatever its name and the browser say. */
export async function keepCampaignFile(
  context: ActorContext,
  { year, kind, fileName, bytes }: NewFile,
): Promise<Result<CampaignFileKey, FileRefusal>> {
  const mediaType = bytes.length <= mostBytes ? (await fileTypeFromBuffer(bytes))?.mime : undefined
  return asProgrammeManager(
    context,
    { action: "campaign.file-kept" },
    "none-yet",
    async (tx): Promise<Result<CampaignFileKey, FileRefusal>> => {
      if (bytes.length > mostBytes) return refuse("too-large")
      const taken = fileKinds[kind].types.find((type) => type === mediaType)
      if (!taken) return refuse("wrong-type")
      if ((await tx.campaign.count({ where: { year } })) === 0) return refuse("not-found")
      const data = {
        fileName: storable(fileName, 200),
        mediaType: taken,
        content: bytes,
        uploadedBy: context.actor.accountId,
        uploadedAt: context.now,
      }
      await tx.campaignFile.upsert({ where: { year_kind: { year, kind } }, create: { year, kind, ...data }, update: data })
      await record(tx, context, { action: "campaign.file-kept", changes: { year, kind } })
      return ok({ year, kind })
    },
  )
}

/** Takes a paper away: its link shows no more. */
export function removeCampaignFile(context: ActorContext, { year, kind }: CampaignFileKey): Promise<Result<CampaignFileKey, "not-found">> {
  return asProgrammeManager(
    context,
    { action: "campaign.file-removed" },
    "none-yet",
    async (tx): Promise<Result<CampaignFileKey, "not-found">> => {
      const { count } = await tx.campaignFile.deleteMany({ where: { year, kind } })
      if (count === 0) return refuse("not-found")
      await record(tx, context, { action: "campaign.file-removed", changes: { year, kind } })
      return ok({ year, kind })
    },
  )
}
