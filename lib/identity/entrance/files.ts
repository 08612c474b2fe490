import "server-only"
import { budgets } from "@/lib/access/limits"
import type { Actor } from "@/lib/access/permissions"
import { spend } from "@/lib/identity/entrance/action"
import { visit } from "@/lib/identity/entrance/auth"

/**
 * The answer to someone who has just taken too many files, each of which is read in full and most of which leave a row in the journal, which
 * is never emptied; null when one more may be taken. `actor`: null for someone without account.
 */
export async function tooManyFiles(actor: Actor | null): Promise<Response | null> {
  const spent = await spend(budgets.files, { actor, ...(await visit()) })
  if (!spent) return null
  const words = `Vous avez pris beaucoup de fichiers en peu de temps. Réessayez dans ${"detail" in spent ? spent.detail : "une heure"}.`
  return new Response(words, { status: 429, headers: { "Content-Type": "text/plain; charset=utf-8", "Retry-After": "600" } })
}
