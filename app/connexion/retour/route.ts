import { redirect } from "next/navigation"
import { done } from "@/lib/access/outcomes"
import { currentSession } from "@/lib/identity/entrance/actor"
import { giveSessionCookie } from "@/lib/identity/entrance/auth"

/**
 * After a control that has ended, the cookie of this browser is again that of the manager's own session. A page that only changes a part of itself
 * (a link followed) is answered by nothing that it can read: it then opens this address whole, and the header with it.
 */
export async function GET(request: Request) {
  const asked = request.headers.get("sec-fetch-dest")
  if (asked && asked !== "document") return new Response(null, { headers: { "Cache-Control": "no-store" } })
  const session = await currentSession()
  if (!session?.backFrom) redirect("/accueil")
  const { actor, backFrom } = session
  await giveSessionCookie(backFrom.own)
  redirect(actor.isManager ? done("/admin/comptes/[id]", "controle-fini", { id: backFrom.accountId }) : "/accueil")
}
