import { headers } from "next/headers"
import { NextResponse } from "next/server"
import { can } from "@/lib/access/permissions"
import { keepFile } from "@/lib/desk/import-files/operations"
import { currentActor, drawnFor } from "@/lib/identity/entrance/actor"
import { visit } from "@/lib/identity/entrance/auth"
import { drawnForField } from "@/lib/platform/http/form-state"
import { isSameOrigin } from "@/lib/platform/http/origin"
import { env } from "@/lib/platform/process/env"

/**
 * Receives the file of an import: a route rather than an action, because a file is larger than a form may be
 * (scripts/web.ts). The body is read only once it is known who sends it.
 */
export async function POST(request: Request) {
  const actor = await currentActor()
  // The session has ended: the person signs in, then chooses the file again.
  if (!actor) return NextResponse.redirect(`${env.publicUrl}/connexion?retour=/admin/structures/import`, 303)
  const isTheirs = can(actor, "structure.import")
  if (!isTheirs || !isSameOrigin(await headers())) return new NextResponse("Page introuvable", { status: 404 })
  const form = await request.formData().catch(() => null)
  if (form?.get(drawnForField) !== (await drawnFor())) return back("autre-compte")
  const file = form?.get("fichier")
  if (!(file instanceof File) || file.size === 0) return back("fichier-absent")
  const kept = await keepFile({ actor, ...(await visit()) }, { fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
  if (!kept.ok) return back(kept.why)
  return NextResponse.redirect(`${env.publicUrl}/admin/structures/import/${kept.value.importId}`, 303)
}

function back(why: string) {
  return NextResponse.redirect(`${env.publicUrl}/admin/structures/import?refus=${why}`, 303)
}
