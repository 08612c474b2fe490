import { NextResponse } from "next/server"
import { visit } from "@/lib/identity/entrance/auth"
import { receiveFile, refuseFile } from "@/lib/identity/entrance/upload"
import { env } from "@/lib/platform/process/env"
import { keepOfferFile } from "@/lib/rafael/offer-imports/operations"
import { structuresWith } from "@/lib/rafael/rights/rules"

const path = "/rafael/catalogue/import"

/** Receives the LHÉO file of a structure's offer. */
export async function POST(request: Request) {
  const received = await receiveFile(request, path, (actor) => !actor.control && structuresWith(actor, "offer.write").length > 0)
  if (received instanceof NextResponse) return received
  const { actor, form, fileName, bytes } = received
  const structureId = String(form.get("structure") ?? "")
  if (!structuresWith(actor, "offer.write").includes(structureId)) return new NextResponse("Page introuvable", { status: 404 })
  const page = `${path}?structure=${structureId}`
  const kept = await keepOfferFile({ actor, ...(await visit()) }, { structureId, fileName, bytes })
  if (!kept.ok) return refuseFile(page, kept.why)
  return NextResponse.redirect(`${env.publicUrl}${path}/${kept.value.importId}`, 303)
}
