import { NextResponse } from "next/server"
import { at } from "@/lib/access/addresses"
import { can } from "@/lib/access/permissions"
import { visit } from "@/lib/identity/entrance/auth"
import { receiveFile, refuseFile } from "@/lib/identity/entrance/upload"
import { keepCampaignFile } from "@/lib/parcourspro/campaign-files/operations"
import { campaignFileKey } from "@/lib/parcourspro/campaign-files/schema"
import { env } from "@/lib/platform/process/env"

const page = "/admin/campagnes"

/** Receives a paper of a year, in place of the former one. */
export async function POST(request: Request) {
  const received = await receiveFile(request, page, (actor) => can(actor, "programme.manage"))
  if (received instanceof NextResponse) return received
  const { actor, form, fileName, bytes } = received
  const key = campaignFileKey.safeParse({ year: form.get("year"), kind: form.get("kind") })
  if (!key.success) return refuseFile(page, "not-found")
  const kept = await keepCampaignFile({ actor, ...(await visit()) }, { ...key.data, fileName, bytes })
  if (!kept.ok) return refuseFile(at(page, { annee: key.data.year }), kept.why)
  return NextResponse.redirect(`${env.publicUrl}${at(page, { fait: "fichier", annee: key.data.year })}`, 303)
}
