import "server-only"
import { headers } from "next/headers"
import { NextResponse } from "next/server"
import { budgets } from "@/lib/access/limits"
import type { Actor } from "@/lib/access/permissions"
import { spend } from "@/lib/identity/entrance/action"
import { currentActor, drawnFor } from "@/lib/identity/entrance/actor"
import { visit } from "@/lib/identity/entrance/auth"
import { drawnForField } from "@/lib/platform/http/form-state"
import { isSameOrigin } from "@/lib/platform/http/origin"
import { env } from "@/lib/platform/process/env"

type Upload = { actor: Actor; form: FormData; fileName: string; bytes: Uint8Array<ArrayBuffer> }

/**
 * Receives a file larger than a form may be (scripts/web.ts), in the field "fichier" of a form of `page`. The body is read only once it is
 * known who sends it, that they may (`may`), and that they have not just sent too many. Otherwise: what to answer.
 */
export async function receiveFile(request: Request, page: string, may: (actor: Actor) => boolean): Promise<Upload | NextResponse> {
  const actor = await currentActor()
  // The session has ended: the person signs in, then chooses the file again.
  if (!actor) return NextResponse.redirect(`${env.publicUrl}/connexion?retour=${encodeURIComponent(page)}`, 303)
  if (!may(actor) || !isSameOrigin(await headers())) return new NextResponse("Page introuvable", { status: 404 })
  if (await spend(budgets.changes, { actor, ...(await visit()) })) return refuseFile(page, "trop-souvent")
  const form = await request.formData().catch(() => null)
  if (form?.get(drawnForField) !== (await drawnFor())) return refuseFile(page, "autre-compte")
  const file = form?.get("fichier")
  if (!form || !(file instanceof File) || file.size === 0) return refuseFile(page, "fichier-absent")
  return { actor, form, fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

/** Sends whoever chose a file back to its page, which says why it was not taken. */
export function refuseFile(page: string, why: string) {
  return NextResponse.redirect(`${env.publicUrl}${page}${page.includes("?") ? "&" : "?"}refus=${why}`, 303)
}

/** What `receiveFile` refuses, in words, for the page. */
export const fileRefusals: Record<string, string> = {
  "fichier-absent": "Choisissez un fichier.",
  "autre-compte": "Quelqu’un d’autre s’est connecté depuis dans ce navigateur : rechargez la page, puis choisissez à nouveau le fichier.",
  "trop-souvent": "Trop de fichiers envoyés en peu de temps : réessayez dans une heure.",
  "trop-gros": "Ce fichier dépasse 20 Mo : partagez-le en plusieurs.",
}
