import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { asHolder, type Holder, type HolderRefusal, holdHolder } from "@/lib/membership/holders/operations"
import type { Tx } from "@/lib/platform/db/client"
import type { Result } from "@/lib/platform/result"
import { opens, type RafaelRight } from "@/lib/rafael/rights/rules"
import type { Attempt } from "@/lib/trace/journal/operations"
import type { RafaelProfil } from "@/lib/vocabulary/profils/rules"

export type MemberRefusal = HolderRefusal

/** Whoever acts, as they are at this moment: their affiliation in the structure, and the profil it holds. */
export type Own = { affiliationId: string; structureId: string; profil: RafaelProfil; isClosed: boolean }

/** The frame of a gesture of Rafael (`asHolder`), for those whose profil in a structure opens it (`right`). */
export function asMember<Value, Why extends string>(
  context: ActorContext,
  right: RafaelRight,
  attempt: Attempt,
  structure: string | ((tx: Tx) => Promise<string | null>),
  work: (tx: Tx, own: Own) => Promise<Result<Value, Why>>,
): Promise<Result<Value, Why | MemberRefusal>> {
  const holds = ({ rafaelProfil }: { rafaelProfil: RafaelProfil | null }) => opens(rafaelProfil, right)
  return asHolder(context, holds, attempt, structure, (tx, holder) => work(tx, ownOf(holder)))
}

/** As `holdHolder`, for a right of Rafael. */
export async function holdMember(tx: Tx, accountId: string, structureId: string, right: RafaelRight): Promise<Own | null> {
  const holder = await holdHolder(tx, accountId, structureId, ({ rafaelProfil }) => opens(rafaelProfil, right))
  return holder && ownOf(holder)
}

/** A right of Rafael is held by a profil. */
function ownOf({ rights, ...own }: Holder): Own {
  return { ...own, profil: rights.rafaelProfil as RafaelProfil }
}
