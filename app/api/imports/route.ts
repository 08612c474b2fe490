import { NextResponse } from "next/server"
import { can } from "@/lib/access/permissions"
import { keepFile } from "@/lib/desk/import-files/operations"
import { visit } from "@/lib/identity/entrance/auth"
import { receiveFile, refuseFile } from "@/lib/identity/entrance/upload"
import { env } from "@/lib/platform/process/env"

const page = "/admin/structures/import"

/** Receives the file of an import of structures. */
export async function POST(request: Request) {
  const received = await receiveFile(request, page, (actor) => can(actor, "structure.import"))
  if (received instanceof NextResponse) return received
  const { actor, fileName, bytes } = received
  const kept = await keepFile({ actor, ...(await visit()) }, { fileName, bytes })
  if (!kept.ok) return refuseFile(page, kept.why)
  return NextResponse.redirect(`${env.publicUrl}${page}/${kept.value.importId}`, 303)
}
